package org.mnist.engine.onednn.parameter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.mnist.engine.UpdaterLearningRates;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Parameters and updater state of a DL4J network, taken out as plain arrays and put back. DL4J keeps all parameters in
 * one line of numbers, layer after layer; the updater state is cut into blocks of consecutive parameters, each with all
 * its first moments and then all its second ones.
 */
public final class NetworkState {
    private final MultiLayerNetwork network;
    private final List<Map<String, Integer>> offsets = new ArrayList<>();
    private final FlatParameters values;

    /** The state of a network, copied. */
    public NetworkState(MultiLayerNetwork network) {
        this.network = network;
        long start = network.params().offset();
        for (Layer layer : network.getLayers()) {
            Map<String, Integer> ofLayer = new HashMap<>();
            layer.paramTable().forEach((key, view) -> ofLayer.put(key, Math.toIntExact(view.offset() - start)));
            offsets.add(ofLayer);
        }
        values = new FlatParameters(offsets, network.params().data().asFloat());
    }

    /** The parameters; what is changed here reaches the network with {@link #writeValues}. */
    public FlatParameters values() {
        return values;
    }

    /** Parameters of the same network with other values. */
    public FlatParameters values(float... others) {
        if (others.length != values.vector().length) {
            throw new IllegalArgumentException(
                    others.length + " parameters for a network of " + values.vector().length);
        }
        return new FlatParameters(offsets, others);
    }

    /** Numbers of the same length, all zero. */
    public FlatParameters zeros() {
        return new FlatParameters(offsets, new float[values.vector().length]);
    }

    /** Writes the parameters back into the network. */
    public void writeValues() {
        try (INDArray source = Nd4j.createFromArray(values.vector())) {
            network.params().assign(source.reshape(network.params().shape()));
        }
    }

    /** The updater's first ({@code which} = 0) or second (1) moments, in the parameters' order. */
    public FlatParameters readMoment(int which) {
        FlatParameters moment = zeros();
        float[] state = updater().getStateViewArray().dup().data().asFloat();
        for (UpdaterBlock block : updater().getUpdaterBlocks()) {
            if (holds(block, which)) {
                System.arraycopy(
                        state, stateOffset(block, which), moment.vector(), block.getParamOffsetStart(), length(block));
            }
        }
        return moment;
    }

    /** Writes all moments back into the updater: the counterpart of {@link #readMoment}. */
    public void writeMoments(FlatParameters... moments) {
        if (moments.length == 0) {
            return;
        }
        INDArray view = updater().getStateViewArray();
        float[] state = view.dup().data().asFloat();
        for (UpdaterBlock block : updater().getUpdaterBlocks()) {
            for (int which = 0; which < moments.length; which++) {
                if (holds(block, which)) {
                    System.arraycopy(
                            moments[which].vector(),
                            block.getParamOffsetStart(),
                            state,
                            stateOffset(block, which),
                            length(block));
                }
            }
        }
        try (INDArray source = Nd4j.createFromArray(state)) {
            view.assign(source.reshape(view.shape()));
        }
    }

    /** The number of steps that the network has been trained for. */
    public int steps() {
        return network.getIterationCount();
    }

    /** Writes the number of steps into the network and its layers. */
    public void writeSteps(int steps) {
        network.getLayerWiseConfigurations().setIterationCount(steps);
        for (Layer layer : network.getLayers()) {
            layer.setIterationCount(steps);
        }
    }

    /** Writes the learning rate into all updaters. */
    public void writeLearningRate(double rate) {
        new UpdaterLearningRates(network).set(rate);
    }

    private MultiLayerUpdater updater() {
        return (MultiLayerUpdater) network.getUpdater();
    }

    private static int length(UpdaterBlock block) {
        return block.getParamOffsetEnd() - block.getParamOffsetStart();
    }

    private static boolean holds(UpdaterBlock block, int which) {
        int size = block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
        return size >= (which + 1) * length(block);
    }

    private static int stateOffset(UpdaterBlock block, int which) {
        return block.getUpdaterViewOffsetStart() + which * length(block);
    }
}
