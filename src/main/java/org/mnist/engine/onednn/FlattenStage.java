package org.mnist.engine.onednn;

import java.util.List;

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
    public Tensor backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        return source.flat() ? gradient : seen(plan, gradient, Layout.PLAIN, source.dims());
    }

    /** The same numbers, seen as another shape. */
    static Tensor seen(PlanBuilder plan, Tensor tensor, Layout layout, long... dims) {
        return new Tensor(plan.desc(tensor.desc().type(), layout, dims), tensor.storage(), layout, dims);
    }
}
