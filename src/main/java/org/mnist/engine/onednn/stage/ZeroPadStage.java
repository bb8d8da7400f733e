package org.mnist.engine.onednn.stage;

import java.util.Optional;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.MemoryDescriptor;
import org.mnist.engine.onednn.primitive.Tensor;

/** Zeros around each map, where no convolution follows that could add them itself. */
final class ZeroPadStage implements Stage {
    private final Node.ZeroPad node;
    private Tensor source;

    ZeroPadStage(Node.ZeroPad node) {
        this.node = node;
    }

    @Override
    public Node.ZeroPad node() {
        return node;
    }

    private Tensor inner(PlanBuilder plan, Tensor padded) {
        MemoryDescriptor part = padded.descriptor().part(plan.scope(), source.dims(), new long[] {0, 0, node.zeros().top(), node.zeros().left()});
        return new Tensor(part, padded.storage(), padded.layout(), source.dims());
    }

    @Override
    public Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        source = in;
        Tensor padded = plan.own(plan.type(), layouts.result(), node.output(in.dims())); // its border stays zero
        plan.reorder(node.name(), in, inner(plan, padded));
        return padded;
    }

    @Override
    public Optional<Tensor> backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        Tensor to = plan.tensor(source.layout(), source.dims());
        plan.reorder(node.name(), inner(plan, gradient), to);
        return Optional.of(to);
    }
}
