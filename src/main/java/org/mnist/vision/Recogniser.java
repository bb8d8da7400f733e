package org.mnist.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.eval.Evaluator;
import org.mnist.network.Shape;

/**
 * Reads digits with a network, and refuses what is none. A network for digits calls everything a digit, and is often sure of
 * it. So a second one, which was trained on digits and on letters and other signs of a hand, tells how likely a picture is to
 * be a digit at all; what it finds less likely than all but a given share of real digits is refused. A recogniser is not safe
 * for use by several threads.
 */
public final class Recogniser {
    /** The sign that stands for what was refused, where a digit would stand. */
    public static final String REFUSED = "?";

    /** The label that the second network gives to digits. */
    private static final int DIGIT = 0;

    private static final double MOST_REFUSED = 0.5;

    private final Predictor predictor;
    private final Predictor detector;
    private final float leastLikeness;

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
     * @param detector runs a network that tells digits, label 0, from what is none, in MNIST's form
     * @param digits real digits in MNIST's form, by which the measure is calibrated
     * @param refused which share of real digits may be refused, 0 to 0.5; 0 refuses nothing
     */
    public Recogniser(Predictor predictor, Shape image, Predictor detector, Images digits, double refused) {
        this.predictor = image.equals(DigitForm.SHAPE) ? predictor : new FittedPredictor(predictor, image);
        this.detector = detector;
        float[] real = refused == 0 ? new float[] {0} : likeness(Evaluator.probabilities(detector, digits));
        Arrays.sort(real);
        leastLikeness = real[(int) (refused * real.length)];
    }

    /** The probabilities of being a digit, of images by number. */
    private float[] likeness(float[] probabilities) {
        float[] likeness = new float[probabilities.length / detector.classes()];
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = probabilities[i * detector.classes() + DIGIT];
        }
        return likeness;
    }

    /**
     * The reading of an image.
     *
     * @param guesses all digits, the most probable first
     * @param likeness how likely it is to be a digit at all, 0 to 1
     * @param digit the digit; null if it is taken for none
     */
    public record Reading(
            List<Guess> guesses, double likeness, @Nullable Integer digit) {
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
        float[] probabilities = Evaluator.oneByOne(predictor, images);
        float[] likeness = likeness(Evaluator.oneByOne(detector, images));
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            int offset = i * DigitForm.DIGITS;
            List<Guess> guesses = IntStream.range(0, DigitForm.DIGITS)
                    .mapToObj(guess -> new Guess(guess, probabilities[offset + guess]))
                    .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                    .toList();
            Integer digit = likeness[i] < leastLikeness
                    ? null
                    : (Integer) guesses.get(0).digit();
            readings.add(new Reading(guesses, likeness[i], digit));
        }
        return readings;
    }
}
