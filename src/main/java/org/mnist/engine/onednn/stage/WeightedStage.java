package org.mnist.engine.onednn.stage;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
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
    private Tensor source;
    private Tensor result;
    private Parameter weights;
    private Optional<Parameter> bias = Optional.empty();
    private Primitive forward;
    private Optional<Primitive> weightGradient = Optional.empty();
    private LayerLayout layouts;

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
     * @param bias of the biases, or of their gradient; a null pointer without, as oneDNN has it
     * @param out of the result, or of its gradient
     */
    record Operands(dnnl_memory_desc in, dnnl_memory_desc weight, dnnl_memory_desc bias, dnnl_memory_desc out) {}

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
    public Tensor forward(PlanBuilder plan, Tensor in, LayerLayout layouts) {
        source = in;
        this.layouts = layouts;
        String name = node().name();
        long[] outputDims = outputDims(in);
        long[] weightDims = weightDims(in);
        result = plan.tensor(node().logits() ? dnnl.dnnl_f32 : plan.type(), outputLayout(layouts.result()), outputDims);
        MemoryDescriptor anyWeights = MemoryDescriptor.any(plan.scope(), plan.type(), weightDims);
        MemoryDescriptor biasDesc = plan.descriptor(dnnl.dnnl_f32, Layout.LINE, outputDims[1]);
        Arguments arguments = new Arguments();
        dnnl_primitive_attr attr = postOps(plan, arguments);
        forward = plan.primitive(
                name,
                desc -> requestForward(
                        desc,
                        plan.training() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        in,
                        new Operands(
                                in.descriptor().handle(),
                                anyWeights.handle(),
                                node().bias() ? biasDesc.handle() : null,
                                result.descriptor().handle()),
                        attr));
        weightGradient = plan.training() ? Optional.of(weightGradient(plan, weightDims, biasDesc)) : Optional.empty();
        MemoryDescriptor master = weightGradient.map(Primitive::weightGradient).orElseGet(() -> masterForInference(plan, weightDims));
        weights = plan.parameters().get(node().layer(), "W", true, master, weightDims);
        bias = node().bias()
                ? Optional.of(plan.parameters().get(node().layer(), "b", false, biasDesc, outputDims[1]))
                : Optional.empty();
        arguments
                .with(dnnl.DNNL_ARG_SRC, in)
                .with(dnnl.DNNL_ARG_WEIGHTS, weightsIn(plan, forward.weights()))
                .with(dnnl.DNNL_ARG_BIAS, bias.map(Parameter::value))
                .with(dnnl.DNNL_ARG_DST, result);
        plan.call(name, "forward", flop(), forward, arguments);
        result = node().logits() ? result : plan.rounded(name, result);
        return result;
    }

    /** The order of the weights where no gradient has a say: as the forward pass wants them, if that takes 32 bits. */
    private MemoryDescriptor masterForInference(PlanBuilder plan, long... weightDims) {
        return plan.type() == dnnl.dnnl_f32
                ? forward.weights()
                : MemoryDescriptor.dense(plan.scope(), dnnl.dnnl_f32, weightDims);
    }

    private Primitive weightGradient(PlanBuilder plan, long[] weightDims, MemoryDescriptor biasDesc) {
        MemoryDescriptor any = MemoryDescriptor.any(plan.scope(), dnnl.dnnl_f32, weightDims);
        MemoryDescriptor from = plan.descriptor(plan.type(), wants(layouts.weightGradient(), source.dims()), source.dims());
        MemoryDescriptor gradient = plan.descriptor(plan.type(), outputLayout(layouts.weightGradient()), result.dims());
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
                        forward.handle(),
                        plan.plain()));
    }

    @Override
    public Optional<Tensor> backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        String name = node().name();
        plan.begin(Pass.BACKWARD);
        Tensor sums = plan.inType(name, gradient, result.layout());
        for (Node.PostOp postOp : node().postOps()) {
            ActivateStage.slope(plan, name, ((Node.Activate) postOp).function(), result, sums);
        }
        sums = plan.rounded(name, sums);
        plan.begin(Pass.WEIGHT_GRADIENT);
        addWeightGradient(plan, sums);
        plan.begin(Pass.DATA_GRADIENT);
        Optional<Tensor> below = needed ? Optional.of(dataGradient(plan, sums)) : Optional.empty();
        plan.begin(Pass.BACKWARD);
        return below;
    }

    private void addWeightGradient(PlanBuilder plan, Tensor sums) {
        String name = node().name();
        Primitive primitive = weightGradient.orElseThrow();
        Layout layout = layouts.weightGradient();
        Tensor from = plan.inLayout(name, source, wants(layout, source.dims()));
        Tensor gradient = plan.inLayout(name, sums, outputLayout(layout));
        Tensor direct = primitive.weightGradient().same(weights.master())
                ? weights.gradient()
                : plan.tensor(primitive.weightGradient(), weightDims(source));
        plan.call(
                name,
                "weight gradient",
                flop(),
                primitive,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, from)
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, direct)
                        .with(dnnl.DNNL_ARG_DIFF_BIAS, bias.map(Parameter::gradient)));
        if (direct != weights.gradient()) {
            plan.reorder(name, direct, weights.gradient());
        }
    }

    private Tensor dataGradient(PlanBuilder plan, Tensor sums) {
        MemoryDescriptor any = MemoryDescriptor.any(plan.scope(), plan.type(), weightDims(source));
        Layout layout = layouts.dataGradient();
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
                        forward.handle(),
                        plan.plain()));
        plan.call(
                node().name(),
                "data gradient",
                flop(),
                dataGradient,
                new Arguments()
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_WEIGHTS, weightsIn(plan, dataGradient.weights()))
                        .with(dnnl.DNNL_ARG_DIFF_SRC, to));
        return to;
    }

    /** The weights as a kernel wants them. */
    private Tensor weightsIn(PlanBuilder plan, MemoryDescriptor wanted) {
        return plan.rounded(node().name(), plan.as(node().name(), weights.value(), wanted, Layout.OPAQUE));
    }

    /** Multiplications and additions of one of the three products. */
    private double flop() {
        double perOutput = 2;
        long[] dims = weightDims(source);
        for (int i = 1; i < dims.length; i++) {
            perOutput *= dims[i];
        }
        return perOutput * result.count();
    }

    /** The post-ops that are done to a result before it is stored. */
    private dnnl_primitive_attr postOps(PlanBuilder plan, Arguments arguments) {
        Attributes attributes = new Attributes(plan.scope());
        for (Node.PostOp postOp : node().postOps()) {
            if (postOp instanceof Node.BatchNorm norm) {
                fold(plan, norm, attributes, arguments);
            } else {
                attributes.then(((Node.Activate) postOp).function());
            }
        }
        return attributes.build();
    }

    /** A batch norm of inference is a factor and a summand for each channel. */
    private void fold(PlanBuilder plan, Node.BatchNorm norm, Attributes attributes, Arguments arguments) {
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
