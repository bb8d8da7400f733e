package org.mnist.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * An axis of a plot.
 *
 * @param title what it is of
 * @param low the place of its beginning
 * @param high the place of its end, above that
 * @param ticks the places that have a name, in rising order
 * @param name what a person reads at one of them
 */
record Axis(String title, double low, double high, List<Double> ticks, DoubleFunction<String> name) {
    private static final double[] STEPS = {1, 2, 5};

    /**
     * An axis of plain numbers, named at round ones.
     *
     * @param most how many names there is room for, about
     * @param least the least distance between two
     */
    static Axis numbers(String title, double low, double high, int most, double least) {
        double step = step((high - low) / Math.max(1, most), least);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return new Axis(title, low, high, ticks, Axis::text);
    }

    /** An axis of a scale that has round names at whole places, all of them or, of more than seven, at whole decades. */
    static Axis scaled(String title, AxisScale scale, double low, double high) {
        int step = 1;
        while ((high - low) / step > 7) {
            step *= 3;
        }
        List<Double> ticks = new ArrayList<>();
        for (double place = step * Math.ceil(low / step - 1e-9); place <= high + 1e-9; place += step) {
            ticks.add(place);
        }
        return new Axis(title, low, high, ticks, scale::label);
    }

    /** An axis of words, the first at 0, the second at 1 and so on. */
    static Axis words(String title, List<String> words) {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            ticks.add((double) i);
        }
        return new Axis(title, -0.5, words.size() - 0.5, ticks, place -> words.get((int) Math.rint(place)));
    }

    /** The least of 1, 2, 5, 10, 20 and so on, or of their parts, that is not below a distance nor below {@code least}. */
    private static double step(double distance, double least) {
        double decade = Math.pow(10, Math.floor(Math.log10(Math.max(distance, least))) - 1);
        while (true) {
            for (double digit : STEPS) {
                double step = digit * decade;
                if (step >= distance * (1 - 1e-9) && step >= least) {
                    return step;
                }
            }
            decade *= 10;
        }
    }

    private static String text(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
