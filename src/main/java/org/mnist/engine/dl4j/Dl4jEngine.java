package org.mnist.engine.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.mnist.base.Seeds;
import org.mnist.config.Optimizer;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.data.Images;
import org.mnist.engine.Engine;
import org.mnist.engine.UpdaterLearningRates;
import org.mnist.network.LayerSpec;
import org.mnist.network.dl4j.NetworkMemory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NadamUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;

/** The reference: DL4J's own {@code fit} and {@code output}. */
public final class Dl4jEngine implements Engine {
    private final MultiLayerNetwork network;
    private final long seed;
    private final double labelSmoothing;
    private final boolean imagesAsMaps;
    private final StepProbe probe = new StepProbe();
    private final UpdaterLearningRates learningRates;

    /**
     * An engine for a network.
     *
     * @param network the network; this engine owns it from now on
     * @param config how it is trained; null if it is only to be run
     */
    public Dl4jEngine(MultiLayerNetwork network, TrainConfig config) {
        this.network = network;
        this.seed = config == null ? 0 : config.seed();
        this.labelSmoothing = config == null ? 0 : config.labelSmoothing();
        this.imagesAsMaps = network.getLayerWiseConfigurations().getInputPreProcess(0) == null
                && network.getLayer(0).conf().getLayer() instanceof ConvolutionLayer;
        this.learningRates = config == null ? null : new UpdaterLearningRates(network);
        if (config != null) {
            network.setListeners(probe);
            replaceUpdaters(config.optimizer());
        }
    }

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public double step(Batch batch, double learningRate) {
        learningRates.set(learningRate);
        // DL4J draws dropout masks from the global generator.
        Nd4j.getRandom().setSeed(Seeds.of(seed, "dropout", network.getIterationCount()));
        try (INDArray images = images(batch);
                INDArray labels = labels(batch)) {
            probe.expect(batch);
            network.fit(images, labels);
        }
        return probe.loss();
    }

    @Override
    public int correct() {
        return probe.correct();
    }

    @Override
    public void predict(Batch batch, float[] probabilities, int offset) {
        try (INDArray images = images(batch);
                INDArray output = network.output(images, false)) {
            float[] values = output.dup('c').data().asFloat();
            System.arraycopy(values, 0, probabilities, offset, batch.size() * LayerSpec.CLASSES);
        }
    }

    @Override
    public MultiLayerNetwork sync() {
        return network;
    }

    @Override
    public void close() {
        NetworkMemory.release(network);
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

    private INDArray images(Batch batch) {
        float[] pixels = Arrays.copyOf(batch.images(), batch.size() * Images.PIXELS);
        return imagesAsMaps
                ? Nd4j.create(pixels, new long[] {batch.size(), 1, Images.SIDE, Images.SIDE}, 'c')
                : Nd4j.create(pixels, new long[] {batch.size(), Images.PIXELS}, 'c');
    }

    private INDArray labels(Batch batch) {
        float[] target = new float[batch.size() * LayerSpec.CLASSES];
        Arrays.fill(target, (float) (labelSmoothing / LayerSpec.CLASSES));
        for (int i = 0; i < batch.size(); i++) {
            target[i * LayerSpec.CLASSES + batch.labels()[i]] += (float) (1 - labelSmoothing);
        }
        return Nd4j.create(target, new long[] {batch.size(), LayerSpec.CLASSES}, 'c');
    }
}
