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

/** Batch normalisation: by the batch's statistics while training, by the running ones in inference. */
final class BatchNormStage implements Stage {
    private final Node.BatchNorm node;
    private Tensor source;
    private Tensor mean;
    private Tensor variance;
    private Optional<Tensor> workspace = Optional.empty();
    private Parameter scale;
    private Parameter shift;
    private Primitive forward;

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
                | (plan.training() ? 0 : dnnl.dnnl_use_global_stats);
    }

    @Override
    public Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        source = in;
        MemoryDescriptor perChannel = plan.descriptor(dnnl.dnnl_f32, Layout.LINE, in.channels());
        Tensor result = plan.tensor(layouts.result(), in.dims());
        forward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        plan.training() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        in.descriptor().handle(),
                        result.descriptor().handle(),
                        (float) node.epsilon(),
                        flags(plan),
                        plan.plain()));
        scale = plan.parameters().get(node.layer(), "gamma", false, perChannel, in.channels());
        shift = plan.parameters().get(node.layer(), "beta", false, perChannel, in.channels());
        if (plan.training()) {
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
            mean = plan.parameters()
                    .get(node.layer(), "mean", false, perChannel, in.channels())
                    .value();
            variance = plan.parameters()
                    .get(node.layer(), "var", false, perChannel, in.channels())
                    .value();
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
        return plan.rounded(node.name(), result);
    }

    @Override
    public Optional<Tensor> backward(PlanBuilder plan, Tensor gradient, boolean needed) {
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
                        forward.handle(),
                        plan.plain()));
        Tensor to = plan.tensor(source.layout(), source.dims());
        plan.call(
                node.name(),
                "backward",
                0,
                backward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, source)
                        .with(dnnl.DNNL_ARG_MEAN, mean)
                        .with(dnnl.DNNL_ARG_VARIANCE, variance)
                        .with(dnnl.DNNL_ARG_SCALE, scale.value())
                        .with(dnnl.DNNL_ARG_WORKSPACE, workspace)
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_SRC, to)
                        .with(dnnl.DNNL_ARG_DIFF_SCALE, scale.gradient())
                        .with(dnnl.DNNL_ARG_DIFF_SHIFT, shift.gradient()));
        return needed ? Optional.of(plan.rounded(node.name(), to)) : Optional.empty();
    }
}
