package org.mnist.engine.onednn;

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
    public Tensor backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        return FlattenStage.seen(plan, gradient, Layout.ROWS, gradient.dims()[0], gradient.channels());
    }
}
