package org.mnist.engine.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.config.Optimizer;
import org.mnist.engine.NadamMomentum;
import org.mnist.engine.onednn.Parameter.Part;

/**
 * The optimiser's step, number by number over the lines of {@link Parameters}. The lines are cut into pieces that stay in
 * the processor's cache while the few primitives of a step pass over them, so memory is read and written once.
 */
final class OptimizerStep {
    /** Numbers in a piece: five lines of it are 1.25 MB, about what two cores have in their own caches. */
    private static final int PIECE = 1 << 16;

    /** A number that changes from step to step, in a cache line of its own. */
    private record Scalar(Tensor tensor, FloatBuffer value) {
        void set(double number) {
            value.put(0, (float) number);
        }
    }

    private final Parameters parameters;
    private final Optimizer optimizer;
    private final double l2;
    private final PlanBuilder plan;

    /** Factor of the result, with the sign of a descent. */
    private final Scalar step;

    /** Added to the root of the mean square. */
    private final Scalar epsilon;

    /** Factor of the gradient, where another tensor is added to it. */
    private final Scalar lookAhead;

    /** Share of the gradient that enters the mean gradient. */
    private final Scalar fresh;

    /** Coefficient of the L2 penalty. */
    private final Scalar penalty;

    /** What weight decay leaves of a weight. */
    private final Scalar kept;

    private final Scalar momentum;

    private final Scalar one;
    private final List<PrimitiveCall> calls;

    private final NadamMomentum nadam;

    /** The step of an optimiser, with an L2 penalty ½·l2·‖w‖² on the weights. */
    OptimizerStep(NativeScope scope, Parameters parameters, Optimizer optimizer, double l2) {
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.l2 = l2;
        this.nadam = new NadamMomentum(optimizer.beta1());
        this.plan = new PlanBuilder(scope, parameters);
        plan.begin(Pass.UPDATE);
        step = scalar();
        epsilon = scalar();
        lookAhead = scalar();
        fresh = scalar();
        penalty = scalar();
        kept = scalar();
        momentum = scalar();
        one = scalar();
        one.set(1);
        for (int from = 0; from < parameters.length(); ) {
            boolean decays = from < parameters.decaying();
            int end = Math.min(from + PIECE, decays ? parameters.decaying() : parameters.length());
            add(from, end - from, decays);
            from = end;
        }
        calls = plan.take();
        Arena.place(scope, calls);
        calls.forEach(call -> call.bind(scope));
    }

    /** How many moments DL4J's updater keeps for each parameter. */
    static int moments(Optimizer optimizer) {
        return switch (optimizer.kind()) {
            case ADAM, ADAMW, NADAM -> 2;
            case SGD -> optimizer.momentum() > 0 ? 1 : 0;
        };
    }

    List<PrimitiveCall> calls() {
        return calls;
    }

    private void add(int from, int count, boolean decays) {
        Tensor weight = piece(Part.VALUE, from, count);
        Tensor gradient = piece(Part.GRADIENT, from, count);
        if (decays && l2 > 0) {
            call("penalty", dnnl.dnnl_binary_mul, weight, penalty.tensor(), gradient, post().plusOld(1));
        }
        if (decays && optimizer.weightDecay() > 0) {
            call("decay", dnnl.dnnl_binary_mul, weight, kept.tensor(), weight, post());
        }
        if (optimizer.kind() == Optimizer.Kind.SGD) {
            addDescent(weight, gradient, from, count);
        } else {
            addAdam(weight, gradient, piece(Part.FIRST_MOMENT, from, count), piece(Part.SECOND_MOMENT, from, count));
        }
    }

    /** w ← w − rate·g; with momentum v ← μ·v − rate·g and w ← w + v, or w ← w + μ·v − rate·g (Nesterov). */
    private void addDescent(Tensor weight, Tensor gradient, int from, int count) {
        if (optimizer.momentum() == 0) {
            call("step", dnnl.dnnl_binary_mul, gradient, step.tensor(), weight, post().plusOld(1));
            return;
        }
        Tensor velocity = piece(Part.FIRST_MOMENT, from, count);
        call("velocity", dnnl.dnnl_binary_mul, gradient, step.tensor(), velocity, post().plusOld(optimizer.momentum()));
        if (optimizer.nesterov()) {
            call("step", dnnl.dnnl_binary_mul, velocity, momentum.tensor(), weight, post().plusOld(1));
            call("step", dnnl.dnnl_binary_mul, gradient, step.tensor(), weight, post().plusOld(1));
        } else {
            call("step", dnnl.dnnl_binary_add, weight, velocity, weight, post());
        }
    }

