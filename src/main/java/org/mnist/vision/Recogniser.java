package org.mnist.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.eval.Evaluator;
import org.mnist.network.Shape;

/**
 * Reads digits with a network, and refuses what is none. A network calls everything a digit, and is often sure of it. So
 * two things are compared with those of the most similar real digit of the class that the network answers: the picture,
 * and the answer as a whole, which for a real 4 says a little 9 and no 0. What does worse in both together than all but a
 * given share of real digits is refused. A recogniser is not safe for use by several threads.
 */
public final class Recogniser {
    /** The sign that stands for what was refused, where a digit would stand. */
    public static final String REFUSED = "?";

    private static final double MOST_REFUSED = 0.5;
    private static final Images NONE = DigitForm.images(List.of());

    private final Predictor predictor;
    private final NearestNeighbour pictures;
    private final NearestNeighbour answers;

    /** The likeness of the real digits read as each digit, ascending: a 1 is more like a 1 than a 4 is like a 4. */
    private final List<double[]> realPictures;

    /** The answer likeness of the real digits read as each digit, ascending. */
    private final List<double[]> realAnswers;

    private final double leastFit;

    /**
     * Refuses a share that cannot be one.
     *
     * @throws Failure of kind USAGE
     */
    public static void checkRefused(double refused) {
        if (!(refused >= 0 && refused <= MOST_REFUSED)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--refuse is " + refused + "; valid are numbers from 0 to " + MOST_REFUSED + ", such as 0.01");
        }
    }

    /**
     * A reader, calibrated.
     *
     * @param predictor runs a network for digits
     * @param image the shape that the network takes: digits are scaled to it
     * @param digits real digits in MNIST's form
     * @param refused which share of real digits may be refused, 0 to 0.5; 0 refuses nothing
     */
    public Recogniser(Predictor predictor, Shape image, Dataset digits, double refused) {
        this(image.equals(DigitForm.SHAPE) ? predictor : new FittedPredictor(predictor, image), digits, refused);
    }

    /**
     * A reader, calibrated.
     *
     * @param predictor runs a network for digits in MNIST's form
     * @param digits real digits: by the test images the measures are calibrated, with the others images are compared
     * @param refused which share of real digits may be refused, 0 to 0.5; 0 refuses nothing
     */
    public Recogniser(Predictor predictor, Dataset digits, double refused) {
        this.predictor = predictor;
        Images known = digits.train();
        this.pictures = new NearestNeighbour(known, i -> picture(known, i));
        Images answered = refused == 0 ? NONE : known;
        float[] probabilities = Evaluator.probabilities(predictor, answered);
        this.answers = new NearestNeighbour(answered, i -> answer(probabilities, i));
        List<Reading> real =
                refused == 0 ? List.of() : measure(digits.test(), Evaluator.probabilities(predictor, digits.test()));
        realPictures = byDigit(real, Reading::likeness);
        realAnswers = byDigit(real, Reading::answerLikeness);
        double[] fits = real.stream().mapToDouble(this::fit).sorted().toArray();
        leastFit = refused == 0 ? Double.NEGATIVE_INFINITY : fits[(int) (refused * fits.length)];
    }

    private static List<double[]> byDigit(List<Reading> readings, ToDoubleFunction<Reading> measure) {
        return IntStream.range(0, DigitForm.DIGITS)
                .mapToObj(digit -> readings.stream()
                        .filter(reading -> reading.closest() == digit)
                        .mapToDouble(measure)
                        .sorted()
                        .toArray())
                .toList();
    }

