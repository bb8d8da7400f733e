package org.mnist.engine.onednn.stage;

import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.graph.Node;
import org.mnist.engine.graph.Window;
import org.mnist.engine.graph.Zeros;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Library;
import org.mnist.engine.onednn.primitive.Primitive;
import org.mnist.engine.onednn.primitive.Tensor;

/** Maximum or mean of each window; zeros of the border do not count. */
final class PoolStage implements Stage {
    private final Node node;
    private final boolean max;
    private final Function<long[], Window> windowOver;

    /**
     * A stage for a pooling.
     *
     * @param node the pooling
     * @param max whether the largest number is taken, and not the mean
     * @param windowOver the window over maps of given sizes
     */
    PoolStage(Node node, boolean max, Function<long[], Window> windowOver) {
        this.node = node;
        this.max = max;
        this.windowOver = windowOver;
    }

    @Override
    public Node node() {
        return node;
    }

    private int algorithm() {
        return max ? dnnl.dnnl_pooling_max : dnnl.dnnl_pooling_avg_exclude_padding;
    }

    @Override
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        Window window = windowOver.apply(in.dims());
        Tensor result = plan.tensor(layouts.result(), window.output(in.channels(), in.dims()));
        Zeros zeros = window.zeros(in.dims());
        Primitive forward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_pooling_forward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        plan.training() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        algorithm(),
                        in.descriptor().handle(),
                        result.descriptor().handle(),
                        Windows.strides(window),
                        Windows.kernel(window),
                        Windows.dilation(),
                        Windows.start(zeros),
                        Windows.end(zeros),
                        plan.plain()));
        Optional<Tensor> workspace = plan.training() ? forward.workspace().map(plan::tensor) : Optional.empty();
        plan.call(
                node.name(),
                "forward",
                0,
                forward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, in)
                        .with(dnnl.DNNL_ARG_DST, result)
                        .with(dnnl.DNNL_ARG_WORKSPACE, workspace));
        return new ForwardPass(
                max ? result : plan.rounded(node.name(), result),
                (back, gradient, needed) -> Optional.of(backward(back, in, forward, workspace, gradient)));
    }

    private Tensor backward(
            PlanBuilder plan, Tensor source, Primitive forward, Optional<Tensor> workspace, Tensor gradient) {
        Window window = windowOver.apply(source.dims());
        Zeros zeros = window.zeros(source.dims());
        Tensor to = plan.tensor(source.layout(), source.dims());
        Primitive backward = plan.primitive(
                node.name(),
                desc -> dnnl.dnnl_pooling_backward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        algorithm(),
                        to.descriptor().handle(),
                        gradient.descriptor().handle(),
                        Windows.strides(window),
                        Windows.kernel(window),
                        Windows.dilation(),
                        Windows.start(zeros),
                        Windows.end(zeros),
                        forward.handle(),
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
