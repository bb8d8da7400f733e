package org.mnist.engine.onednn.stage;

import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.graph.Node;
import org.mnist.engine.graph.Zeros;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.Library;
import org.mnist.engine.onednn.primitive.Tensor;

/** Convolution. */
final class ConvStage extends WeightedStage {
    private final Node.Conv node;

    ConvStage(Node.Conv node) {
        this.node = node;
    }

    @Override
    public Node.Conv node() {
        return node;
    }

    @Override
    public List<Layout> layouts(long... in) {
        // oneDNN 3.8.1 (jit_1x1:avx2) computes a wrong weight gradient for one channel, a 1×1 kernel and a larger step
        // where the result has its channels last.
        boolean trap =
                in[1] == 1 && node.window().height() == 1 && node.window().width() == 1;
        return trap ? List.of(Layout.PLAIN) : Layout.OF_MAPS;
    }

    @Override
    public Layout wants(Layout chosen, long... in) {
        return in[1] == 1 ? Layout.PLAIN : chosen; // a block of one channel would be seven eighths zeros
    }

    @Override
    public boolean mixesLayouts() {
        return true;
    }

    @Override
    long[] outputDims(Tensor in) {
        return node.window().output(node.filters(), in.dims());
    }

    @Override
    long[] weightDims(Tensor in) {
        return new long[] {
            node.filters(), in.channels(), node.window().height(), node.window().width()
        };
    }

    @Override
    Layout outputLayout(Layout chosen) {
        return chosen;
    }

    @Override
    int requestForward(
            dnnl_primitive_desc desc, int propagation, Tensor in, Operands operands, dnnl_primitive_attr attr) {
        Zeros zeros = node.window().zeros(in.dims());
        return dnnl.dnnl_convolution_forward_primitive_desc_create(
                desc,
                Library.engine(),
                propagation,
                dnnl.dnnl_convolution_direct,
                operands.in(),
                operands.weight(),
                operands.bias(),
                operands.out(),
                Windows.strides(node.window()),
                Windows.dilation(),
                Windows.start(zeros),
                Windows.end(zeros),
                attr);
    }

    @Override
    int requestDataGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            Operands operands,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr) {
        Zeros zeros = node.window().zeros(in.dims());
        return dnnl.dnnl_convolution_backward_data_primitive_desc_create(
                desc,
                Library.engine(),
                dnnl.dnnl_convolution_direct,
                operands.in(),
                operands.weight(),
                operands.out(),
                Windows.strides(node.window()),
                Windows.dilation(),
                Windows.start(zeros),
                Windows.end(zeros),
                forward,
                attr);
    }

    @Override
    int requestWeightGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            Operands operands,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr) {
        Zeros zeros = node.window().zeros(in.dims());
        return dnnl.dnnl_convolution_backward_weights_primitive_desc_create(
                desc,
                Library.engine(),
                dnnl.dnnl_convolution_direct,
                operands.in(),
                operands.weight(),
                operands.bias(),
                operands.out(),
                Windows.strides(node.window()),
                Windows.dilation(),
                Windows.start(zeros),
                Windows.end(zeros),
                forward,
                attr);
    }
}
