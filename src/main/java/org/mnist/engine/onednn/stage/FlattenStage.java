package org.mnist.engine.onednn.stage;

import java.util.List;
import java.util.Optional;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Tensor;

/** Maps in plain order seen as vectors. */
final class FlattenStage implements Stage {
    private final Node.Flatten node;

    FlattenStage(Node.Flatten node) {
        this.node = node;
    }

    @Override
    public Node.Flatten node() {
        return node;
    }

    @Override
    public List<Layout> layouts(long... in) {
        return List.of(in.length == 2 ? Layout.ROWS : Layout.PLAIN);
    }

    @Override
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        if (in.flat()) {
            return new ForwardPass(in, (back, gradient, needed) -> Optional.of(gradient));
        }
        return new ForwardPass(
                seen(plan, in, Layout.ROWS, in.dims()[0], in.count() / in.dims()[0]),
                (back, gradient, needed) -> Optional.of(seen(back, gradient, Layout.PLAIN, in.dims())));
    }

    /** The same numbers, seen as another shape. */
    static Tensor seen(PlanBuilder plan, Tensor tensor, Layout layout, long... dims) {
        return new Tensor(plan.descriptor(tensor.descriptor().type(), layout, dims), tensor.storage(), layout, dims);
    }
}
