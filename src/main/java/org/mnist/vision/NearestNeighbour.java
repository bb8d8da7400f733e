package org.mnist.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.mnist.data.Images;

/** The cosine similarity of a vector to its nearest neighbour among those of real digits of one class. */
final class NearestNeighbour {
    /** Vectors of length 1, by their class. */
    private final List<List<float[]>> directions = new ArrayList<>();

    /**
     * The neighbours to look among.
     *
     * @param digits real digits, whose labels are the classes
     * @param vector gives the vector of the image of a number; all have one length
     */
    NearestNeighbour(Images digits, IntFunction<float[]> vector) {
        IntStream.range(0, DigitForm.DIGITS).forEach(digit -> directions.add(new ArrayList<>()));
        for (int i = 0; i < digits.count(); i++) {
            directions.get(digits.label(i)).add(direction(vector.apply(i)));
        }
    }

    /** The largest cosine between a vector and those of one class, -1 to 1; 0 if there are none. */
    double of(float[] vector, int digit) {
        float[] direction = direction(vector);
        return directions.get(digit).stream()
                .mapToDouble(other -> product(direction, other))
                .max()
                .orElse(0);
    }

    private static float[] direction(float[] vector) {
        float[] values = vector.clone();
        double length = Math.sqrt(product(values, values));
        for (int k = 0; k < values.length; k++) {
            values[k] = length == 0 ? 0 : (float) (values[k] / length);
        }
        return values;
    }

    private static float product(float[] a, float[] b) {
        float first = 0; // four sums, which do not wait for each other
        float second = 0;
        float third = 0;
        float fourth = 0;
        int k = 0;
        for (; k + 3 < a.length; k += 4) {
            first += a[k] * b[k];
            second += a[k + 1] * b[k + 1];
            third += a[k + 2] * b[k + 2];
            fourth += a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) {
            first += a[k] * b[k];
        }
        return first + second + third + fourth;
    }
}