    /**
     * m ← β1·m + (1 − β1)·g, v ← β2·v + (1 − β2)·g², w ← w + step · n / (√v + epsilon), where n is m (Adam) or m +
     * lookAhead·g (Nadam) and the corrections of the first steps are in step and epsilon.
     */
    private void addAdam(Tensor weight, Tensor gradient, Tensor mean, Tensor meanSquare) {
        call("mean", dnnl.dnnl_binary_mul, gradient, fresh.tensor(), mean, post().plusOld(optimizer.beta1()));
        call(
                "mean square",
                dnnl.dnnl_binary_mul,
                gradient,
                gradient,
                meanSquare,
                post().then(dnnl.dnnl_eltwise_linear, 1 - optimizer.beta2(), 0).plusOld(optimizer.beta2()));
        Tensor numerator = mean;
        if (optimizer.kind() == Optimizer.Kind.NADAM) {
            Attributes plusMean = post().then(dnnl.dnnl_binary_add, mean.desc());
            call("look ahead", dnnl.dnnl_binary_mul, gradient, lookAhead.tensor(), gradient, plusMean, mean);
            numerator = gradient;
        }
        // One pass: 1/(√v + epsilon), times the numerator, times step, added to the weight.
        Attributes after = post().then(dnnl.dnnl_eltwise_sqrt, 0, 0);
        Arguments arguments = new Arguments().with(dnnl.DNNL_ARG_SRC_0, meanSquare);
        arguments.with(dnnl.DNNL_ARG_SRC_1, one.tensor()).with(dnnl.DNNL_ARG_DST, weight);
        arguments.with(after.then(dnnl.dnnl_binary_add, epsilon.tensor().desc()).argument(), epsilon.tensor());
        after.then(dnnl.dnnl_eltwise_pow, 1, -1);
        arguments.with(after.then(dnnl.dnnl_binary_mul, numerator.desc()).argument(), numerator);
        arguments.with(after.then(dnnl.dnnl_binary_mul, step.tensor().desc()).argument(), step.tensor());
        Primitive primitive =
                plan.binary("update", dnnl.dnnl_binary_mul, meanSquare, one.tensor(), weight, after.plusOld(1));
        plan.call("update", "step", 0, primitive, arguments);
    }

    private Attributes post() {
        return new Attributes(plan.scope());
    }

    private Tensor piece(Part part, int from, int count) {
        MemoryDescriptor desc = plan.desc(dnnl.dnnl_f32, Layout.LINE, count);
        return new Tensor(desc, parameters.line(part, from, count), Layout.LINE, count);
    }

    /** Adds an operation on two tensors; {@code more} is the argument of the first post-op, if it takes one. */
    private void call(
            String work, int algorithm, Tensor a, Tensor b, Tensor to, Attributes attributes, Tensor... more) {
        Arguments arguments = new Arguments()
                .with(dnnl.DNNL_ARG_SRC_0, a)
                .with(dnnl.DNNL_ARG_SRC_1, b)
                .with(dnnl.DNNL_ARG_DST, to);
        for (Tensor tensor : more) {
            arguments.with(attributes.argument(), tensor);
        }
        plan.call("update", work, 0, plan.binary("update", algorithm, a, b, to, attributes), arguments);
    }

    private Scalar scalar() {
        Tensor tensor = plan.own(dnnl.dnnl_f32, Layout.LINE, 1);
        return new Scalar(tensor, tensor.storage().floats());
    }

    /** Takes the step number {@code t}, counted from 1, at a learning rate. */
    void run(double rate, int t) {
        double beta1 = optimizer.beta1();
        double correction = Math.sqrt(1 - Math.pow(optimizer.beta2(), t));
        switch (optimizer.kind()) {
            case ADAM, ADAMW -> {
                step.set(-rate * correction / (1 - Math.pow(beta1, t)));
                epsilon.set(optimizer.epsilon());
            }
            case NADAM -> {
                double products = nadam.product(t);
                double next = nadam.at(t + 1);
                double ofMean = next / (1 - products * next);
                double ofGradient = (1 - nadam.at(t)) / (1 - products);
                lookAhead.set(ofGradient / ofMean);
                step.set(-rate * ofMean * correction);
                epsilon.set(optimizer.epsilon() * correction);
            }
            case SGD -> {
                step.set(-rate);
                momentum.set(optimizer.momentum());
            }
        }
        fresh.set(1 - beta1);
        penalty.set(l2);
        kept.set(1 - rate * optimizer.weightDecay());
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).run();
        }
    }
}
