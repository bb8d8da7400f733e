package org.mnist.peers;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.network.Task;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.network.dl4j.NetworkFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's own {@code fit} and {@code output}, with nothing of ours around them. */
final class StockDl4j implements Peer {
    private static final int PIXELS = Task.MNIST.image().size();
    private static final int CLASSES = Task.MNIST.classes().size();

    private final MultiLayerNetwork network;

    StockDl4j(TrainConfig config) {
        network = NetworkFactory.create(config);
    }

    @Override
    public String name() {
        return "DL4J fit";
    }

    @Override
    public void step(Batch batch) {
        float[] labels = new float[batch.size() * CLASSES];
        for (int i = 0; i < batch.size(); i++) {
            labels[i * CLASSES + batch.labels()[i]] = 1;
        }
        try (INDArray images = images(batch);
                INDArray target = Nd4j.create(labels, new long[] {batch.size(), CLASSES}, 'c')) {
            network.fit(images, target);
        }
    }

    @Override
    public float[] predict(Batch batch) {
        try (INDArray images = images(batch);
                INDArray output = network.output(images, false)) {
            return output.dup('c').data().asFloat();
        }
    }

    private static INDArray images(Batch batch) {
        float[] pixels = Arrays.copyOf(batch.images(), batch.size() * PIXELS);
        return Nd4j.create(pixels, new long[] {batch.size(), PIXELS}, 'c');
    }

    @Override
    public void close() {
        network.close();
    }
}
