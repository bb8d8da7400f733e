package org.mnist.engine.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.global.dnnl;

/** Batch normalisation: by the batch's statistics while training, by the running ones in inference. */
final class NormStage implements Stage {
    private final Node.Norm node;
    private Tensor source;
    private Tensor mean;
    private Tensor variance;
    private FloatBuffer batchMean;
    private FloatBuffer batchVariance;
    private Tensor workspace;
    private Parameter scale;
    private Parameter shift;
    private Primitive forward;

    NormStage(Node.Norm node) {
        this.node = node;
    }

    @Override
    public Node.Norm node() {
        return node;
    }

    @Override
    public boolean learns() {
        return true;
    }

    /** Moves the running statistics among the network's parameters towards those of the last batch. */
    void move(FlatParameters network) {
        move(network.vector(), network.offset(node.layer(), "mean"), batchMean);
        move(network.vector(), network.offset(node.layer(), "var"), batchVariance);
    }

    private void move(float[] line, int offset, FloatBuffer batch) {
        for (int c = 0; c < source.channels(); c++) {
            line[offset + c] = (float) (node.momentum() * line[offset + c] + (1 - node.momentum()) * batch.get(c));
        }
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
        MemoryDescriptor perChannel = plan.desc(dnnl.dnnl_f32, Layout.LINE, in.channels());
        Tensor result = plan.tensor(layouts.result(), in.dims());
        forward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                        desc,
                        OneDnn.engine(),
                        plan.training() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        in.desc().handle(),
                        result.desc().handle(),
                        (float) node.epsilon(),
                        flags(plan),
                        plan.plain()));
        scale = plan.parameters().get(node.layer(), "gamma", false, perChannel, in.channels());
        shift = plan.parameters().get(node.layer(), "beta", false, perChannel, in.channels());
        if (plan.training()) {
            mean = plan.own(dnnl.dnnl_f32, Layout.LINE, in.channels());
            variance = plan.own(dnnl.dnnl_f32, Layout.LINE, in.channels());
            batchMean = mean.storage().floats();
            batchVariance = variance.storage().floats();
            workspace = plan.tensor(forward.workspace());
            plan.norms().add(this);
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
    public Tensor backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        Primitive backward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_batch_normalization_backward_primitive_desc_create(
                        desc,
                        OneDnn.engine(),
                        dnnl.dnnl_backward,
                        source.desc().handle(),
                        gradient.desc().handle(),
                        source.desc().handle(),
                        (float) node.epsilon(),
                        flags(plan),
                        forward.desc(),
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
        return needed ? plan.rounded(node.name(), to) : null;
    }
}
