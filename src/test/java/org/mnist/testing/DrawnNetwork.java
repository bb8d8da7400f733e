package org.mnist.testing;

import java.util.Map;
import java.util.Random;
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
}
