package org.mnist.engine.onednn.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist.data.Batch;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.onednn.layout.LayoutRequest;
import org.mnist.engine.onednn.layout.LayoutSelector;
import org.mnist.engine.onednn.parameter.FlatParameters;
import org.mnist.engine.onednn.parameter.Parameter.Part;
import org.mnist.engine.onednn.parameter.Parameters;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.stage.LayerLayout;

/** A network that is run: parameters in the layouts that suit the forward pass, and a plan for each batch size. */
public final class InferencePlans implements AutoCloseable {
    /** Layouts are measured at one batch size and serve all: predicting a few images is not worth a measurement. */
    private static final int MEASURED_BATCH = 100;

    private final NativeScope scope = new NativeScope();
    private final List<Plan> plans = new ArrayList<>();
    private final Parameters parameters = new Parameters(scope);
    private final FlatParameters values;
    private final Graph graph;
    private final DataType dataType;
    private final LayoutSelector selector;
    private final SoftmaxLoss softmax;
    private Optional<List<LayerLayout>> layouts = Optional.empty();

    /**
     * Prepares a network for running.
     *
     * @param graph its layers
     * @param values its parameters; what is changed in them is taken in by {@link #load}
     * @param dataType the format of convolutions and dense layers
     * @param selector chooses the layouts
     */
    public InferencePlans(Graph graph, FlatParameters values, DataType dataType, LayoutSelector selector) {
        this.graph = graph;
        this.values = values;
        this.dataType = dataType;
        this.selector = selector;
        this.softmax = new SoftmaxLoss(graph.classes(), 0);
    }

    /**
     * Makes the first plan, so that what oneDNN lacks is known before anything is predicted.
     *
     * @throws org.mnist.engine.onednn.primitive.UnimplementedPrimitiveException if it lacks something
     */
    public void prepare() {
        plan(1);
    }

    /** How many classes it tells apart. */
    public int classes() {
        return graph.classes();
    }

    /** Takes the parameters in as they are now. */
    public void load() {
        if (parameters.allocated()) {
            parameters.load(Part.VALUE, values);
            plans.forEach(plan -> plan.fold(values));
        }
    }

    /**
     * Runs a batch.
     *
     * @param batch the images
     * @param probabilities gets a number for each class of each image, from {@code offset} on
     * @param offset where the first image's probabilities begin
     */
    public void predict(Batch batch, float[] probabilities, int offset) {
        Plan plan = plan(batch.size());
        plan.input().put(0, batch.images(), 0, batch.size() * batch.pixels());
        plan.forward();
        softmax.probabilities(plan.logits(), batch.size(), probabilities, offset);
    }

    private Plan plan(int batch) {
        for (Plan plan : plans) {
            if (plan.batch() == batch) {
                return plan;
            }
        }
        if (layouts.isEmpty()) {
            LayoutRequest request = new LayoutRequest(graph, MEASURED_BATCH, false, dataType);
            layouts = Optional.of(selector.select(request));
        }
        boolean first = !parameters.allocated();
        Plan plan = new Plan(graph, layouts.get(), parameters, Parameters.kept(0), batch, false, dataType);
        plans.add(plan);
        if (first) {
            load();
        } else {
            plan.fold(values);
        }
        return plan;
    }

    @Override
    public void close() {
        plans.forEach(Plan::close);
        scope.close();
    }
}
