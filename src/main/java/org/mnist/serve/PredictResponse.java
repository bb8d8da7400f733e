package org.mnist.serve;

import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.data.Images;
import org.mnist.vision.Box;
import org.mnist.vision.Recogniser.Reading;

/**
 * The answer to {@code POST /predict}: what was read in a picture.
 *
 * @param text all digits as one word, a question mark for what is hardly one
 * @param digits all digits one by one, line by line from left to right
 */
record PredictResponse(String text, List<Digit> digits) {
    /**
     * A digit in a picture, or what is hardly one.
     *
     * @param digit the digit; null if it is hardly one
     * @param closest the most probable digit
     * @param probability of the most probable digit, 0 to 1
     * @param likeness how likely it is to be a digit at all, 0 to 1
     * @param probabilities of all digits, from 0 to 9
     * @param box where in the picture it is
     * @param pixels as the network saw them, 28 × 28 bytes in base 64
     */
    record Digit(
            @Nullable Integer digit,
            int closest,
            double probability,
            double likeness,
            List<Double> probabilities,
            Box box,
            String pixels) {}

    /**
     * The answer for a picture whose digits were read so, in their order.
     *
     * @param boxes where in the picture they are
     * @param digits each alone, as the network saw it
     */
    static PredictResponse of(List<Box> boxes, Images digits, List<Reading> readings) {
        return new PredictResponse(
                Reading.signs(readings),
                IntStream.range(0, readings.size())
                        .mapToObj(i -> digit(boxes.get(i), digits, i, readings.get(i)))
                        .toList());
    }

    private static Digit digit(Box box, Images digits, int i, Reading reading) {
        return new Digit(
                reading.digit(),
                reading.closest(),
                reading.probability(),
                reading.likeness(),
                reading.probabilities(),
                box,
                Base64.getEncoder().encodeToString(digits.bytes(i)));
    }
}
