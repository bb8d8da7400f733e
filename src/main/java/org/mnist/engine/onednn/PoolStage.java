package org.mnist.engine.onednn;

import org.bytedeco.dnnl.global.dnnl;

/** Maximum or mean of each window; zeros of the padding do not count. */
final class PoolStage implements Stage {
    private final Node.Pool node;
    private Tensor source;
    private Tensor result;
    private Tensor workspace;
    private Window window;
    private Primitive forward;

    PoolStage(Node.Pool node) {
        this.node = node;
    }

    @Override
    public Node.Pool node() {
        return node;
    }

    private int algorithm() {
        return node.max() ? dnnl.dnnl_pooling_max : dnnl.dnnl_pooling_avg_exclude_padding;
    }

    @Override
    public Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        source = in;
        window = node.window() == null ? Window.over(in.dims()) : node.window();
        result = plan.tensor(layouts.result(), window.output(in.channels(), in.dims()));
        Window.Pads pads = window.pads(in.dims());
        forward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_pooling_forward_primitive_desc_create(
                        desc,
                        OneDnn.engine(),
                        plan.training() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        algorithm(),
                        in.desc().handle(),
                        result.desc().handle(),
                        window.step(),
                        window.size(),
                        window.dilation(),
                        pads.start(),
                        pads.end(),
                        plan.plain()));
        workspace = plan.training() ? plan.tensor(forward.workspace()) : null;
        plan.call(
                node.name(),
                "forward",
                0,
                forward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, in)
                        .with(dnnl.DNNL_ARG_DST, result)
                        .with(dnnl.DNNL_ARG_WORKSPACE, workspace));
        return node.max() ? result : plan.rounded(node.name(), result);
    }

    @Override
    public Tensor backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        Window.Pads pads = window.pads(source.dims());
        Tensor to = plan.tensor(source.layout(), source.dims());
        Primitive backward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_pooling_backward_primitive_desc_create(
                        desc,
                        OneDnn.engine(),
                        algorithm(),
                        to.desc().handle(),
                        gradient.desc().handle(),
                        window.step(),
                        window.size(),
                        window.dilation(),
                        pads.start(),
                        pads.end(),
                        forward.desc(),
                        plan.plain()));
        plan.call(
                node.name(),
                "backward",
                0,
                backward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_SRC, to)
                        .with(dnnl.DNNL_ARG_WORKSPACE, workspace));
        return plan.rounded(node.name(), to);
    }
}
