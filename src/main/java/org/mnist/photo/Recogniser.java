package org.mnist.photo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mnist.config.LayerSpec;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.engine.Engine;
import org.mnist.eval.Evaluator;
import org.mnist.failure.Failure;

/**
 * Reads digits with a network, and refuses what is none. A network calls everything a digit, so two measures are held
 * against those of real digits: how probable the network finds its answer, and how like the image is to the most similar
 * real digit of that class. What does worse in both together than all but a given share of real digits is refused. Not
 * safe for use by several threads.
 */
public final class Recogniser {
    private static final double MOST_REFUSED = 0.5;

    private final Engine engine;
    private final Likeness likeness;

    /** Of real digits, in ascending order. */
    private final double[] probabilities;

    /** The same of those that were read as one digit: a 1 is more like another 1 than a 4 like another 4. */
    private final List<double[]> likenesses;

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
     * @param engine runs the network
     * @param digits real digits: by the test images the measures are calibrated, to the others images are compared
     * @param refused which share of real digits may be refused, 0 to 0.5; 0 refuses nothing
     */
    public Recogniser(Engine engine, Dataset digits, double refused) {
        this.engine = engine;
        this.likeness = new Likeness(digits.train());
        List<Reading> real =
                refused == 0 ? List.of() : measure(digits.test(), Evaluator.probabilities(engine, digits.test()));
        probabilities = real.stream().mapToDouble(Reading::probability).sorted().toArray();
        likenesses = IntStream.range(0, LayerSpec.CLASSES)
                .mapToObj(digit -> real.stream()
                        .filter(reading -> reading.closest() == digit)
                        .mapToDouble(Reading::likeness)
                        .sorted()
                        .toArray())
                .toList();
        double[] fits = real.stream().mapToDouble(this::fit).sorted().toArray();
        leastFit = refused == 0 ? Double.NEGATIVE_INFINITY : fits[(int) (refused * fits.length)];
    }

    /**
     * What an image was read as.
     *
     * @param guesses all digits, the most probable first
     * @param likeness to a real digit of that class, 0 to 1
     * @param digit the digit; null if it is taken for none
     */
    public record Reading(List<Guess> guesses, double likeness, Integer digit) {
        /** The most probable digit, whether it is taken for one or not. */
        public int closest() {
            return guesses.get(0).digit();
        }

        /** How probable that is. */
        public double probability() {
            return guesses.get(0).probability();
        }

        /** How probable a digit is. */
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
        return measure(images, Evaluator.oneByOne(engine, images)).stream()
                .map(reading -> new Reading(
                        reading.guesses(),
                        reading.likeness(),
                        fit(reading) < leastFit ? null : (Integer) reading.closest()))
                .toList();
    }

    private List<Reading> measure(Images images, float[] probabilities) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < images.count(); i++) {
            int offset = i * LayerSpec.CLASSES;
            List<Guess> guesses = IntStream.range(0, LayerSpec.CLASSES)
                    .mapToObj(digit -> new Guess(digit, probabilities[offset + digit]))
                    .sorted(Comparator.comparingDouble(Guess::probability).reversed())
                    .toList();
            readings.add(
                    new Reading(guesses, likeness.of(images, i, guesses.get(0).digit()), null));
        }
        return readings;
    }

    /**
     * How well a reading fits a digit: the shares of real digits that do no better, in one measure and in the other,
     * multiplied, as logarithms (Fisher's way to join two tests). So what is somewhat odd in both is as odd as what is
     * very odd in one.
     */
    private double fit(Reading reading) {
        return Math.log(rank(probabilities, reading.probability()))
                + Math.log(rank(likenesses.get(reading.closest()), reading.likeness()));
    }

    /** Which share of the values, and this one, is not above it. */
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

    /** Compares images with real digits: the cosine between them, both blurred a little and at half their size. */
    private static final class Likeness {
        private final List<List<float[]>> digits = new ArrayList<>();

        Likeness(Images images) {
            IntStream.range(0, LayerSpec.CLASSES).forEach(digit -> digits.add(new ArrayList<>()));
            for (int i = 0; i < images.count(); i++) {
                digits.get(images.label(i)).add(direction(images, i));
            }
        }

        double of(Images images, int i, int digit) {
            float[] direction = direction(images, i);
            return digits.get(digit).stream()
                    .mapToDouble(other -> product(direction, other))
                    .max()
                    .orElse(0);
        }

        private static float[] direction(Images images, int i) {
            Plane plane = new Plane(Images.SIDE, Images.SIDE);
            images.copy(i, plane.values(), 0);
            float[] values =
                    plane.mean(3).scaled(Images.SIDE / 2, Images.SIDE / 2).values();
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
            for (int k = 0; k < a.length; k += 4) {
                first += a[k] * b[k];
                second += a[k + 1] * b[k + 1];
                third += a[k + 2] * b[k + 2];
                fourth += a[k + 3] * b[k + 3];
            }
            return first + second + third + fourth;
        }
    }
}
