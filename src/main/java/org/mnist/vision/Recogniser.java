package org.mnist.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.config.Augmentation;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.network.Shape;

/**
 * Reads digits with a network, and refuses what is none. A network for digits calls everything a digit, and is often sure of
 * it. So a second one, which was trained on digits and on letters and other signs of a hand, tells how likely a picture is to
 * be a digit at all. Both see each image several times, as other hands might have written it. A recogniser is not safe for use
 * by several threads.
 */
public final class Recogniser {
    /** The sign that stands for what was refused, where a digit would stand. */
    public static final String REFUSED = "?";

    /**
     * The certainty up to which is refused, unless another is asked for: {@code docs/reading.md} has the curve that it was
     * chosen by.
     */
    public static final double USUAL_REFUSAL = 0.35;

    /**
     * The views of a digit: as it is, and 15 times as another hand might have written it. People write the same digit more
     * upright, more slanted, narrower; a network that knows one hand too little is rarely wrong about most views.
     */
    public static final TestTimeAugmentation HANDS =
            new TestTimeAugmentation(16, new Augmentation(10, 0.04, 0.1, 10, 0, Augmentation.SIDE, 0, 0, 0, 0), 1);

    /** The certainty from which on a sign is likelier a digit, and this one, than anything else. */
    private static final double EVEN = 0.5;

    /** The label that the second network gives to digits. */
    private static final int DIGIT = 0;

    private final Predictor predictor;
    private final Predictor detector;
    private final double refusal;
    private final TestTimeAugmentation views;

    /**
     * Refuses a certainty that cannot be one.
     *
     * @throws Failure of kind USAGE
     */
    public static void checkRefusal(double refusal) {
        if (!(refusal >= 0 && refusal <= 1)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--refuse is " + refusal + "; valid are numbers from 0 to 1, such as " + USUAL_REFUSAL);
        }
    }

    /**
     * A reader.
     *
     * @param predictor runs a network for digits
     * @param image the shape that the network takes: digits are scaled to it
     * @param detector runs a network that tells digits, label 0, from what is none, in MNIST's form
     * @param refusal the certainty up to which a sign is refused, 0 to 1; 0 refuses nothing
     * @param views how both networks see each image
     */
    public Recogniser(
            Predictor predictor, Shape image, Predictor detector, double refusal, TestTimeAugmentation views) {
        this.predictor = image.equals(DigitForm.SHAPE) ? predictor : new FittedPredictor(predictor, image);
        this.detector = detector;
        this.refusal = refusal;
        this.views = views;
    }

    /**
     * The reading of an image.
     *
     * @param guesses all digits, the most probable first
     * @param likeness how likely it is to be a digit at all, 0 to 1
     * @param digit the digit; null if it is taken for none, or for one of several
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

        /** Whether no digit is named. */
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

        /** How certain it is to be a digit, and this one: 0 to 1. */
        public double certainty() {
            return likeness * probability();
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

    /** Reads what was found in a photo; points and dashes are no digits, whatever they look like. */
    public List<Reading> read(Photo photo) {
        List<Reading> readings = new ArrayList<>(read(photo.digits()));
        photo.marks().forEach(i -> readings.set(i, new Reading(readings.get(i).guesses(), 0, null)));
        return readings;
    }

    /** Reads images in MNIST's form. */
    public List<Reading> read(Images images) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            // each by itself: what lies beside it changes nothing
            readings.add(readOne(new Images(images.image(), images.bytes(i), new int[1])));
        }
        return readings;
    }

    private Reading readOne(Images image) {
        float[] probabilities = views.probabilities(predictor, image);
        List<Guess> guesses = IntStream.range(0, DigitForm.DIGITS)
                .mapToObj(guess -> new Guess(guess, probabilities[guess]))
                .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                .toList();
        double likeness = views.probabilities(detector, image)[DIGIT];
        Reading read = new Reading(guesses, likeness, guesses.get(0).digit());
        return refusal > 0 && read.certainty() <= refusal ? new Reading(guesses, likeness, null) : read;
    }

    /** The photo with each piece as two digits that touch, where both halves are likely digits, and more so than the whole. */
    public Photo cut(Photo photo) {
        Map<Integer, Photo.Cut> chosen = new HashMap<>();
        Map<Integer, Double> best = new HashMap<>();
        for (Photo.Cut cut : photo.cuts()) {
            int digit = cut.digit();
            double whole = best.computeIfAbsent(
                    digit,
                    i -> read(DigitForm.images(List.of(photo.digits().bytes(i))))
                            .get(0)
                            .certainty());
            List<Reading> halves = read(cut.halves());
            double left = halves.get(0).certainty();
            double right = halves.get(1).certainty();
            if (Math.min(left, right) > EVEN && left * right > whole) {
                best.put(digit, left * right);
                chosen.put(digit, cut);
            }
        }
        return chosen.isEmpty() ? photo : photo.cut(chosen);
    }
}
