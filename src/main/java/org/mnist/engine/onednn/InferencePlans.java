package org.mnist.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.mnist.data.Batch;
import org.mnist.data.Images;
import org.mnist.engine.onednn.Parameter.Part;

/** A network that is run: parameters of its own in the layouts that suit the forward pass, a plan for each batch size. */
final class InferencePlans implements AutoCloseable {
    /** Layouts are measured at one batch size and serve all: predicting a few images is not worth a measurement. */
    private static final int MEASURED_BATCH = 100;

    private final NativeScope scope = new NativeScope();
    private final List<Plan> plans = new ArrayList<>();
    private final Parameters parameters = new Parameters(scope);
    private final FlatParameters values;
    private final Graph graph;
    private final DataType dataType;
    private final LayoutSelector selector;
    private final SoftmaxLoss softmax = new SoftmaxLoss(0);
    private List<LayerLayout> layouts;

    /**
     * Prepares a network for running.
     *
     * @param graph its layers
     * @param values its parameters; what is changed in them is taken in by {@link #load}
     * @param dataType the format of convolutions and dense layers
     * @param selector decides on layouts
     */
    InferencePlans(Graph graph, FlatParameters values, DataType dataType, LayoutSelector selector) {
        this.graph = graph;
        this.values = values;
        this.dataType = dataType;
        this.selector = selector;
    }

    /** Takes the parameters of the network as they are now. */
    void load() {
        if (parameters.allocated()) {
            parameters.load(Part.VALUE, values);
            plans.forEach(this::fold);
        }
    }

    /** Gives ten probabilities for each image. */
    void predict(Batch batch, float[] probabilities, int offset) {
        Plan plan = plan(batch.size());
        plan.input().put(0, batch.images(), 0, batch.size() * Images.PIXELS);
        plan.forward();
        softmax.probabilities(plan.logits(), batch.size(), probabilities, offset);
    }

    private Plan plan(int batch) {
        for (Plan plan : plans) {
            if (plan.batch() == batch) {
                return plan;
            }
        }
        if (layouts == null) {
            layouts = selector.select(graph, MEASURED_BATCH, false, dataType);
        }
        boolean first = !parameters.allocated();
        Plan plan = new Plan(graph, layouts, parameters, Parameters.kept(0), batch, false, dataType);
        plans.add(plan);
        if (first) {
            load();
        } else {
            fold(plan);
        }
        return plan;
    }

    /** Turns batch norms into a factor and a summand for each channel. */
    private void fold(Plan plan) {
        float[] line = values.vector();
        for (PlanBuilder.Fold fold : plan.folds()) {
            int layer = fold.norm().layer();
            int scale = values.offset(layer, "gamma");
            int shift = values.offset(layer, "beta");
            int mean = values.offset(layer, "mean");
            int variance = values.offset(layer, "var");
            for (int c = 0; c < fold.channels(); c++) {
                double factor = line[scale + c]
                        / Math.sqrt(line[variance + c] + fold.norm().epsilon());
                fold.scale().floats().put(c, (float) factor);
                fold.shift().floats().put(c, (float) (line[shift + c] - line[mean + c] * factor));
            }
        }
    }

    @Override
    public void close() {
        plans.forEach(Plan::close);
        scope.close();
    }
}
