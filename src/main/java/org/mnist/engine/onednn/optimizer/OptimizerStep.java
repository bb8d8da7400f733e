package org.mnist.engine.onednn.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.mnist.config.Optimizer;
import org.mnist.engine.onednn.parameter.Parameters;
import org.mnist.engine.onednn.primitive.Arena;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.PrimitiveCall;

/**
 * The step of an optimiser over the lines of {@link Parameters}. The lines are cut into slices that stay in the
 * processor's cache while the few calls of the formulas pass over them, so memory is read and written once.
 */
public final class OptimizerStep {
    /** Numbers in a slice: five lines of it are 1.25 MB, about what two cores have in their own caches. */
    private static final int SLICE = 1 << 16;

    private final List<UpdateRule> rules;
    private final List<PrimitiveCall> calls;

    /**
     * Compiles a step.
     *
     * @param scope owner of all that is made
     * @param parameters the parameters, allocated with as many moments as {@link #moments} says
     * @param optimizer the optimiser
     * @param l2 coefficient of the penalty ½·l2·‖w‖² on the weights; 0 without
     */
    public OptimizerStep(NativeScope scope, Parameters parameters, Optimizer optimizer, double l2) {
        UpdateRecorder recorder = new UpdateRecorder(scope);
        rules = rules(recorder, optimizer, l2);
        for (int from = 0; from < parameters.learning(); ) {
            boolean decays = from < parameters.decaying();
            int end = Math.min(from + SLICE, decays ? parameters.decaying() : parameters.learning());
            Slice slice = new Slice(recorder, parameters, from, end - from, decays);
            rules.forEach(rule -> rule.record(recorder, slice));
            from = end;
        }
        calls = recorder.take();
        Arena.place(scope, calls);
        calls.forEach(call -> call.bind(scope));
    }

    /** The formulas in the order in which they are applied. */
    private static List<UpdateRule> rules(UpdateRecorder calls, Optimizer optimizer, double l2) {
        List<UpdateRule> rules = new ArrayList<>();
        if (l2 > 0) {
            rules.add(new L2Penalty(calls, l2));
        }
        if (optimizer.weightDecay() > 0) {
            rules.add(new WeightDecay(calls, optimizer.weightDecay()));
        }
        rules.add(
                switch (optimizer.kind()) {
                    case ADAM, ADAMW -> new Adam(calls, optimizer);
                    case NADAM -> new Nadam(calls, optimizer);
                    case SGD ->
                        optimizer.momentum() > 0
                                ? new Momentum(calls, optimizer.momentum(), optimizer.nesterov())
                                : new Sgd(calls);
                });
        return List.copyOf(rules);
    }

    /** The number of moments that an optimiser keeps for each parameter, which is that of DL4J's updater. */
    public static int moments(Optimizer optimizer) {
        return switch (optimizer.kind()) {
            case ADAM, ADAMW, NADAM -> 2;
            case SGD -> optimizer.momentum() > 0 ? 1 : 0;
        };
    }

    /** The calls of a step. */
    public List<PrimitiveCall> calls() {
        return calls;
    }

    /**
     * Takes a step.
     *
     * @param rate the learning rate
     * @param t the step, counted from 1
     */
    public void run(double rate, int t) {
        for (int i = 0; i < rules.size(); i++) { // an iterator would be an allocation
            rules.get(i).prepare(rate, t);
        }
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).run();
        }
    }
}
