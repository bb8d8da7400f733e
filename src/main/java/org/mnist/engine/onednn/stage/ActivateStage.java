package org.mnist.engine.onednn.stage;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Eltwise;
import org.mnist.engine.onednn.primitive.Library;
import org.mnist.engine.onednn.primitive.Primitive;
import org.mnist.engine.onednn.primitive.Tensor;
import org.mnist.network.Activation;

/** An activation in a pass of its own. */
final class ActivateStage implements Stage {
    private final Node.Activate node;

    ActivateStage(Node.Activate node) {
        this.node = node;
    }

    @Override
    public Node.Activate node() {
        return node;
    }

    @Override
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        Tensor raw = plan.tensor(layouts.result(), in.dims());
        Activation activation = node.function();
        int propagation = plan.training() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference;
        Primitive forward =
                forward(plan, node.name(), propagation, Eltwise.of(activation).algorithm(), activation, in, raw);
        plan.call(
                node.name(),
                "forward",
                0,
                forward,
                new Arguments().with(dnnl.DNNL_ARG_SRC, in).with(dnnl.DNNL_ARG_DST, raw));
        Tensor result = plan.rounded(node.name(), raw);
        return new ForwardPass(result, (back, gradient, needed) -> {
            slope(back, node.name(), activation, result, gradient);
            return Optional.of(back.rounded(node.name(), gradient));
        });
    }

    /** Multiplies a gradient, in place, by the slope of a function that has given {@code result}. */
    static void slope(PlanBuilder plan, String name, Activation activation, Tensor result, Tensor gradient) {
        // oneDNN wants the forward pass as a hint.
        Primitive forward = forward(
                plan, name, dnnl.dnnl_forward_training, Eltwise.of(activation).backward(), activation, result, result);
        Primitive backward = plan.primitive(
                name,
                desc -> dnnl.dnnl_eltwise_backward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        Eltwise.of(activation).backward(),
                        gradient.descriptor().handle(),
                        gradient.descriptor().handle(),
                        result.descriptor().handle(),
                        (float) Eltwise.of(activation).alpha(),
                        0,
                        forward.handle(),
                        plan.plain()));
        plan.call(
                name,
                "activation gradient",
                0,
                backward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_DST, result)
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_SRC, gradient));
    }

    private static Primitive forward(
            PlanBuilder plan,
            String name,
            int propagation,
            int algorithm,
            Activation activation,
            Tensor in,
            Tensor to) {
        return plan.primitive(
                name,
                desc -> dnnl.dnnl_eltwise_forward_primitive_desc_create(
                        desc,
                        Library.engine(),
                        propagation,
                        algorithm,
                        in.descriptor().handle(),
                        to.descriptor().handle(),
                        (float) Eltwise.of(activation).alpha(),
                        0,
                        plan.plain()));
    }
}
