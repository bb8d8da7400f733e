package org.mnist.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.config.ComputeSettings;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.TrainedNetwork;

/** Networks of drawn weights, biases and statistics, as if they had been trained, and the probabilities that they give. */
public final class DrawnNetwork {
    private DrawnNetwork() {}

    /** A network of a configuration, from version 1 of this program. */
    public static TrainedNetwork of(TrainConfig config) {
        MultiLayerNetwork network = NetworkFactory.create(config);
        stir(network);
        return new TrainedNetwork(
                network, config.architecture(), config.task(), "1", Map.of("sha256", "abc", "arch", config.name()));
    }

    /** Gives each bias and each statistic of a batch norm a value. */
    private static void stir(MultiLayerNetwork network) {
        Random random = new Random(1);
        network.paramTable().forEach((name, values) -> {
            String parameter = name.substring(name.indexOf('_') + 1);
            if (!parameter.equals("W")) {
                for (int i = 0; i < values.length(); i++) {
                    boolean positive = parameter.equals("var") || parameter.equals("gamma");
                    values.putScalar(i, positive ? 0.5 + random.nextDouble() : 0.3 * random.nextGaussian());
                }
            }
        });
    }

    /** The probabilities of a batch, image after image; the network is of no use behind it. */
    public static float[] probabilities(TrainedNetwork trained, Batch batch) {
        float[] probabilities = new float[batch.size() * trained.task().classCount()];
        Engines engines = new Engines(TestCache.FOLDER.resolve("layouts"), line -> {});
        try (Predictor predictor = engines.predictor(ComputeSettings.DEFAULT, trained::network)) {
            predictor.predict(batch, probabilities, 0);
        }
        return probabilities;
    }

    /** One image of a batch. */
    public static PlainMaps image(Batch batch, int number) {
        return PlainMaps.of(
                batch.image().channels(),
                batch.image().height(),
                batch.image().width(),
                (channel, y, x) -> batch.images()[
                        number * batch.pixels()
                                + (channel * batch.image().height() + y)
                                        * batch.image().width()
                                + x]);
    }

    /** A network in another form, which computes in plain loops. */
    @FunctionalInterface
    public interface Reading {
        /** What makes probabilities of an image, as the form of a network says. */
        UnaryOperator<PlainMaps> of(TrainedNetwork trained) throws IOException;
    }

    /** The probabilities of so many images, which a network and what was read from another form of it both give. */
    public static float[] requireSame(TrainConfig config, int images, Reading reading) throws IOException {
        TrainedNetwork trained = of(config);
        UnaryOperator<PlainMaps> other = reading.of(trained);
        Batch batch = Fixture.batch(config.task(), 0, images);
        float[] ours = probabilities(trained, batch);
        int classes = config.task().classCount();
        for (int i = 0; i < images; i++) {
            double[] theirs = other.apply(image(batch, i)).numbers();
            assertThat(theirs).hasSize(classes);
            for (int k = 0; k < classes; k++) {
                assertThat(theirs[k])
                        .as("%s, %s", config.name(), config.layers())
                        .isCloseTo(ours[i * classes + k], within(1e-5));
            }
        }
        return ours;
    }

    /** A network that gives all images the same would agree with much. */
    public static void requireSeveralAnswers(float[] probabilities) {
        assertThat(probabilities[0]).isNotEqualTo(probabilities[probabilities.length / 2]);
    }
}
