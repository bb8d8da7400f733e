package org.mnist.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.mnist.base.Failure;
import org.mnist.base.Seeds;
import org.mnist.base.Text;

/**
 * What a sweep tries: every combination of architectures and values, or some that are drawn.
 *
 * @param archs presets and YAML files, at least one
 * @param settings for each dotted key of a configuration the values that are tried, in the order in which they vary: the last one fastest
 */
public record SearchSpace(List<String> archs, Map<String, Values> settings) {
    /** The most combinations of one sweep. */
    static final int MOST = 100_000;

    /** So many draws in a row that were there before end the drawing: what is left is rare, or nothing. */
    private static final int REPEATS = 10_000;

    /** Keeps copies. */
    public SearchSpace {
        archs = List.copyOf(archs);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * A combination.
     *
     * @param arch the architecture
     * @param settings a value for each key
     */
    public record Point(String arch, Map<String, String> settings) {}

    /** The keys of which more than one value is tried. */
    public List<String> varied() {
        return settings.entrySet().stream()
                .filter(entry -> entry.getValue().count().orElse(2) > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * All combinations.
     *
     * @throws Failure of kind USAGE if there is no end to them, or they are too many
     */
    public List<Point> grid() {
        long count = archs.size();
        for (Map.Entry<String, Values> entry : settings.entrySet()) {
            Optional<Integer> values = entry.getValue().count();
            if (values.isEmpty()) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "--set " + entry.getKey()
                                + " names a range, from which is drawn; say how often by --trials, such as --trials 20");
            }
            count = Math.min(count * values.get(), MOST + 1L);
        }
        if (count > MOST) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "these are more than " + Text.count(MOST) + " combinations; draw some of them by --trials N");
        }
        List<Point> points = new ArrayList<>();
        archs.forEach(arch -> points.add(new Point(arch, Map.of())));
        List<Point> all = points;
        for (Map.Entry<String, Values> entry : settings.entrySet()) {
            List<Point> longer = new ArrayList<>();
            for (Point point : all) {
                for (String value : ((Values.Choices) entry.getValue()).all()) {
                    longer.add(plus(point, entry.getKey(), value));
                }
            }
            all = longer;
        }
        return all;
    }

    /**
     * Combinations drawn at random, no two of them the same; fewer where there are no more. The first ones are the same
     * however many are drawn.
     *
     * @param trials how many
     * @param seed what they are drawn by
     */
    public List<Point> draw(int trials, long seed) {
        Set<Point> points = new LinkedHashSet<>();
        int repeated = 0;
        for (long draw = 0; points.size() < trials && repeated < REPEATS; draw++) {
            SplittableRandom random = Seeds.generator(seed, "sweep", draw);
            Point point = new Point(archs.get(random.nextInt(archs.size())), Map.of());
            for (Map.Entry<String, Values> entry : settings.entrySet()) {
                point = plus(point, entry.getKey(), entry.getValue().draw(random));
            }
            repeated = points.add(point) ? 0 : repeated + 1;
        }
        return List.copyOf(points);
    }

    private static Point plus(Point point, String key, String value) {
        Map<String, String> settings = new LinkedHashMap<>(point.settings());
        settings.put(key, value);
        return new Point(point.arch(), Collections.unmodifiableMap(settings));
    }
}
