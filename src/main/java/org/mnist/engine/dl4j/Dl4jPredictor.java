package org.mnist.engine.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;
import org.mnist.network.dl4j.NetworkMemory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The reference for running a network: DL4J's own {@code output}. */
public final class Dl4jPredictor implements Predictor {
    private final MultiLayerNetwork network;
    private final boolean imagesAsMaps;
    private final int classes;

    /** A predictor of a network, which belongs to it from now on. */
    public Dl4jPredictor(MultiLayerNetwork network) {
        this.network = network;
        this.imagesAsMaps = network.getLayerWiseConfigurations().getInputPreProcess(0) == null
                && network.getLayer(0).conf().getLayer() instanceof ConvolutionLayer;
        FeedForwardLayer last = (FeedForwardLayer)
                network.getLayer(network.getnLayers() - 1).conf().getLayer();
        this.classes = Math.toIntExact(last instanceof LossLayer ? last.getNIn() : last.getNOut());
    }

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        try (INDArray images = images(batch);
                INDArray output = network.output(images, false)) {
            float[] values = output.dup('c').data().asFloat();
            System.arraycopy(values, 0, probabilities, offset, batch.size() * classes);
        }
    }

    /** The images of a batch in the form that the first layer takes: rows of pixels or maps. */
    INDArray images(Batch batch) {
        float[] pixels = Arrays.copyOf(batch.images(), batch.size() * batch.pixels());
        return imagesAsMaps
                ? Nd4j.create(
                        pixels,
                        new long[] {
                            batch.size(),
                            batch.image().channels(),
                            batch.image().height(),
                            batch.image().width()
                        },
                        'c')
                : Nd4j.create(pixels, new long[] {batch.size(), batch.pixels()}, 'c');
    }

    @Override
    public void close() {
        NetworkMemory.release(network);
    }
}
