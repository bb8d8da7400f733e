package org.mnist.engine.onednn.stage;

import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Library;
import org.mnist.engine.onednn.primitive.Tensor;

/** Dense layer. It takes maps as they lie: what would be a flatten before it is an order of its weights. */
final class DenseStage extends WeightedStage {
    private final Node.Dense node;

    DenseStage(Node.Dense node) {
        this.node = node;
    }

    @Override
    public Node.Dense node() {
        return node;
    }

    @Override
    public List<Layout> layouts(long... in) {
        return in.length == 2
                ? List.of(Layout.ROWS)
                : Layout.OF_MAPS.stream().filter(layout -> !layout.pads(in[1])).toList();
    }

    @Override
    long[] outputDims(Tensor in) {
        return new long[] {in.dims()[0], node.units()};
    }

    @Override
    long[] weightDims(Tensor in) {
        long[] dims = in.dims();
        dims[0] = node.units();
        return dims;
    }

    @Override
    Layout outputLayout(Layout chosen) {
        return Layout.ROWS;
    }

    @Override
    int requestForward(
            dnnl_primitive_desc desc, int propagation, Tensor in, Operands operands, dnnl_primitive_attr attr) {
        return dnnl.dnnl_inner_product_forward_primitive_desc_create(
                desc,
                Library.engine(),
                propagation,
                operands.in(),
                operands.weight(),
                operands.bias(),
                operands.out(),
                attr);
    }

    @Override
    int requestDataGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            Operands operands,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr) {
        return dnnl.dnnl_inner_product_backward_data_primitive_desc_create(
                desc, Library.engine(), operands.in(), operands.weight(), operands.out(), forward, attr);
    }

    @Override
    int requestWeightGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            Operands operands,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr) {
        return dnnl.dnnl_inner_product_backward_weights_primitive_desc_create(
                desc,
                Library.engine(),
                operands.in(),
                operands.weight(),
                operands.bias(),
                operands.out(),
                forward,
                attr);
    }
}
