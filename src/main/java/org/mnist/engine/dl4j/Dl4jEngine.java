package org.mnist.engine.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.mnist.base.Seeds;
import org.mnist.config.Optimizer;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.StepResult;
import org.mnist.engine.TrainingEngine;
import org.mnist.engine.UpdaterLearningRates;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkSpec;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NadamUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;

/** The reference for training: DL4J's own {@code fit}. */
public final class Dl4jEngine implements TrainingEngine {
    private final MultiLayerNetwork network;
    private final Dl4jPredictor predictor;
    private final long seed;
    private final double labelSmoothing;
    private final StepProbe probe = new StepProbe();
    private final UpdaterLearningRates learningRates;
    private final FrozenLayers frozen;
    private final BatchNormDecays decays;

    /** An engine for a network whose running statistics began, or begin, as those of every new one do. */
    public Dl4jEngine(MultiLayerNetwork network, TrainConfig config) {
        this(network, config, RunningAverage.PLAIN_FIRST);
    }

    /**
     * An engine for a network.
     *
     * @param network the network; this engine owns it from now on
     * @param config how it is trained
     * @param average how its running statistics began, or begin
     */
    public Dl4jEngine(MultiLayerNetwork network, TrainConfig config, RunningAverage average) {
        this.network = network;
        this.predictor = new Dl4jPredictor(network);
        this.seed = config.seed();
        this.labelSmoothing = config.labelSmoothing();
        this.learningRates = new UpdaterLearningRates(network);
        this.decays = new BatchNormDecays(network, average);
        network.setListeners(probe);
        replaceUpdaters(config.optimizer());
        this.frozen = new FrozenLayers(network, NetworkSpec.of(config).firstLearning(config.freeze()));
    }

    @Override
    public String name() {
        return predictor.name();
    }

    @Override
    public StepResult step(Batch batch, double learningRate) {
        learningRates.set(learningRate);
        // DL4J draws dropout masks from the global generator.
        Nd4j.getRandom().setSeed(Seeds.of(seed, "dropout", network.getIterationCount()));
        try (INDArray images = predictor.images(batch);
                INDArray labels = labels(batch)) {
            probe.expect(batch);
            frozen.during(() -> decays.during(network.getIterationCount(), () -> network.fit(images, labels)));
        }
        return probe.result();
    }

    @Override
    public int classes() {
        return predictor.classes();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        predictor.predict(batch, probabilities, offset);
    }

    @Override
    public float[] parameters() {
        return network.params().dup().data().asFloat();
    }

    @Override
    public Predictor predictor(float[] parameters) {
        return new Dl4jPredictor(NetworkFactory.withParameters(network, parameters));
    }

    @Override
    public MultiLayerNetwork network() {
        return network;
    }

    @Override
    public void close() {
        predictor.close();
    }

    /** Replaces updaters of DL4J that are not what they are called. */
    private void replaceUpdaters(Optimizer optimizer) {
        for (UpdaterBlock block : ((MultiLayerUpdater) network.getUpdater()).getUpdaterBlocks()) {
            GradientUpdater<?> updater = block.getGradientUpdater();
            if (updater instanceof NesterovsUpdater nesterovs && !optimizer.nesterov()) {
                block.setGradientUpdater(new ClassicalMomentum(nesterovs));
            } else if (updater instanceof NadamUpdater nadam) {
                block.setGradientUpdater(new CorrectedNadam(nadam));
            }
        }
    }

    private INDArray labels(Batch batch) {
        float[] target = new float[batch.size() * classes()];
        Arrays.fill(target, (float) (labelSmoothing / classes()));
        for (int i = 0; i < batch.size(); i++) {
            target[i * classes() + batch.labels()[i]] += (float) (1 - labelSmoothing);
        }
        return Nd4j.create(target, new long[] {batch.size(), classes()}, 'c');
    }
}
