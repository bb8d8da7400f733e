package org.mnist.testing;

import java.nio.file.Path;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batches;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.engine.Engines;
import org.mnist.engine.TrainingEngine;
import org.mnist.experiment.DigitDetector;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.vision.Recogniser;

/** A small network that has seen the sample a few times, enough to read plain digits. */
public final class TrainedOnSample implements AutoCloseable {
    private static final String LAYERS =
            "[{conv: {filters: 12, kernel: 5, stride: 2, activation: relu}}, {conv: {filters: 24, kernel: 3,"
                    + " activation: relu}}, {maxpool: {size: 2}}, {flatten: {}}, {dense: {units: 64, activation: relu}},"
                    + " {output: {}}]";
    private static final int EPOCHS = 6;
    private static final int BATCH = 50;

    private final TrainingEngine engine;
    private final Recogniser recogniser;

    private TrainedOnSample(TrainingEngine engine, Recogniser recogniser) {
        this.engine = engine;
        this.recogniser = recogniser;
    }

    public static TrainedOnSample train() {
        Dataset sample = new DatasetStore(Path.of("unused"), line -> {}).open("sample");
        TrainConfig config = Fixture.config("layers", LAYERS, "batch", Integer.toString(BATCH));
        Images images = sample.train();
        Engines engines = new Engines(TestCache.FOLDER.resolve("layouts"), line -> {});
        TrainingEngine engine = engines.training(config, () -> NetworkFactory.create(config), images.count());
        int[] order = new int[images.count()];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (i * 7919L % order.length); // the sample is in order of the digits
        }
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Batches batches = Batches.inOrder(images, order, BATCH);
            for (int i = 0; i < batches.count(); i++) {
                engine.step(batches.get(i), epoch < 4 ? 0.002 : 0.0005);
            }
        }
        return new TrainedOnSample(
                engine,
                new Recogniser(
                        engine,
                        MnistForm.SHAPE,
                        DigitDetector.open(engines),
                        Recogniser.USUAL_REFUSAL,
                        Recogniser.HANDS));
    }

    public Recogniser recogniser() {
        return recogniser;
    }

    @Override
    public void close() {
        engine.close();
    }
}
