package org.mnist.engine.onednn;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.base.Failure;
import org.mnist.config.ComputeSettings;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.graph.UnsupportedLayerException;
import org.mnist.engine.onednn.layout.LayoutSelector;
import org.mnist.engine.onednn.parameter.NetworkState;
import org.mnist.engine.onednn.plan.InferencePlans;
import org.mnist.engine.onednn.primitive.UnimplementedPrimitiveException;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.NetworkMemory;

/** A DL4J network run through oneDNN. */
public final class OneDnnPredictor implements Predictor {
    static final String NAME = "onednn";

    private final InferencePlans plans;

    OneDnnPredictor(InferencePlans plans) {
        this.plans = plans;
    }

    /**
     * A predictor of a network, whose parameters it copies; the network itself is given back, unless it is refused.
     *
     * @param network the network
     * @param settings precision and threads; in 32 bits where the processor lacks the precision
     * @param folders where measured layouts are remembered, the first to look into first
     * @param log gets a line if they cannot be remembered
     * @throws UnsupportedLayerException if the network has a layer that this engine, or oneDNN on this processor, lacks
     */
    public static OneDnnPredictor open(
            MultiLayerNetwork network, ComputeSettings settings, List<Path> folders, Consumer<String> log)
            throws UnsupportedLayerException {
        return open(network, settings, OneDnnEngine.layouts(folders, Backends.threads(settings.threads()), log));
    }

    static OneDnnPredictor open(MultiLayerNetwork network, ComputeSettings settings, LayoutSelector layouts)
            throws UnsupportedLayerException {
        InferencePlans plans = new InferencePlans(
                Graph.forInference(network),
                new NetworkState(network).values(),
                OneDnnEngine.dataType(settings.precision()),
                layouts);
        try {
            plans.prepare();
        } catch (UnimplementedPrimitiveException e) {
            plans.close();
            throw new UnsupportedLayerException(Failure.message(e));
        }
        NetworkMemory.release(network);
        return new OneDnnPredictor(plans);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int classes() {
        return plans.classes();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        plans.predict(batch, probabilities, offset);
    }

    @Override
    public void close() {
        plans.close();
    }
}
