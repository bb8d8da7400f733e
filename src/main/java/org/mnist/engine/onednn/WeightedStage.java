package org.mnist.engine.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/** What convolution and dense layer have in common: three products of input, weights and gradient. */
abstract class WeightedStage implements Stage {
    private Tensor source;
    private Tensor result;
    private Parameter weights;
    private Parameter bias;
    private Primitive forward;
    private Primitive weightGradient;
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
     * What one of the three products works on.
     *
     * @param in descriptor of the input, or of its gradient
     * @param weight of the weights, or of their gradient
     * @param bias of the biases, or of their gradient; null without
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
        MemoryDescriptor biasDesc = plan.desc(dnnl.dnnl_f32, Layout.LINE, outputDims[1]);
        Arguments arguments = new Arguments();
        dnnl_primitive_attr attr = after(plan, arguments);
        forward = plan.primitive(
                name,
                desc -> requestForward(
                        desc,
                        plan.training() ? dnnl.dnnl_forward_training : dnnl.dnnl_forward_inference,
                        in,
                        new Operands(
                                in.desc().handle(),
                                anyWeights.handle(),
                                node().bias() ? biasDesc.handle() : null,
                                result.desc().handle()),
                        attr));
        weightGradient = plan.training() ? weightGradient(plan, weightDims, biasDesc) : null;
        MemoryDescriptor master = plan.training()
                ? weightGradient.weightGradient()
                : plan.type() == dnnl.dnnl_f32
                        ? forward.weights()
                        : MemoryDescriptor.dense(plan.scope(), dnnl.dnnl_f32, weightDims);
        weights = plan.parameters().get(node().layer(), "W", true, master, weightDims);
        bias = node().bias() ? plan.parameters().get(node().layer(), "b", false, biasDesc, outputDims[1]) : null;
        arguments
                .with(dnnl.DNNL_ARG_SRC, in)
                .with(dnnl.DNNL_ARG_WEIGHTS, weightsIn(plan, forward.weights()))
                .with(dnnl.DNNL_ARG_BIAS, bias == null ? null : bias.value())
                .with(dnnl.DNNL_ARG_DST, result);
        plan.call(name, "forward", flop(), forward, arguments);
        result = node().logits() ? result : plan.rounded(name, result);
        return result;
    }

    private Primitive weightGradient(PlanBuilder plan, long[] weightDims, MemoryDescriptor biasDesc) {
        MemoryDescriptor any = MemoryDescriptor.any(plan.scope(), dnnl.dnnl_f32, weightDims);
        MemoryDescriptor from = plan.desc(plan.type(), wants(layouts.weightGradient(), source.dims()), source.dims());
        MemoryDescriptor gradient = plan.desc(plan.type(), outputLayout(layouts.weightGradient()), result.dims());
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
                        forward.desc(),
                        plan.plain()));
    }

    @Override
    public Tensor backward(PlanBuilder plan, Tensor gradient, boolean needed) {
        String name = node().name();
        plan.begin(Pass.BACKWARD);
        Tensor sums = plan.in(name, gradient, result.layout());
        for (Node node : node().after()) {
            ActivateStage.slope(plan, name, ((Node.Activate) node).function(), result, sums);
        }
        sums = plan.rounded(name, sums);
        plan.begin(Pass.WEIGHT_GRADIENT);
        addWeightGradient(plan, sums);
        plan.begin(Pass.DATA_GRADIENT);
        Tensor below = needed ? dataGradient(plan, sums) : null;
        plan.begin(Pass.BACKWARD);
        return below;
    }

    private void addWeightGradient(PlanBuilder plan, Tensor sums) {
        String name = node().name();
        Layout layout = layouts.weightGradient();
        Tensor from = plan.inLayout(name, source, wants(layout, source.dims()));
        Tensor gradient = plan.inLayout(name, sums, outputLayout(layout));
        Tensor direct = weightGradient.weightGradient().same(weights.master())
                ? weights.gradient()
                : plan.tensor(weightGradient.weightGradient(), weightDims(source));
        plan.call(
                name,
                "weight gradient",
                flop(),
                weightGradient,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, from)
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, direct)
                        .with(dnnl.DNNL_ARG_DIFF_BIAS, bias == null ? null : bias.gradient()));
        if (direct != weights.gradient()) {
            plan.move(name, direct, weights.gradient());
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
                                to.desc().handle(),
                                any.handle(),
                                null,
                                gradient.desc().handle()),
                        forward.desc(),
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
        return plan.rounded(node().name(), plan.in(node().name(), weights.value(), wanted, null));
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

    /** What is done to a result before it is stored. */
    private dnnl_primitive_attr after(PlanBuilder plan, Arguments arguments) {
        Attributes attributes = new Attributes(plan.scope());
        for (Node node : node().after()) {
            if (node instanceof Node.Activate activate) {
                attributes.then(activate.function());
            } else if (node instanceof Node.Norm norm) {
                fold(plan, norm, attributes, arguments);
            } else {
                throw new IllegalStateException(node + " after " + node());
            }
        }
        return attributes.build();
    }

    /** A batch norm of inference is a factor and a summand for each channel. */
    private void fold(PlanBuilder plan, Node.Norm norm, Attributes attributes, Arguments arguments) {
        long[] dims = new long[result.dims().length];
        Arrays.fill(dims, 1);
        dims[1] = result.channels();
        Layout layout = result.flat() ? Layout.ROWS : Layout.PLAIN;
        Tensor scale = plan.own(dnnl.dnnl_f32, layout, dims);
        Tensor shift = plan.own(dnnl.dnnl_f32, layout, dims);
        arguments.with(attributes.then(dnnl.dnnl_binary_mul, scale.desc()).argument(), scale);
        arguments.with(attributes.then(dnnl.dnnl_binary_add, shift.desc()).argument(), shift);
        plan.folds()
                .add(new PlanBuilder.Fold(norm, Math.toIntExact(result.channels()), scale.storage(), shift.storage()));
    }

    @Override
    public boolean learns() {
        return true;
    }
}
