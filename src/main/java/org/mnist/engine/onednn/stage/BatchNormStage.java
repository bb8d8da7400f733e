package org.mnist.engine.onednn.stage;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.Parameter;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Library;
import org.mnist.engine.onednn.primitive.MemoryDescriptor;
import org.mnist.engine.onednn.primitive.Primitive;
import org.mnist.engine.onednn.primitive.Tensor;

/** Batch normalisation: by the batch's statistics while it learns, by the running ones otherwise. */
final class BatchNormStage implements Stage {
    private final Node.BatchNorm node;

    /** The forward pass, as far as the backward pass needs it. */
    private record Made(
            Primitive forward,
            Tensor source,
            Tensor mean,
            Tensor variance,
            Parameter scale,
            Parameter shift,
            Optional<Tensor> workspace) {}

    BatchNormStage(Node.BatchNorm node) {
        this.node = node;
    }

    @Override
    public Node.BatchNorm node() {
        return node;
    }

    @Override
    public boolean learns() {
        return true;
    }

    private int flags(PlanBuilder plan) {
        return dnnl.dnnl_use_scale
                | dnnl.dnnl_use_shift
                | (node.relu() ? dnnl.dnnl_fuse_norm_relu : 0)
                | (plan.learns(node) ? 0 : dnnl.dnnl_use_global_stats);
    }

    @Override
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        MemoryDescriptor perChannel = plan.descriptor(dnnl.dnnl_f32, Layout.LINE, in.channels());
        Tensor result = plan.tensor(layouts.result(), in.dims());
        Primitive forward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        plan.learns(node) ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        in.descriptor().handle(),
                        result.descriptor().handle(),
                        (float) node.epsilon(),
                        flags(plan),
                        plan.plain()));
        Parameter scale = parameter(plan, "gamma", perChannel, in);
        Parameter shift = parameter(plan, "beta", perChannel, in);
        Tensor mean;
        Tensor variance;
        Optional<Tensor> workspace = Optional.empty();
        if (plan.learns(node)) {
            mean = plan.own(dnnl.dnnl_f32, Layout.LINE, in.channels());
            variance = plan.own(dnnl.dnnl_f32, Layout.LINE, in.channels());
            workspace = forward.workspace().map(plan::tensor);
            plan.statistics()
                    .add(new RunningStatistics(
                            node,
                            mean.storage().floats(),
                            variance.storage().floats(),
                            Math.toIntExact(in.channels())));
        } else {
            mean = parameter(plan, "mean", perChannel, in).value();
            variance = parameter(plan, "var", perChannel, in).value();
        }
        plan.call(
                node.name(),
                "forward",
                0,
                forward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, in)
                        .with(dnnl.DNNL_ARG_MEAN, mean)
                        .with(dnnl.DNNL_ARG_VARIANCE, variance)
                        .with(dnnl.DNNL_ARG_SCALE, scale.value())
                        .with(dnnl.DNNL_ARG_SHIFT, shift.value())
                        .with(dnnl.DNNL_ARG_WORKSPACE, workspace)
                        .with(dnnl.DNNL_ARG_DST, result));
        Made made = new Made(forward, in, mean, variance, scale, shift, workspace);
        return new ForwardPass(
                plan.rounded(node.name(), result), (back, gradient, needed) -> backward(back, made, gradient, needed));
    }

    private Parameter parameter(PlanBuilder plan, String key, MemoryDescriptor perChannel, Tensor in) {
        return plan.parameters().get(node.layer(), key, false, perChannel, in.channels());
    }

    private Optional<Tensor> backward(PlanBuilder plan, Made made, Tensor gradient, boolean needed) {
        Tensor source = made.source();
        Primitive backward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_batch_normalization_backward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        dnnl.dnnl_backward,
                        source.descriptor().handle(),
                        gradient.descriptor().handle(),
                        source.descriptor().handle(),
                        (float) node.epsilon(),
                        flags(plan),
                        made.forward().handle(),
                        plan.plain()));
        Tensor to = plan.tensor(source.layout(), source.dims());
        plan.call(
                node.name(),
                "backward",
                0,
                backward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, source)
                        .with(dnnl.DNNL_ARG_MEAN, made.mean())
                        .with(dnnl.DNNL_ARG_VARIANCE, made.variance())
                        .with(dnnl.DNNL_ARG_SCALE, made.scale().value())
                        .with(dnnl.DNNL_ARG_WORKSPACE, made.workspace())
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_SRC, to)
                        .with(dnnl.DNNL_ARG_DIFF_SCALE, made.scale().gradient())
                        .with(dnnl.DNNL_ARG_DIFF_SHIFT, made.shift().gradient()));
        return needed ? Optional.of(plan.rounded(node.name(), to)) : Optional.empty();
    }
}
