package org.mnist.engine.onednn;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Engine;
import org.mnist.network.dl4j.NetworkMemory;

/**
 * Trains and runs a DL4J network through oneDNN: its layers become {@link Plan plans}, one for each batch size, over
 * parameters in oneDNN's layouts. {@link #sync} writes them back.
 */
public final class OneDnnEngine implements Engine {
    private final MultiLayerNetwork network;
    private final TrainingPlans training;
    private final InferencePlans inference;
    private boolean changed;

    /**
     * An engine for a network.
     *
     * @param network the network; this engine owns it from now on
     * @param config how it is trained; null if it is only to be run
     * @param images how many there are to train on
     * @param dataType the format of convolutions and dense layers
     * @param layouts decides on layouts
     * @throws UnsupportedLayerException if the network has a layer that this engine lacks
     */
    OneDnnEngine(
            MultiLayerNetwork network, TrainConfig config, int images, DataType dataType, LayoutSelector layouts)
            throws UnsupportedLayerException {
        this.network = network;
        NetworkState state = new NetworkState(network);
        this.inference = new InferencePlans(Graph.forInference(network), state, dataType, layouts);
        this.training = config == null
                ? null
                : new TrainingPlans(Graph.forTraining(network), state, config, images, dataType, layouts);
    }

    /**
     * An engine for a network, which owns it from now on.
     *
     * @param network the network
     * @param config how it is trained; null if it is only to be run
     * @param images how many there are to train on; of no matter if it is only to be run
     * @param precision the format of convolutions and dense layers
     * @param folders where measured layouts are remembered, the first to look into first
     * @param threads how many threads compute
     * @param log is told if they cannot be remembered
     * @throws UnsupportedLayerException if the network has a layer that this engine, or oneDNN on this processor, lacks
     */
    public static OneDnnEngine open(
            MultiLayerNetwork network,
            TrainConfig config,
            int images,
            TrainConfig.Precision precision,
            List<Path> folders,
            int threads,
            Consumer<String> log)
            throws UnsupportedLayerException {
        LayoutSelector layouts = new Tuner();
        for (int i = folders.size() - 1; i >= 0; i--) {
            layouts = new LayoutCache(folders.get(i), threads, layouts, log);
        }
        try {
            return new OneDnnEngine(network, config, images, dataType(precision), layouts);
        } catch (UnimplementedPrimitiveException e) {
            throw new UnsupportedLayerException(e.getMessage());
        }
    }

    private static DataType dataType(TrainConfig.Precision precision) {
        return switch (precision) {
            case F32 -> DataType.F32;
            case BF16 -> OneDnn.hasBf16() ? DataType.BF16 : DataType.F32;
            case BF16_EMULATED -> DataType.BF16_EMULATED;
        };
    }

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public double step(Batch batch, double learningRate) {
        changed = true;
        return training.step(batch, learningRate);
    }

    @Override
    public int correct() {
        return training.correct();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        if (changed) {
            sync();
        }
        inference.predict(batch, probabilities, offset);
    }

    @Override
    public MultiLayerNetwork sync() {
        if (changed) {
            training.store();
            inference.load();
            changed = false;
        }
        return network;
    }

    /**
     * Times the primitives of a training step on a full batch. It trains on whatever is in memory while it does so: the
     * network is of no use afterwards.
     */
    public Profile profile() {
        return training.profile();
    }

    /** The plans that train; null if the network is only to be run. */
    TrainingPlans training() {
        return training;
    }

    @Override
    public void close() {
        inference.close();
        if (training != null) {
            training.close();
        }
        NetworkMemory.release(network);
    }
}
