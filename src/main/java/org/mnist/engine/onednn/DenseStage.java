package org.mnist.engine.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

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
        long[] dims = in.dims().clone();
        dims[0] = node.units();
        return dims;
    }

    @Override
    Layout outputLayout(Layout chosen) {
        return Layout.ROWS;
    }

    @Override
    int requestForward(
            dnnl_primitive_desc desc,
            int propagation,
            Tensor in,
            dnnl_memory_desc weight,
            dnnl_memory_desc bias,
            dnnl_memory_desc to,
            dnnl_primitive_attr attr) {
        return dnnl.dnnl_inner_product_forward_primitive_desc_create(
                desc, OneDnn.engine(), propagation, in.desc().handle(), weight, bias, to, attr);
    }

    @Override
    int requestDataGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            dnnl_memory_desc from,
            dnnl_memory_desc weight,
            dnnl_memory_desc gradient,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr) {
        return dnnl.dnnl_inner_product_backward_data_primitive_desc_create(
                desc, OneDnn.engine(), from, weight, gradient, forward, attr);
    }

    @Override
    int requestWeightGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            dnnl_memory_desc from,
            dnnl_memory_desc weight,
            dnnl_memory_desc bias,
            dnnl_memory_desc gradient,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr) {
        return dnnl.dnnl_inner_product_backward_weights_primitive_desc_create(
                desc, OneDnn.engine(), from, weight, bias, gradient, forward, attr);
    }
}
