package org.mnist.engine.onednn.plan;

import java.util.ArrayList;
import java.util.List;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Profile;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.StepResult;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.onednn.layout.LayoutRequest;
import org.mnist.engine.onednn.layout.LayoutSelector;
import org.mnist.engine.onednn.optimizer.OptimizerStep;
import org.mnist.engine.onednn.parameter.FlatParameters;
import org.mnist.engine.onednn.parameter.NetworkState;
import org.mnist.engine.onednn.parameter.Parameter.Part;
import org.mnist.engine.onednn.parameter.Parameters;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.stage.DropoutMasks;
import org.mnist.engine.onednn.stage.LayerLayout;

/** A network in training: its parameters in oneDNN's layouts, a plan for each batch size, and the optimiser. */
public final class TrainingPlans implements AutoCloseable {
    private final NativeScope scope = new NativeScope();
    private final List<Plan> plans = new ArrayList<>();
    private final DropoutMasks masks = new DropoutMasks();
    private final Parameters parameters;
    private final NetworkState state;
    private final RunningAverage average;
    private final Graph graph;
    private final List<LayerLayout> layouts;
    private final DataType dataType;
    private final long seed;
    private final int batch;
    private final int moments;
    private final OptimizerStep optimizerStep;
    private final SoftmaxLoss loss;
    private int steps;
    private double rate;

    /**
     * Compiles a network for training.
     *
     * @param graph its layers
     * @param state its parameters and updater state
     * @param config how it is trained
     * @param average how its running statistics began, or begin
     * @param images how many there are to train on
     * @param dataType the format of convolutions and dense layers
     * @param selector chooses the layouts
     */
    public TrainingPlans(
            Graph graph,
            NetworkState state,
            TrainConfig config,
            RunningAverage average,
            int images,
            DataType dataType,
            LayoutSelector selector) {
        this.graph = graph;
        this.parameters = new Parameters(scope, graph.firstLearning());
        this.state = state;
        this.average = average;
        this.dataType = dataType;
        this.seed = config.seed();
        this.batch = Math.min(config.batch(), images);
        this.rate = config.learningRate();
        this.moments = OptimizerStep.moments(config.optimizer());
        this.layouts = selector.select(new LayoutRequest(graph, batch, true, dataType));
        this.loss = new SoftmaxLoss(graph.classes(), config.labelSmoothing());
        plan(batch); // the first plan decides on the parameters' layouts
        if (images % batch > 0) {
            plan(images % batch); // the last batch of an epoch
        }
        this.optimizerStep = new OptimizerStep(scope, parameters, config.optimizer(), config.l2());
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
    public void storeValues() {
        parameters.store(Part.VALUE, state.values());
    }

    /** Brings the network up to date: parameters, updater state, number of steps and learning rate. */
    public void store() {
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
    public FlatParameters gradients() {
        FlatParameters gradients = state.zeros();
        parameters.store(Part.GRADIENT, gradients);
        return gradients;
    }

    private static Part moment(int i) {
        return i == 0 ? Part.FIRST_MOMENT : Part.SECOND_MOMENT;
    }

    /** Takes one step of training. */
    public StepResult step(Batch batch, double learningRate) {
        Plan plan = plan(batch.size());
        StepResult result = gradient(plan, batch);
        plan.updateStatistics(state.values(), average, steps);
        rate = learningRate;
        optimizerStep.run(rate, ++steps);
        return result;
    }

    /** The gradients of a batch, with the dropout masks of the step that comes. */
    public Plan gradient(Batch batch) {
        Plan plan = plan(batch.size());
        gradient(plan, batch);
        return plan;
    }

    private StepResult gradient(Plan plan, Batch batch) {
        plan.input().put(0, batch.images(), 0, batch.size() * batch.pixels());
        plan.drop(masks, seed, steps);
        plan.forward();
        StepResult result = loss.compute(plan.logits(), batch.labels(), batch.size(), plan.lossGradient());
        plan.backward();
        return result;
    }

    /** Times every call of a step on a full batch. */
    public Profile profile() {
        return StepProfiler.profile(batch, calls(batch));
    }

    /** The calls of a step on a batch of so many images, the optimiser's included, in order. */
    public List<PrimitiveCall> calls(int size) {
        List<PrimitiveCall> calls = new ArrayList<>(plan(size).calls());
        calls.addAll(optimizerStep.calls());
        return calls;
    }

    @Override
    public void close() {
        plans.forEach(Plan::close);
        scope.close();
    }
}