    /**
     * The reading of an image.
     *
     * @param guesses all digits, the most probable first
     * @param likeness of the picture to that of a real digit of the most probable class, 0 to 1
     * @param answerLikeness of the network's answer to its answer to such a digit, -1 to 1; 0 if nothing is to be
     *     refused, for then it is not compared
     * @param digit the digit; null if it is taken for none
     */
    public record Reading(
            List<Guess> guesses,
            double likeness,
            double answerLikeness,
            @Nullable Integer digit) {
        /** The signs of digits in a row, as one word. */
        public static String signs(List<Reading> readings) {
            return readings.stream().map(Reading::sign).collect(Collectors.joining());
        }

        /** The digit as a character, or {@link #REFUSED}. */
        public String sign() {
            return digit == null ? REFUSED : digit.toString();
        }

        /** Whether it is taken for no digit. */
        public boolean refused() {
            return digit == null;
        }

        /** The most probable digit, whether it is taken for one or not. */
        public int closest() {
            return guesses.get(0).digit();
        }

        /** The probability of the most probable digit, 0 to 1. */
        public double probability() {
            return guesses.get(0).probability();
        }

        /** The probability of each digit, 0 to 9. */
        public List<Double> probabilities() {
            return IntStream.range(0, DigitForm.DIGITS)
                    .mapToObj(this::probability)
                    .toList();
        }

        /** The probability of a digit, 0 to 1. */
        public double probability(int digit) {
            return guesses.stream()
                    .filter(guess -> guess.digit() == digit)
                    .mapToDouble(Guess::probability)
                    .sum();
        }
    }

    /**
     * A digit and how probable it is.
     *
     * @param digit 0 to 9
     * @param probability 0 to 1
     */
    public record Guess(int digit, double probability) {}

    /** Reads images in MNIST's form. */
    public List<Reading> read(Images images) {
        return measure(images, Evaluator.oneByOne(predictor, images)).stream()
                .map(reading -> new Reading(
                        reading.guesses(),
                        reading.likeness(),
                        reading.answerLikeness(),
                        fit(reading) < leastFit ? null : (Integer) reading.closest()))
                .toList();
    }

    private List<Reading> measure(Images images, float[] probabilities) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            int offset = i * DigitForm.DIGITS;
            List<Guess> guesses = IntStream.range(0, DigitForm.DIGITS)
                    .mapToObj(guess -> new Guess(guess, probabilities[offset + guess]))
                    .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                    .toList();
            int digit = guesses.get(0).digit();
            readings.add(new Reading(
                    guesses,
                    pictures.of(picture(images, i), digit),
                    answers.of(answer(probabilities, i), digit),
                    null));
        }
        return readings;
    }

    /**
     * The fit of a reading to its digit: the logarithms of the shares of real digits of its class that do no better, in
     * one measure and in the other, added (Fisher's method of combining two tests). So what is somewhat odd in both is
     * as odd as what is very odd in one.
     */
    private double fit(Reading reading) {
        return Math.log(rank(realPictures.get(reading.closest()), reading.likeness()))
                + Math.log(rank(realAnswers.get(reading.closest()), reading.answerLikeness()));
    }

    /** The share of the values, this one among them, that are not above it. */
    private static double rank(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (low + 1.0) / (sorted.length + 1.0);
    }

    /** An image blurred a little and at half its size: a stroke a pixel aside is still like it. */
    private static float[] picture(Images images, int i) {
        GrayImage image = new GrayImage(DigitForm.SIDE, DigitForm.SIDE);
        images.copy(i, image.values(), 0);
        return image.mean(3).scaled(DigitForm.SIDE / 2, DigitForm.SIDE / 2).values();
    }

    /** The network's logits, less their mean: the logarithms of the probabilities are these and a constant. */
    private static float[] answer(float[] probabilities, int i) {
        float[] logits = new float[DigitForm.DIGITS];
        double mean = 0;
        for (int digit = 0; digit < logits.length; digit++) {
            float probability = Math.max(probabilities[i * logits.length + digit], Float.MIN_NORMAL);
            logits[digit] = (float) Math.log(probability);
            mean += logits[digit] / logits.length;
        }
        for (int digit = 0; digit < logits.length; digit++) {
            logits[digit] -= (float) mean;
        }
        return logits;
    }
}
