package org.mnist.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mnist.sweep.TrialResult;

/** A dot for each training of a sweep: across, the value of a setting; upwards, the validation accuracy; a colour for each architecture. */
final class SettingChart {
    /** Values over a wider range than this are spread by their logarithms. */
    private static final double WIDE = 20;

    private SettingChart() {}

    /**
     * Draws the dots.
     *
     * @param trials at least one; those without the setting are left out
     */
    static BufferedImage draw(String key, List<TrialResult> trials, Theme theme) {
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
        XYChart chart = Curves.chart("validation accuracy, % (log scale of errors)", key, theme);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(AxisScale.NEAR_ONE.name()::apply);
        if (!numbers) {
            chart.getStyler().setXAxisTickLabelsFormattingFunction(place -> name(words, place));
        } else if (logarithmic) {
            chart.getStyler().setXAxisTickLabelsFormattingFunction(AxisScale.LOGARITHM.name()::apply);
        }
        Map<String, List<TrialResult>> archs = new LinkedHashMap<>();
        with.forEach(trial ->
                archs.computeIfAbsent(trial.arch(), arch -> new ArrayList<>()).add(trial));
        int number = 0;
        for (Map.Entry<String, List<TrialResult>> arch : archs.entrySet()) {
            double[] across = arch.getValue().stream()
                    .map(trial -> trial.settings().get(key))
                    .mapToDouble(word -> numbers ? Double.parseDouble(word) : words.indexOf(word))
                    .map(value -> logarithmic ? AxisScale.LOGARITHM.place().applyAsDouble(value) : value)
                    .toArray();
            double[] upwards = arch.getValue().stream()
                    .mapToDouble(TrialResult::valAccuracy)
                    .map(AxisScale.NEAR_ONE.place())
                    .toArray();
            XYSeries series = chart.addSeries(arch.getKey(), across, upwards);
            Color colour = Curves.colour(number++);
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            series.setMarkerColor(colour);
            series.setMarker(SeriesMarkers.CIRCLE);
        }
        Curves.bound(chart);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static String name(List<String> words, double place) {
        int i = (int) Math.rint(place);
        return Math.abs(place - i) < 1e-6 && i >= 0 && i < words.size() ? words.get(i) : "";
    }

    private static boolean isNumber(String word) {
        try {
            return Double.isFinite(Double.parseDouble(word));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
