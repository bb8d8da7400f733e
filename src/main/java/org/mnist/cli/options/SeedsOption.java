package org.mnist.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.mnist.base.Failure;
import picocli.CommandLine.Option;

/** The seeds to train from. */
public final class SeedsOption implements CheckedOptions {
    private static final int MOST = 10_000;
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})(?:\\.\\.(-?\\d{1,18}))?");

    @Option(names = "--runs", paramLabel = "N", description = "As many seeds: 1 to N. The same as --seeds 1..N.")
    private Optional<Integer> runs = Optional.empty();

    @Option(names = "--seeds", paramLabel = "1,2|1..10", description = "Which seeds to train from; 1 if not given.")
    private Optional<String> seeds = Optional.empty();

    @Override
    public void check() {
        seeds();
    }

    /** Whether seeds were asked for. */
    public boolean given() {
        return runs.isPresent() || seeds.isPresent();
    }

    /** The seeds as a text of numbers and ranges. */
    String text() {
        return seeds.orElseGet(() -> "1.." + runs.orElse(1));
    }

    /** The seeds, in the order in which they were given. */
    public List<Long> seeds() {
        if (runs.isPresent() && seeds.isPresent()) {
            throw new Failure(Failure.Kind.USAGE, "--runs and --seeds say the same thing; give one of them");
        }
        int count = runs.orElse(1);
        if (count < 1 || count > MOST) {
            throw new Failure(Failure.Kind.USAGE, "--runs is " + count + "; valid are whole numbers from 1 to " + MOST);
        }
        return seeds.map(SeedsOption::parse)
                .orElseGet(() -> LongStream.rangeClosed(1, count).boxed().toList());
    }

    /** The seeds of a text of numbers and ranges. */
    static List<Long> parse(String text) {
        List<Long> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            long first = range.matches() ? Long.parseLong(range.group(1)) : 0;
            long last = !range.matches() || range.group(2) == null ? first : Long.parseLong(range.group(2));
            if (!range.matches() || last < first || last - first >= MOST) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "--seeds is " + text + "; valid are whole numbers and ranges of up to " + MOST
                                + ", such as 1,2,3 or 1..10");
            }
            LongStream.rangeClosed(first, last).forEach(all::add);
        }
        return all.stream().distinct().toList();
    }
}
