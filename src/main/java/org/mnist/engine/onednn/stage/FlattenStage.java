package org.mnist.engine.onednn.stage;

import java.util.List;
import java.util.Optional;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Tensor;

/** Maps in plain order seen as vectors. */
final class FlattenStage implements Stage {
    private final Node.Flatten node;
    private Tensor source;

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
    public Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        source = in;
        return in.flat() ? in : seen(plan, in, Layout.ROWS, in.dims()[0], in.count() / in.dims()[0]);
    }

    @Override
    public Optional<Tensor> backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        return Optional.of(source.flat() ? gradient : seen(plan, gradient, Layout.PLAIN, source.dims()));
    }

    /** The same numbers, seen as another shape. */
    static Tensor seen(PlanBuilder plan, Tensor tensor, Layout layout, long... dims) {
        return new Tensor(plan.descriptor(tensor.descriptor().type(), layout, dims), tensor.storage(), layout, dims);
    }
}
