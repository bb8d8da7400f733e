package org.mnist.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mnist.sweep.TrialResult;

/** A dot for each training of a sweep: across, the value of a setting; upwards, the validation accuracy; a colour for each architecture. */
final class SettingChart {
    /** Values over a wider range than this are spread by their logarithms. */
    private static final double WIDE = 20;

    /** The room that the name of a value takes, in pixels, or a little more. */
    private static final int NAME = 80;

    private SettingChart() {}

    /**
     * The chart of a setting.
     *
     * @param trials at least one with the setting; those without it are left out
     */
    static Chart of(String key, List<TrialResult> trials, int width) {
        List<TrialResult> with = trials.stream()
                .filter(trial -> trial.settings().containsKey(key))
                .toList();
        List<String> words =
                with.stream().map(trial -> trial.settings().get(key)).distinct().toList();
        boolean numbers = words.stream().allMatch(SettingChart::isNumber);
        double[] all = numbers
                ? words.stream().mapToDouble(Double::parseDouble).toArray()
                : IntStream.range(0, words.size()).asDoubleStream().toArray();
        double least = Arrays.stream(all).min().orElse(0);
        double most = Arrays.stream(all).max().orElse(1);
        boolean logarithmic = numbers && least > 0 && most / least > WIDE;
        AxisScale scale = logarithmic ? AxisScale.LOGARITHM : AxisScale.PLAIN;
        Map<String, List<TrialResult>> archs = new LinkedHashMap<>();
        with.forEach(trial ->
                archs.computeIfAbsent(trial.arch(), arch -> new ArrayList<>()).add(trial));
        List<Chart.Curve> dots = new ArrayList<>();
        archs.forEach((arch, group) -> dots.add(new Chart.Curve(
                arch,
                Ink.ofRun(dots.size()),
                group.stream()
                        .map(trial -> trial.settings().get(key))
                        .mapToDouble(word -> numbers ? Double.parseDouble(word) : words.indexOf(word))
                        .map(scale.place())
                        .toArray(),
                group.stream()
                        .mapToDouble(TrialResult::valAccuracy)
                        .map(AxisScale.NEAR_ONE.place())
                        .toArray(),
                false,
                true)));
        return new Chart(
                numbers ? values(key, scale, least, most, width / NAME) : Axis.words(key, words),
                List.of(Curves.scaled("validation accuracy in %, log scale of errors", AxisScale.NEAR_ONE, dots)),
                null);
    }

    /** An axis that is a little longer than its values, so that no dot is cut. */
    private static Axis values(String key, AxisScale scale, double least, double most, int names) {
        if (scale == AxisScale.LOGARITHM) {
            return Axis.scaled(
                    key,
                    scale,
                    Math.floor(scale.place().applyAsDouble(least) - 0.1),
                    Math.ceil(scale.place().applyAsDouble(most) + 0.1));
        }
        double edge = most > least ? 0.05 * (most - least) : Math.max(Math.abs(most) / 2, 0.5);
        return Axis.numbers(key, least - edge, most + edge, names, 0);
    }

    private static boolean isNumber(String word) {
        try {
            return Double.isFinite(Double.parseDouble(word));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
