package org.mnist.engine.onednn;

/** Zeros around each map, where no convolution follows that could add them itself. */
final class PadStage implements Stage {
    private final Node.Pad node;
    private Tensor source;

    PadStage(Node.Pad node) {
        this.node = node;
    }

    @Override
    public Node.Pad node() {
        return node;
    }

    private Tensor inner(PlanBuilder plan, Tensor padded) {
        MemoryDescriptor part = padded.desc().part(plan.scope(), source.dims(), new long[] {0, 0, node.top(), node.left()});
        return new Tensor(part, padded.storage(), padded.layout(), source.dims());
    }

    @Override
    public Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        source = in;
        long[] dims = in.dims();
        dims[2] += node.top() + node.bottom();
        dims[3] += node.left() + node.right();
        Tensor padded = plan.own(plan.type(), layouts.result(), dims); // its border stays zero
        plan.move(node.name(), in, inner(plan, padded));
        return padded;
    }

    @Override
    public Tensor backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        Tensor to = plan.tensor(source.layout(), source.dims());
        plan.move(node.name(), inner(plan, gradient), to);
        return to;
    }
}
