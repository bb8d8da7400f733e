package org.mnist.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mnist.config.ComputeSettings;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.experiment.DigitDetector;
import org.mnist.network.file.ModelFiles;
import org.mnist.vision.Recogniser;
import org.mnist.vision.Recogniser.Reading;

/**
 * Prints what {@code --refuse} costs and what it is good for: the share of digits that are refused, and of those that are
 * misread, at each certainty, and the share of letters and other signs. The digits are MNIST's test digits, and those of
 * simulated hands that no network was trained on. Arguments: a model file, a folder with MNIST, how many of each kind.
 * {@code scripts/refusal-curve} runs it.
 */
public final class RefusalCurve {
    private static final double[] CERTAINTIES = {0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

    /** Hands of its own: those of the second network's training images have other seeds. */
    private static final long SEED = 1234;

    private RefusalCurve() {}

    /** Prints a table. */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[2]);
        Engines engines = new Engines(Path.of("target", "layouts"), line -> {});
        Images test = new DatasetStore(Path.of("unused"), System.err::println)
                .open(arguments[1])
                .test();
        try (Predictor detector = DigitDetector.open(engines);
                Predictor network = engines.predictor(
                        ComputeSettings.DEFAULT.withThreads(1),
                        () -> ModelFiles.open(Path.of(arguments[0]), Optional.empty(), false)
                                .network())) {
            Recogniser recogniser = new Recogniser(network, MnistForm.SHAPE, detector, 0, Recogniser.HANDS);
            SimulatedSigns hands = new SimulatedSigns(SEED);
            Sample mnist = new Sample(recogniser, first(test, count));
            Sample digits = new Sample(recogniser, hands.digits(count));
            Sample others = new Sample(recogniser, hands.others(count));
            System.out.println("certainty | MNIST refused misread | hands refused misread | other signs refused");
            for (double certainty : CERTAINTIES) {
                System.out.printf(
                        Locale.ROOT,
                        "%9.2f | %12.2f%% %6.2f%% | %12.2f%% %6.2f%% | %18.1f%%%n",
                        certainty,
                        100 * mnist.refused(certainty),
                        100 * mnist.misread(certainty),
                        100 * digits.refused(certainty),
                        100 * digits.misread(certainty),
                        100 * others.refused(certainty));
            }
        }
    }

    private static Images first(Images images, int count) {
        Images.Builder some = new Images.Builder(images.image());
        for (int i = 0; i < Math.min(count, images.count()); i++) {
            some.add(images.bytes(i), 0, images.label(i));
        }
        return some.build();
    }

    private record Sample(List<Reading> readings, Images images) {
        Sample(Recogniser recogniser, Images images) {
            this(recogniser.read(images), images);
        }

        double refused(double certainty) {
            return readings.stream()
                            .filter(reading -> isRefused(reading, certainty))
                            .count()
                    / (double) readings.size();
        }

        double misread(double certainty) {
            List<Reading> wrong = new ArrayList<>();
            for (int i = 0; i < readings.size(); i++) {
                if (!isRefused(readings.get(i), certainty) && readings.get(i).closest() != images.label(i)) {
                    wrong.add(readings.get(i));
                }
            }
            return wrong.size() / (double) readings.size();
        }

        private static boolean isRefused(Reading reading, double certainty) {
            return certainty > 0 && reading.certainty() <= certainty;
        }
    }
}
