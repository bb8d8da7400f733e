package org.mnist.engine.onednn.stage;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Attributes;
import org.mnist.engine.onednn.primitive.Tensor;

/** Dropout: a product with a mask of zeros and ones, and with what makes up for the share dropped. */
final class DropoutStage implements Stage {
    private final Node.Dropout node;

    DropoutStage(Node.Dropout node) {
        this.node = node;
    }

    @Override
    public Node.Dropout node() {
        return node;
    }

    @Override
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        Tensor mask = plan.own(dnnl.dnnl_u8, layouts.result(), in.dims());
        plan.masks().add(new DropoutMask(node.layer(), node.rate(), mask));
        Tensor result = plan.tensor(layouts.result(), in.dims());
        product(plan, "forward", in, mask, result);
        return new ForwardPass(plan.rounded(node.name(), result), (back, gradient, needed) -> {
            product(back, "backward", gradient, mask, gradient);
            return Optional.of(back.rounded(node.name(), gradient));
        });
    }

    private void product(PlanBuilder plan, String work, Tensor in, Tensor mask, Tensor to) {
        Attributes scale = new Attributes(plan.scope()).then(dnnl.dnnl_eltwise_linear, 1 / (1 - node.rate()), 0);
        plan.call(
                node.name(),
                work,
                0,
                plan.binary(node.name(), dnnl.dnnl_binary_mul, in, mask, to, scale),
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC_0, in)
                        .with(dnnl.DNNL_ARG_SRC_1, mask)
                        .with(dnnl.DNNL_ARG_DST, to));
    }
}
