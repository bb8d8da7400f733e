package org.mnist.testing;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Feature maps of one image, and what layers make of them, in loops that follow each layer's definition and no library. A
 * vector has one row and one column.
 *
 * @param numbers channel by channel, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record PlainMaps(int channels, int height, int width, double[] numbers) {
    /** The weight between two channels at a place of the window. */
    @FunctionalInterface
    public interface Kernel {
        /** The weight of input channel {@code in} at row {@code y} and column {@code x} for output channel {@code out}. */
        double at(int out, int in, int y, int x);
    }

    /** A number for a place. */
    @FunctionalInterface
    public interface Place {
        /** The number at a channel, a row and a column. */
        double at(int channel, int y, int x);
    }

    /** Maps of what a place has. */
    public static PlainMaps of(int channels, int height, int width, Place place) {
        double[] numbers = new double[channels * height * width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = place.at(i / (height * width), i / width % height, i % width);
        }
        return new PlainMaps(channels, height, width, numbers);
    }

    /** A vector. */
    public static PlainMaps vector(double... numbers) {
        return new PlainMaps(numbers.length, 1, 1, numbers);
    }

    /** The number at a place. */
    public double at(int channel, int y, int x) {
        return numbers[(channel * height + y) * width + x];
    }

    private boolean has(int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width;
    }

    /** A window that is moved over maps: its size, its step, and how far it begins above and left of them. */
    public record Window(int rows, int columns, int step, int top, int left, int height, int width) {
        /** A window whose last place is as far down and right as it fits into the maps and so many zeros around. */
        public static Window over(PlainMaps maps, int size, int step, int top, int bottom, int left, int right) {
            return new Window(
                    size,
                    size,
                    step,
                    top,
                    left,
                    (maps.height + top + bottom - size) / step + 1,
                    (maps.width + left + right - size) / step + 1);
        }
    }

    /** A convolution, whose zeros count. */
    public PlainMaps conv(int filters, Window window, Kernel kernel) {
        return of(filters, window.height, window.width, (filter, row, column) -> {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                for (int y = 0; y < window.rows; y++) {
                    for (int x = 0; x < window.columns; x++) {
                        int fromY = row * window.step + y - window.top;
                        int fromX = column * window.step + x - window.left;
                        sum += has(fromY, fromX) ? at(channel, fromY, fromX) * kernel.at(filter, channel, y, x) : 0;
                    }
                }
            }
            return sum;
        });
    }

    /** The largest number of each window. */
    public PlainMaps maxPool(Window window) {
        return pool(window, Math::max, Double.NEGATIVE_INFINITY, false);
    }

    /** The mean of each window, of the numbers that are there. */
    public PlainMaps avgPool(Window window) {
        return pool(window, Double::sum, 0, true);
    }

    private PlainMaps pool(Window window, DoubleBinaryOperator join, double start, boolean mean) {
        return of(channels, window.height, window.width, (channel, row, column) -> {
            double joined = start;
            int count = 0;
            for (int y = row * window.step - window.top; y < row * window.step - window.top + window.rows; y++) {
                for (int x = column * window.step - window.left;
                        x < column * window.step - window.left + window.columns;
                        x++) {
                    if (has(y, x)) {
                        joined = join.applyAsDouble(joined, at(channel, y, x));
                        count++;
                    }
                }
            }
            return mean ? joined / count : joined;
        });
    }

    /** Zeros around the maps; of a number below 0, so many rows or columns less. */
    public PlainMaps pad(int top, int bottom, int left, int right) {
        return of(
                channels,
                height + top + bottom,
                width + left + right,
                (channel, y, x) -> has(y - top, x - left) ? at(channel, y - top, x - left) : 0);
    }

    /** A fully connected layer over all numbers in their order. */
    public PlainMaps dense(int units, Kernel kernel) {
        return of(units, 1, 1, (unit, y, x) -> {
            double sum = 0;
            for (int i = 0; i < numbers.length; i++) {
                sum += numbers[i] * kernel.at(unit, i, 0, 0);
            }
            return sum;
        });
    }

    /** Something added to each channel. */
    public PlainMaps plus(double[] bias) {
        return of(channels, height, width, (channel, y, x) -> at(channel, y, x) + bias[channel]);
    }

    /** Batch normalisation by statistics that are known. */
    public PlainMaps norm(double[] gamma, double[] beta, double[] mean, double[] variance, double epsilon) {
        return of(
                channels,
                height,
                width,
                (channel, y, x) ->
                        (at(channel, y, x) - mean[channel]) / Math.sqrt(variance[channel] + epsilon) * gamma[channel]
                                + beta[channel]);
    }

    /** A function of each number. */
    public PlainMaps map(DoubleUnaryOperator function) {
        return new PlainMaps(
                channels, height, width, Arrays.stream(numbers).map(function).toArray());
    }

    /** The vector of all numbers, channel by channel. */
    public PlainMaps byChannel() {
        return vector(numbers);
    }

    /** The vector of all numbers, pixel by pixel. */
    public PlainMaps byPixel() {
        double[] turned = new double[numbers.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = at(i % channels, i / channels / width, i / channels % width);
        }
        return vector(turned);
    }

    /** Numbers above 0 that sum to 1. */
    public PlainMaps softmax() {
        double largest = Arrays.stream(numbers).max().orElseThrow();
        PlainMaps powers = map(x -> Math.exp(x - largest));
        double sum = Arrays.stream(powers.numbers).sum();
        return powers.map(x -> x / sum);
    }
}
