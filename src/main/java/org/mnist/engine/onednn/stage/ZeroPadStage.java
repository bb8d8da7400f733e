package org.mnist.engine.onednn.stage;

import java.util.Optional;
import org.mnist.engine.graph.Node;
import org.mnist.engine.graph.Zeros;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.MemoryDescriptor;
import org.mnist.engine.onednn.primitive.Tensor;

/**
 * Zeros around each map, where no convolution follows that could add them itself; or a crop, which is the same with input
 * and result exchanged. Of two sizes of maps, the smaller ones are copied into or out of the middle of the larger ones.
 */
final class ZeroPadStage implements Stage {
    private final Node.ZeroPad node;

    ZeroPadStage(Node.ZeroPad node) {
        this.node = node;
    }

    @Override
    public Node.ZeroPad node() {
        return node;
    }

    @Override
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        Zeros zeros = node.zeros();
        Zeros undone = new Zeros(-zeros.top(), -zeros.left(), -zeros.bottom(), -zeros.right());
        return new ForwardPass(
                moved(plan, in, layouts.result(), zeros, node.output(in.dims())),
                (back, gradient, needed) -> Optional.of(moved(back, gradient, in.layout(), undone, in.dims())));
    }

    private Tensor moved(PlanBuilder plan, Tensor from, Layout layout, Zeros zeros, long... dims) {
        if (zeros.crops()) {
            Tensor to = plan.tensor(layout, dims);
            plan.reorder(node.name(), part(plan, from, -zeros.top(), -zeros.left(), dims), to);
            return to;
        }
        Tensor to = plan.own(plan.type(), layout, dims); // nothing else is written there, so its border stays zero
        plan.reorder(node.name(), from, part(plan, to, zeros.top(), zeros.left(), from.dims()));
        return to;
    }

    /** The part of maps that begins so many rows from the top and columns from the left. */
    private static Tensor part(PlanBuilder plan, Tensor maps, int top, int left, long... dims) {
        MemoryDescriptor part = maps.descriptor().part(plan.scope(), dims, new long[] {0, 0, top, left});
        return new Tensor(part, maps.storage(), maps.layout(), dims);
    }
}
