package org.mnist.engine.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The first layers of a network, which stay as they are: they run as in inference, and no step changes their parameters. The
 * network's configuration, and so what is saved, does not tell.
 */
final class FrozenLayers {
    private final MultiLayerNetwork network;
    private final long parameters;

    /**
     * Freezes layers; the network's updater has been made.
     *
     * @param first index of the first layer that is not frozen
     */
    FrozenLayers(MultiLayerNetwork network, int first) {
        this.network = network;
        Layer[] layers = network.getLayers();
        long count = 0;
        for (int i = 0; i < first; i++) {
            if (layers[i].numParams() > 0) {
                count += layers[i].numParams();
                layers[i] = new FrozenLayer(layers[i]);
            }
        }
        this.parameters = count;
        network.setLayers(layers);
    }

    /** Takes a step that leaves the frozen parameters alone; penalties on weights would change them. */
    void during(Runnable step) {
        if (parameters == 0) {
            step.run();
            return;
        }
        INDArray frozen = network.params().get(NDArrayIndex.all(), NDArrayIndex.interval(0, parameters));
        try (INDArray before = frozen.dup()) {
            step.run();
            frozen.assign(before);
        }
    }
}
