package org.mnist.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.engine.RunningAverage;

/**
 * The decays of a network's batch norms: what DL4J keeps of running statistics at every step. They are part of the
 * network's configuration, so they are others only while a step is taken: what is saved is the momentum.
 */
final class BatchNormDecays {
    private record Norm(BatchNormalization layer, double momentum) {}

    private final List<Norm> norms = new ArrayList<>();
    private final RunningAverage average;

    BatchNormDecays(MultiLayerNetwork network, RunningAverage average) {
        this.average = average;
        for (Layer layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization norm) {
                norms.add(new Norm(norm, norm.getDecay()));
            }
        }
    }

    /**
     * Takes a step with the decays that are right for it.
     *
     * @param number how many steps the network has taken before
     */
    void during(int number, Runnable step) {
        norms.forEach(norm -> norm.layer.setDecay(average.kept(norm.momentum, number)));
        try {
            step.run();
        } finally {
            norms.forEach(norm -> norm.layer.setDecay(norm.momentum));
        }
    }
}
