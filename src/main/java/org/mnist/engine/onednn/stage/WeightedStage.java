package org.mnist.engine.onednn.stage;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.Parameter;
import org.mnist.engine.onednn.primitive.Arguments;
import org.mnist.engine.onednn.primitive.Attributes;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.MemoryDescriptor;
import org.mnist.engine.onednn.primitive.Pass;
import org.mnist.engine.onednn.primitive.Primitive;
import org.mnist.engine.onednn.primitive.Tensor;

/** A stage with weights, whose three products of input, weights and gradient are those of a convolution or a dense layer. */
abstract class WeightedStage implements Stage {
    /** The products of the forward pass, and what they are of. */
    private record Products(Tensor source, Tensor result, LayerLayout layouts, Primitive forward) {}

    /** The forward pass, as far as the backward pass needs it. */
    private record Made(
            Products products, Optional<Primitive> weightGradient, Parameter weights, Optional<Parameter> bias) {}

    /** The layer. */
    @Override
    public abstract Node.Weighted node();

    /** Sizes of the result. */
    abstract long[] outputDims(Tensor in);

    /** Sizes of the weights, outputs first. */
    abstract long[] weightDims(Tensor in);

    /** The layout of the result where the stage's is {@code chosen}. */
    abstract Layout outputLayout(Layout chosen);

    /**
     * The descriptors of one of the three products.
     *
     * @param in descriptor of the input, or of its gradient
     * @param weight of the weights, or of their gradient
     * @param bias of the biases, or of their gradient; null without, as oneDNN has it
     * @param out of the result, or of its gradient
     */
    record Operands(
            dnnl_memory_desc in,
            dnnl_memory_desc weight,
            @Nullable dnnl_memory_desc bias,
            dnnl_memory_desc out) {}

    /** Asks for result = weights · input + bias. */
    abstract int requestForward(
            dnnl_primitive_desc desc, int propagation, Tensor in, Operands operands, dnnl_primitive_attr attr);

