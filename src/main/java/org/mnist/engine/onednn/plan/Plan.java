package org.mnist.engine.onednn.plan;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.onednn.parameter.FlatParameters;
import org.mnist.engine.onednn.parameter.Parameter.Part;
import org.mnist.engine.onednn.parameter.Parameters;
import org.mnist.engine.onednn.primitive.Arena;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.Pass;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.primitive.Tensor;
import org.mnist.engine.onednn.stage.DropoutMask;
import org.mnist.engine.onednn.stage.DropoutMasks;
import org.mnist.engine.onednn.stage.FoldedBatchNorm;
import org.mnist.engine.onednn.stage.ForwardPass;
import org.mnist.engine.onednn.stage.LayerLayout;
import org.mnist.engine.onednn.stage.PlanBuilder;
import org.mnist.engine.onednn.stage.RunningStatistics;
import org.mnist.engine.onednn.stage.Stage;
import org.mnist.engine.onednn.stage.Stages;

/**
 * A network for one batch size as a list of calls over memory that is there from the start. A step only runs the calls:
 * nothing is allocated.
 */
public final class Plan implements AutoCloseable {
    private final NativeScope scope = new NativeScope();
    private final int batch;
    private final List<PrimitiveCall> forward;
    private final List<PrimitiveCall> backward;
    private final FloatBuffer input;
    private final FloatBuffer logits;
    private final FloatBuffer lossGradient;
    private final List<DropoutMask> masks;
    private final List<IntBuffer> maskBuffers;
    private final List<RunningStatistics> statistics;
    private final List<FoldedBatchNorm> foldedNorms;

    /**
     * Compiles a network.
     *
     * @param graph its layers
     * @param layouts the layout of each
     * @param parameters the parameters; allocated here, with {@code kept} parts, if they are not yet
     * @param kept the parts to keep of each parameter
     * @param batch images at a time
     * @param training whether it trains, or only runs
     * @param dataType the format of convolutions and dense layers
     */
    Plan(
            Graph graph,
            List<LayerLayout> layouts,
            Parameters parameters,
            Set<Part> kept,
            int batch,
            boolean training,
            DataType dataType) {
        this.batch = batch;
        PlanBuilder builder = new PlanBuilder(scope, parameters, training, dataType);
        Tensor image = builder.own(dnnl.dnnl_f32, Layout.PLAIN, graph.input(batch));
        input = image.storage().floats();
        Tensor result = builder.own(dnnl.dnnl_f32, Layout.ROWS, batch, graph.classes());
        logits = result.storage().floats();
        Tensor gradient = builder.own(dnnl.dnnl_f32, Layout.ROWS, batch, graph.classes());
        lossGradient = gradient.storage().floats();
        List<Stage> stages = graph.nodes().stream().map(Stages::of).toList();
        List<ForwardPass> passes = addForward(builder, stages, layouts, image);
        builder.reorder("output", passes.get(passes.size() - 1).result(), result);
        forward = builder.take();
        if (training) {
            addBackward(builder, stages, passes, gradient);
        }
        backward = builder.take();
        if (!parameters.allocated()) {
            parameters.allocate(kept);
        }
        List<PrimitiveCall> all = new ArrayList<>(forward);
        all.addAll(backward);
        Arena.place(scope, all);
        all.forEach(call -> call.bind(scope));
        masks = builder.masks();
        maskBuffers = masks.stream().map(mask -> mask.tensor().storage().ints()).toList();
        statistics = builder.statistics();
        foldedNorms = builder.foldedNorms();
    }

    /** Adds every stage's forward pass. */
    private static List<ForwardPass> addForward(
            PlanBuilder builder, List<Stage> stages, List<LayerLayout> layouts, Tensor image) {
        List<ForwardPass> passes = new ArrayList<>();
        Tensor last = builder.rounded("input", builder.inType("input", image, Layout.PLAIN));
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Layout wanted = stage.wants(layouts.get(i).result(), last.dims());
            Tensor in = builder.inLayout(stage.node().name(), last, wanted);
            ForwardPass pass = stage.forward(builder, in, layouts.get(i));
            passes.add(pass);
            last = pass.result();
        }
        return passes;
    }

    /** Adds the backward passes, from the last stage to the first that learns. */
    private static void addBackward(
            PlanBuilder builder, List<Stage> stages, List<ForwardPass> passes, Tensor lossGradient) {
        builder.begin(Pass.BACKWARD);
        Tensor gradient = builder.rounded("output", builder.inType("output", lossGradient, Layout.ROWS));
        int first = firstThatLearns(builder, stages);
        for (int i = stages.size() - 1; i >= first; i--) {
            Stage stage = stages.get(i);
            ForwardPass pass = passes.get(i);
            Layout wanted = pass.result().layout();
            Tensor above = builder.inLayout(stage.node().name(), gradient, wanted);
            gradient = pass.backward().record(builder, above, i > first).orElse(above); // nobody reads the first one's
        }
    }

    private static int firstThatLearns(PlanBuilder builder, List<Stage> stages) {
        int first = 0;
        while (first < stages.size()
                && !(stages.get(first).learns()
                        && builder.learns(stages.get(first).node()))) {
            first++;
        }
        return first;
    }

    /** Images at a time. */
    public int batch() {
        return batch;
    }

    /** The pixels of the images. */
    public FloatBuffer input() {
        return input;
    }

    /** The logits of the images after {@link #forward}. */
    public FloatBuffer logits() {
        return logits;
    }

    /** The gradient of the loss with respect to the logits, which {@link #backward} starts from. */
    public FloatBuffer lossGradient() {
        return lossGradient;
    }

    /** Runs the calls from the images to the logits. */
    public void forward() {
        run(forward);
    }

    /** Runs the calls from the gradient of the loss to those of the parameters. */
    public void backward() {
        run(backward);
    }

    private static void run(List<PrimitiveCall> calls) {
        for (int i = 0; i < calls.size(); i++) { // an iterator would be an allocation
            calls.get(i).run();
        }
    }

    /** The calls of a step, in order. */
    public List<PrimitiveCall> calls() {
        List<PrimitiveCall> all = new ArrayList<>(forward);
        all.addAll(backward);
        return all;
    }

    /** Draws the dropout masks of a step. */
    public void drop(DropoutMasks source, long seed, int step) {
        for (int i = 0; i < masks.size(); i++) {
            source.fill(masks.get(i), maskBuffers.get(i), seed, step);
        }
    }

    /** The masks as they were drawn last. */
    public List<DropoutMask> masks() {
        return masks;
    }

    /**
     * Moves the running statistics of batch norms towards those of the batch that went forward last.
     *
     * @param step how many steps the network has taken before
     */
    void updateStatistics(FlatParameters network, RunningAverage average, int step) {
        for (int i = 0; i < statistics.size(); i++) {
            statistics.get(i).update(network, average, step);
        }
    }

    /** Folds batch norms anew from a network's parameters. */
    void fold(FlatParameters network) {
        foldedNorms.forEach(norm -> norm.load(network));
    }

    @Override
    public void close() {
        scope.close();
    }
}
