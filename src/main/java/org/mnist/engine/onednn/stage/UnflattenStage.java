package org.mnist.engine.onednn.stage;

import java.util.Optional;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Tensor;

/** Vectors seen as maps of one pixel. */
final class UnflattenStage implements Stage {
    private final Node.Unflatten node;

    UnflattenStage(Node.Unflatten node) {
        this.node = node;
    }

    @Override
    public Node.Unflatten node() {
        return node;
    }

    @Override
    public Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        return FlattenStage.seen(plan, in, Layout.PLAIN, node.output(in.dims()));
    }

    @Override
    public Optional<Tensor> backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        return Optional.of(FlattenStage.seen(plan, gradient, Layout.ROWS, gradient.dims()[0], gradient.channels()));
    }
}