    /** Asks for the gradient with respect to the input. */
    abstract int requestDataGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            Operands operands,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr);

    /** Asks for the gradient with respect to weights and bias. */
    abstract int requestWeightGradient(
            dnnl_primitive_desc desc,
            Tensor in,
            Operands operands,
            dnnl_primitive_desc forward,
            dnnl_primitive_attr attr);

    @Override
    public ForwardPass forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        String name = node().name();
        long[] outputDims = outputDims(in);
        long[] weightDims = weightDims(in);
        Tensor raw =
                plan.tensor(node().logits() ? dnnl.dnnl_f32 : plan.type(), outputLayout(layouts.result()), outputDims);
        MemoryDescriptor anyWeights = MemoryDescriptor.any(plan.scope(), plan.type(), weightDims);
        MemoryDescriptor biasDesc = plan.descriptor(dnnl.dnnl_f32, Layout.LINE, outputDims[1]);
        Arguments arguments = new Arguments();
        dnnl_primitive_attr attr = postOps(plan, raw, arguments);
        Primitive forward = plan.primitive(
                name,
                desc -> requestForward(
                        desc,
                        plan.learns(node()) ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        in,
                        new Operands(
                                in.descriptor().handle(),
                                anyWeights.handle(),
                                node().bias() ? biasDesc.handle() : null,
                                raw.descriptor().handle()),
                        attr));
        Optional<Primitive> weightGradient = plan.learns(node())
                ? Optional.of(weightGradient(plan, new Products(in, raw, layouts, forward), biasDesc))
                : Optional.empty();
        MemoryDescriptor master = weightGradient
                .map(Primitive::weightGradient)
                .orElseGet(() -> masterForInference(plan, forward, weightDims));
        Parameter weights = plan.parameters().get(node().layer(), "W", true, master, weightDims);
        Optional<Parameter> bias = node().bias()
                ? Optional.of(plan.parameters().get(node().layer(), "b", false, biasDesc, outputDims[1]))
                : Optional.empty();
        arguments
                .with(dnnl.DNNL_ARG_SRC, in)
                .with(dnnl.DNNL_ARG_WEIGHTS, weightsIn(plan, weights, forward.weights()))
                .with(dnnl.DNNL_ARG_BIAS, bias.map(Parameter::value))
                .with(dnnl.DNNL_ARG_DST, raw);
        plan.call(name, "forward", flop(in, raw), forward, arguments);
        Tensor result = node().logits() ? raw : plan.rounded(name, raw);
        Made made = new Made(new Products(in, result, layouts, forward), weightGradient, weights, bias);
        return new ForwardPass(result, (back, gradient, needed) -> backward(back, made, gradient, needed));
    }

    /** The order of the weights where no gradient has a say: as the forward pass wants them, if that takes 32 bits. */
    private MemoryDescriptor masterForInference(PlanBuilder plan, Primitive forward, long... weightDims) {
        return plan.type() == dnnl.dnnl_f32
                ? forward.weights()
                : MemoryDescriptor.dense(plan.scope(), dnnl.dnnl_f32, weightDims);
    }

    private Primitive weightGradient(PlanBuilder plan, Products products, MemoryDescriptor biasDesc) {
        Tensor source = products.source();
        Layout layout = products.layouts().weightGradient();
        MemoryDescriptor any = MemoryDescriptor.any(plan.scope(), dnnl.dnnl_f32, weightDims(source));
        MemoryDescriptor from = plan.descriptor(plan.type(), wants(layout, source.dims()), source.dims());
        MemoryDescriptor gradient = plan.descriptor(
                plan.type(), outputLayout(layout), products.result().dims());
        return plan.primitive(
                node().name(),
                desc -> requestWeightGradient(
                        desc,
                        source,
                        new Operands(
                                from.handle(),
                                any.handle(),
                                node().bias() ? biasDesc.handle() : null,
                                gradient.handle()),
                        products.forward().handle(),
                        plan.plain()));
    }

    private Optional<Tensor> backward(PlanBuilder plan, Made made, Tensor gradient, boolean needed) {
        String name = node().name();
        Tensor result = made.products().result();
        plan.begin(Pass.BACKWARD);
        Tensor sums = plan.inType(name, gradient, result.layout());
        for (Node.PostOp postOp : node().postOps()) {
            ActivateStage.slope(plan, name, ((Node.Activate) postOp).function(), result, sums);
        }
        sums = plan.rounded(name, sums);
        plan.begin(Pass.WEIGHT_GRADIENT);
        addWeightGradient(plan, made, sums);
        plan.begin(Pass.DATA_GRADIENT);
        Optional<Tensor> below = needed ? Optional.of(dataGradient(plan, made, sums)) : Optional.empty();
        plan.begin(Pass.BACKWARD);
        return below;
    }

    private void addWeightGradient(PlanBuilder plan, Made made, Tensor sums) {
        String name = node().name();
        Tensor source = made.products().source();
        Parameter weights = made.weights();
        Primitive primitive = made.weightGradient().orElseThrow();
        Layout layout = made.products().layouts().weightGradient();
        Tensor from = plan.inLayout(name, source, wants(layout, source.dims()));
        Tensor gradient = plan.inLayout(name, sums, outputLayout(layout));
        Tensor direct = primitive.weightGradient().same(weights.master())
                ? weights.gradient()
                : plan.tensor(primitive.weightGradient(), weightDims(source));
        plan.call(
                name,
                "weight gradient",
                flop(source, sums),
                primitive,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, from)
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, direct)
                        .with(dnnl.DNNL_ARG_DIFF_BIAS, made.bias().map(Parameter::gradient)));
        if (direct != weights.gradient()) {
            plan.reorder(name, direct, weights.gradient());
        }
    }

    private Tensor dataGradient(PlanBuilder plan, Made made, Tensor sums) {
        Tensor source = made.products().source();
        MemoryDescriptor any = MemoryDescriptor.any(plan.scope(), plan.type(), weightDims(source));
        Layout layout = made.products().layouts().dataGradient();
        Tensor gradient = plan.inLayout(node().name(), sums, outputLayout(layout));
        Tensor to = plan.tensor(wants(layout, source.dims()), source.dims());
        Primitive dataGradient = plan.primitive(
                node().name(),
                desc -> requestDataGradient(
                        desc,
                        source,
                        new Operands(
                                to.descriptor().handle(),
                                any.handle(),
                                null,
                                gradient.descriptor().handle()),
                        made.products().forward().handle(),
                        plan.plain()));
        plan.call(
                node().name(),
                "data gradient",
                flop(source, sums),
                dataGradient,
                new Arguments()
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_WEIGHTS, weightsIn(plan, made.weights(), dataGradient.weights()))
                        .with(dnnl.DNNL_ARG_DIFF_SRC, to));
        return to;
    }

    /** The weights as a kernel wants them. */
    private Tensor weightsIn(PlanBuilder plan, Parameter weights, MemoryDescriptor wanted) {
        return plan.rounded(node().name(), plan.as(node().name(), weights.value(), wanted, Layout.OPAQUE));
    }

    /** Multiplications and additions of one of the three products. */
    private double flop(Tensor source, Tensor result) {
        double perOutput = 2;
        long[] dims = weightDims(source);
        for (int i = 1; i < dims.length; i++) {
            perOutput *= dims[i];
        }
        return perOutput * result.count();
    }

    /** The post-ops that are done to a result before it is stored. */
    private dnnl_primitive_attr postOps(PlanBuilder plan, Tensor result, Arguments arguments) {
        Attributes attributes = new Attributes(plan.scope());
        for (Node.PostOp postOp : node().postOps()) {
            if (postOp instanceof Node.BatchNorm norm) {
                fold(plan, norm, result, attributes, arguments);
            } else {
                attributes.then(((Node.Activate) postOp).function());
            }
        }
        return attributes.build();
    }

    /** A batch norm of inference is a factor and a summand for each channel. */
    private void fold(
            PlanBuilder plan, Node.BatchNorm norm, Tensor result, Attributes attributes, Arguments arguments) {
        long[] dims = new long[result.dims().length];
        Arrays.fill(dims, 1);
        dims[1] = result.channels();
        Layout layout = result.flat() ? Layout.ROWS : Layout.PLAIN;
        Tensor scale = plan.own(dnnl.dnnl_f32, layout, dims);
        Tensor shift = plan.own(dnnl.dnnl_f32, layout, dims);
        arguments.with(attributes.then(dnnl.dnnl_binary_mul, scale.descriptor()).argument(), scale);
        arguments.with(attributes.then(dnnl.dnnl_binary_add, shift.descriptor()).argument(), shift);
        plan.foldedNorms()
                .add(new FoldedBatchNorm(
                        norm,
                        Math.toIntExact(result.channels()),
                        scale.storage().floats(),
                        shift.storage().floats()));
    }

    @Override
    public boolean learns() {
        return true;
    }
}
