package org.mnist.engine.onednn;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.data.Images;
import org.mnist.engine.onednn.Parameter.Part;
import org.mnist.network.LayerSpec;

/**
 * A network for one batch size as a list of calls over memory that is there from the start. A step only runs the calls:
 * nothing is allocated.
 */
final class Plan implements AutoCloseable {
    private final NativeScope scope = new NativeScope();
    private final int batch;
    private final List<PrimitiveCall> forward;
    private final List<PrimitiveCall> backward;
    private final FloatBuffer input;
    private final FloatBuffer logits;
    private final FloatBuffer lossGradient;
    private final List<PlanBuilder.Mask> masks;
    private final List<IntBuffer> maskBuffers;
    private final List<NormStage> norms;
    private final List<PlanBuilder.Fold> folds;

    /**
     * Compiles a network.
     *
     * @param graph its layers
     * @param layouts the layout of each
     * @param parameters what it works on; allocated here if they are not yet, with {@code kept} parts
     * @param kept what is kept of each parameter
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
        Tensor image = builder.own(dnnl.dnnl_f32, Layout.PLAIN, batch, 1, Images.SIDE, Images.SIDE);
        input = image.storage().floats();
        Tensor numbersOut = builder.own(dnnl.dnnl_f32, Layout.ROWS, batch, LayerSpec.CLASSES);
        logits = numbersOut.storage().floats();
        Tensor gradient = builder.own(dnnl.dnnl_f32, Layout.ROWS, batch, LayerSpec.CLASSES);
        lossGradient = gradient.storage().floats();
        List<Stage> stages = graph.nodes().stream().map(Node::stage).toList();
        List<Tensor> results = addForward(builder, stages, layouts, image);
        builder.move("output", results.get(results.size() - 1), numbersOut);
        forward = builder.take();
        if (training) {
            addBackward(builder, stages, results, gradient);
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
        norms = builder.norms();
        folds = builder.folds();
    }

    /** Adds every stage's forward pass; returns their results. */
    private static List<Tensor> addForward(
            PlanBuilder builder, List<Stage> stages, List<LayerLayout> layouts, Tensor image) {
        List<Tensor> results = new ArrayList<>();
        Tensor last = builder.rounded("input", builder.in("input", image, Layout.PLAIN));
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Layout wanted = stage.wants(layouts.get(i).result(), last.dims());
            Tensor in = builder.inLayout(stage.node().name(), last, wanted);
            last = stage.forward(builder, in, layouts.get(i));
            results.add(last);
        }
        return results;
    }

    /** Adds the backward passes, from the last stage to the first that learns. */
    private static void addBackward(
            PlanBuilder builder, List<Stage> stages, List<Tensor> results, Tensor lossGradient) {
        builder.begin(Pass.BACKWARD);
        Tensor gradient = builder.rounded("output", builder.in("output", lossGradient, Layout.ROWS));
        int first = firstThatLearns(stages);
        for (int i = stages.size() - 1; i >= first; i--) {
            Stage stage = stages.get(i);
            Layout wanted = results.get(i).layout();
            gradient = stage.backward(builder, builder.inLayout(stage.node().name(), gradient, wanted), i > first);
        }
    }

    private static int firstThatLearns(List<Stage> stages) {
        int first = 0;
        while (first < stages.size() && !stages.get(first).learns()) {
            first++;
        }
        return first;
    }

    int batch() {
        return batch;
    }

    /** Pixels of the images. */
    FloatBuffer input() {
        return input;
    }

    FloatBuffer logits() {
        return logits;
    }

    FloatBuffer lossGradient() {
        return lossGradient;
    }

    void forward() {
        run(forward);
    }

    void backward() {
        run(backward);
    }

    private static void run(List<PrimitiveCall> calls) {
        for (int i = 0; i < calls.size(); i++) { // an iterator would be an allocation
            calls.get(i).run();
        }
    }

    /** All calls of a step, in order. */
    List<PrimitiveCall> calls() {
        List<PrimitiveCall> all = new ArrayList<>(forward);
        all.addAll(backward);
        return all;
    }

    /** Draws the dropout masks of a step. */
    void drop(DropoutMasks source, long seed, int step) {
        for (int i = 0; i < masks.size(); i++) {
            source.fill(masks.get(i), maskBuffers.get(i), seed, step);
        }
    }

    List<PlanBuilder.Mask> masks() {
        return masks;
    }

    List<NormStage> norms() {
        return norms;
    }

    List<PlanBuilder.Fold> folds() {
        return folds;
    }

    @Override
    public void close() {
        scope.close();
    }
}
