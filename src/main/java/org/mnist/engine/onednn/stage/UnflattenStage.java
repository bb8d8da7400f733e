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
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        return new ForwardPass(
                FlattenStage.seen(plan, in, Layout.PLAIN, node.output(in.dims())),
                (back, gradient, needed) -> Optional.of(
                        FlattenStage.seen(back, gradient, Layout.ROWS, gradient.dims()[0], gradient.channels())));
    }
}
