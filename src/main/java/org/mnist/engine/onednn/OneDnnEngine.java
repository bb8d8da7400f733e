package org.mnist.engine.onednn;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;
import org.mnist.engine.Profile;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.StepResult;
import org.mnist.engine.TrainingEngine;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.graph.UnsupportedLayerException;
import org.mnist.engine.onednn.layout.LayoutCache;
import org.mnist.engine.onednn.layout.LayoutSelector;
import org.mnist.engine.onednn.layout.Tuner;
import org.mnist.engine.onednn.parameter.NetworkState;
import org.mnist.engine.onednn.plan.InferencePlans;
import org.mnist.engine.onednn.plan.Plan;
import org.mnist.engine.onednn.plan.TrainingPlans;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.UnimplementedPrimitiveException;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.NetworkMemory;

/**
 * A DL4J network trained through oneDNN: its layers become {@link Plan plans}, one for each batch size, over parameters in
 * oneDNN's layouts, which go back into the network where somebody asks for it.
 */
public final class OneDnnEngine implements TrainingEngine {
    private final MultiLayerNetwork network;
    private final NetworkState state;
    private final Graph inferenceGraph;
    private final DataType dataType;
    private final LayoutSelector layouts;
    private final TrainingPlans training;
    private final InferencePlans inference;
    private boolean stepped;

    /**
     * An engine for a network.
     *
     * @param network the network; this engine owns it from now on
     * @param config how it is trained
     * @param average how its running statistics began, or begin
     * @param images how many there are to train on
     * @param dataType the format of convolutions and dense layers
     * @param layouts decides on layouts
     * @throws UnsupportedLayerException if the network has a layer that this engine lacks
     */
    OneDnnEngine(
            MultiLayerNetwork network,
            TrainConfig config,
            RunningAverage average,
            int images,
            DataType dataType,
            LayoutSelector layouts)
            throws UnsupportedLayerException {
        this.network = network;
        this.dataType = dataType;
        this.layouts = layouts;
        this.state = new NetworkState(network);
        this.inferenceGraph = Graph.forInference(network);
        this.inference = new InferencePlans(inferenceGraph, state.values(), dataType, layouts);
        this.training = new TrainingPlans(
                Graph.forTraining(network, config.freeze()), state, config, average, images, dataType, layouts);
    }

    /**
     * An engine for a network, which owns it from now on.
     *
     * @param network the network
     * @param config how it is trained
     * @param average how its running statistics began, or begin
     * @param images how many there are to train on
     * @param folders where measured layouts are remembered, the first to look into first
     * @param log gets a line if they cannot be remembered
     * @throws UnsupportedLayerException if the network has a layer that this engine, or oneDNN on this processor, lacks
     */
    public static OneDnnEngine open(
            MultiLayerNetwork network,
            TrainConfig config,
            RunningAverage average,
            int images,
            List<Path> folders,
            Consumer<String> log)
            throws UnsupportedLayerException {
        return open(network, config, average, images, layouts(folders, Backends.threads(config.threads()), log));
    }

    static OneDnnEngine open(
            MultiLayerNetwork network, TrainConfig config, RunningAverage average, int images, LayoutSelector layouts)
            throws UnsupportedLayerException {
        try {
            OneDnnEngine engine =
                    new OneDnnEngine(network, config, average, images, dataType(config.precision()), layouts);
            engine.inference.prepare(); // after an epoch it would be too late for another engine
            return engine;
        } catch (UnimplementedPrimitiveException e) {
            throw new UnsupportedLayerException(Failure.message(e));
        }
    }

    /** The selector of layouts: what is remembered in the folders, and measured where it is in none. */
    static LayoutSelector layouts(List<Path> folders, int threads, Consumer<String> log) {
        LayoutSelector layouts = new Tuner();
        for (int i = folders.size() - 1; i >= 0; i--) {
            layouts = new LayoutCache(folders.get(i), threads, layouts, log);
        }
        return layouts;
    }

    /** The format that a precision means on this processor. */
    static DataType dataType(TrainConfig.Precision precision) {
        return switch (precision) {
            case F32 -> DataType.F32;
            case BF16 -> OneDnn.hasBf16() ? DataType.BF16 : DataType.F32;
            case BF16_EMULATED -> DataType.BF16_EMULATED;
        };
    }

    @Override
    public String name() {
        return OneDnnPredictor.NAME;
    }

    @Override
    public StepResult step(Batch batch, double learningRate) {
        stepped = true;
        return training.step(batch, learningRate);
    }

    @Override
    public int classes() {
        return inferenceGraph.classes();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        if (stepped) {
            training.storeValues();
            inference.load();
            stepped = false;
        }
        inference.predict(batch, probabilities, offset);
    }

    @Override
    public float[] parameters() {
        training.storeValues();
        return state.values().vector().clone();
    }

    @Override
    public Predictor predictor(float[] parameters) {
        return new OneDnnPredictor(
                new InferencePlans(inferenceGraph, state.values(parameters.clone()), dataType, layouts));
    }

    @Override
    public MultiLayerNetwork network() {
        training.store();
        return network;
    }

    @Override
    public Optional<Profile> profile() {
        return Optional.of(training.profile());
    }

    /** The plans that train. */
    TrainingPlans training() {
        return training;
    }

    @Override
    public void close() {
        inference.close();
        training.close();
        NetworkMemory.release(network);
    }
}
