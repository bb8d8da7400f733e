package org.mnist.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.data.Images;
import org.mnist.engine.Profile;
import org.mnist.engine.StepResult;
import org.mnist.engine.onednn.Parameter.Part;

/** A network in training: its parameters in oneDNN's layouts, a plan for each batch size, and the optimiser. */
final class TrainingPlans implements AutoCloseable {
    private final NativeScope scope = new NativeScope();
    private final List<Plan> plans = new ArrayList<>();
    private final DropoutMasks masks = new DropoutMasks();
    private final Parameters parameters = new Parameters(scope);
    private final NetworkState state;
    private final Graph graph;
    private final List<LayerLayout> layouts;
    private final DataType dataType;
    private final long seed;
    private final int batch;
    private final int moments;
    private final OptimizerStep update;
    private final SoftmaxLoss loss;
    private int steps;
    private double rate;

    /**
     * Compiles a network for training.
     *
     * @param graph its layers
     * @param state its parameters and updater state
     * @param config how it is trained
     * @param images how many there are to train on
     * @param dataType the format of convolutions and dense layers
     * @param selector chooses the layouts
     */
    TrainingPlans(
            Graph graph,
            NetworkState state,
            TrainConfig config,
            int images,
            DataType dataType,
            LayoutSelector selector) {
        this.graph = graph;
        this.state = state;
        this.dataType = dataType;
        this.seed = config.seed();
        this.batch = Math.min(config.batch(), images);
        this.rate = config.learningRate();
        this.moments = OptimizerStep.moments(config.optimizer());
        this.layouts = selector.select(graph, batch, true, dataType);
        this.loss = new SoftmaxLoss(config.labelSmoothing());
        plan(batch); // the first plan decides on the parameters' layouts
        if (images % batch > 0) {
            plan(images % batch); // the last batch of an epoch
        }
        this.update = new OptimizerStep(scope, parameters, config.optimizer(), config.l2());
        load();
    }

    /** The plan for a batch of so many images. */
    private Plan plan(int size) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).batch() == size) {
                return plans.get(i);
            }
        }
        Plan plan = new Plan(graph, layouts, parameters, Parameters.kept(moments), size, true, dataType);
        plans.add(plan);
        return plan;
    }

    private void load() {
        parameters.load(Part.VALUE, state.values());
        for (int i = 0; i < moments; i++) {
            parameters.load(moment(i), state.readMoment(i));
        }
        steps = state.steps();
    }

    /** Brings the parameters outside oneDNN up to date. */
    void storeValues() {
        parameters.store(Part.VALUE, state.values());
    }

    /** Brings the network up to date: parameters, updater state, number of steps and learning rate. */
    void store() {
        storeValues();
        state.writeValues();
        FlatParameters[] lines = new FlatParameters[moments];
        for (int i = 0; i < moments; i++) {
            lines[i] = state.readMoment(i); // some of it is nobody's
            parameters.store(moment(i), lines[i]);
        }
        state.writeMoments(lines);
        state.writeSteps(steps);
        state.writeLearningRate(rate);
    }

    /** Writes the gradients of the last step into numbers in the network's order. */
    FlatParameters gradients() {
        FlatParameters gradients = state.zeros();
        parameters.store(Part.GRADIENT, gradients);
        return gradients;
    }

    private static Part moment(int i) {
        return i == 0 ? Part.FIRST_MOMENT : Part.SECOND_MOMENT;
    }

    /** One step. */
    StepResult step(Batch batch, double learningRate) {
        Plan plan = gradient(batch);
        move(plan);
        rate = learningRate;
        update.run(rate, ++steps);
        return new StepResult(loss.loss(), loss.correct());
    }

    /** The gradients of a batch, with the dropout masks of the step that comes. */
    Plan gradient(Batch batch) {
        Plan plan = plan(batch.size());
        plan.input().put(0, batch.images(), 0, batch.size() * Images.PIXELS);
        plan.drop(masks, seed, steps);
        plan.forward();
        loss.compute(plan.logits(), batch.labels(), batch.size(), plan.lossGradient());
        plan.backward();
        return plan;
    }

    /** Moves the running statistics of batch norms towards those of the batch. */
    void move(Plan plan) {
        for (int i = 0; i < plan.norms().size(); i++) {
            plan.norms().get(i).move(state.values());
        }
    }

    /** Times every call of a step on a full batch. */
    Profile profile() {
        return StepProfiler.profile(batch, calls(batch));
    }

    /** Every call of a step, in order. */
    List<PrimitiveCall> calls(int size) {
        List<PrimitiveCall> calls = new ArrayList<>(plan(size).calls());
        calls.addAll(update.calls());
        return calls;
    }

    @Override
    public void close() {
        plans.forEach(Plan::close);
        scope.close();
    }
}
