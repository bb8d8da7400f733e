package org.mnist.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.StepResult;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.engine.dl4j.Dl4jPredictor;
import org.mnist.engine.graph.UnsupportedLayerException;
import org.mnist.engine.onednn.layout.LayoutSelector;
import org.mnist.engine.onednn.layout.Tuner;
import org.mnist.engine.onednn.parameter.FlatParameters;
import org.mnist.engine.onednn.plan.Plan;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.network.dl4j.NetworkFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Compares this engine with DL4J itself on one network and one batch. */
final class Parity {
    /** The error that 32 bits excuse, as a share of the largest entry. */
    static final double TOLERANCE = 1e-4;

    private Parity() {}

    /** Layouts drawn by a seed from those that have a kernel: the result must not depend on them. */
    static LayoutSelector randomLayouts(long seed) {
        Random random = new Random(seed);
        return new Tuner(call -> random.nextDouble());
    }

    static OneDnnEngine open(TrainConfig config, MultiLayerNetwork network, LayoutSelector layouts) {
        try {
            return new OneDnnEngine(network, config, RunningAverage.PLAIN_FIRST, config.batch(), DataType.F32, layouts);
        } catch (UnsupportedLayerException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Loss, every gradient, running statistics and output. The optimiser must be sgd, for at a rate of 0 DL4J's Adam takes
     * a small one of its own.
     */
    static void check(TrainConfig config, Batch batch, long seed, double tolerance) {
        MultiLayerNetwork network = perturbed(NetworkFactory.create(config), seed);
        try (Dl4jEngine reference = new Dl4jEngine(network.clone(), config);
                OneDnnEngine engine = open(config, network, randomLayouts(seed))) {
            checkOutput("first", engine, reference, batch);
            MultiLayerNetwork plain = network.convertDataType(org.nd4j.linalg.api.buffer.DataType.DOUBLE);
            Plan plan = engine.training().gradient(batch);
            FixedDropout.replace(plain, plan);
            FixedDropout.replace(reference.network(), plan);
            INDArray expected = gradients(plain, batch, engine.classes(), config.labelSmoothing());
            checkGradients(reference.network(), engine.training().gradients(), expected, batch.size(), tolerance);
            StepResult expectedStep = reference.step(batch, 0);
            StepResult step = engine.step(batch, 0);
            assertThat(step.loss())
                    .as("loss")
                    .isCloseTo(expectedStep.loss(), within(TOLERANCE * Math.max(1, expectedStep.loss())));
            assertThat(step.correct()).isCloseTo(expectedStep.correct(), within(1)); // a tie may fall either way
            checkFirstStatistics(engine.network(), plain, expected, tolerance);
            checkOutput("second", engine, new Dl4jPredictor(engine.network()), batch);
        }
    }

    /** Gives biases, scales and statistics values of some generality: fresh ones are all 0 or 1. */
    private static MultiLayerNetwork perturbed(MultiLayerNetwork network, long seed) {
        Random random = new Random(seed);
        for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
            INDArray values = entry.getValue();
            String key = entry.getKey().replaceAll("\\d+_", "");
            for (int i = 0; i < values.length() && !key.equals("W"); i++) {
                double drift = 0.3 * random.nextGaussian();
                values.putScalar(i, values.getDouble(i) + (key.equals("var") ? Math.abs(drift) : drift));
            }
        }
        return network;
    }

    private static void checkOutput(String when, OneDnnEngine engine, Predictor reference, Batch batch) {
        float[] expected = new float[batch.size() * engine.classes()];
        float[] actual = new float[expected.length];
        reference.predict(batch, expected, 0);
        engine.predict(batch, actual, 0);
        assertThat(actual).as("output, %s", when).containsExactly(expected, within((float) TOLERANCE));
    }

    /** DL4J's own gradients, in the network's precision, summed over the batch, in the order of its parameters. */
    static INDArray gradients(MultiLayerNetwork network, Batch batch, int classes, double smoothing) {
        network.setInput(images(network, batch));
        network.setLabels(labels(network, batch, classes).mul(1 - smoothing).add(smoothing / classes));
        network.computeGradientAndScore();
        return network.getFlattenedGradients().dup();
    }

    static INDArray images(MultiLayerNetwork network, Batch batch) {
        float[] pixels = Arrays.copyOf(batch.images(), batch.size() * batch.pixels());
        return Nd4j.create(pixels, new long[] {batch.size(), batch.pixels()}, 'c')
                .castTo(network.params().dataType());
    }

    static INDArray labels(MultiLayerNetwork network, Batch batch, int classes) {
        INDArray labels = Nd4j.zeros(batch.size(), classes);
        for (int i = 0; i < batch.size(); i++) {
            labels.putScalar(i, batch.labels()[i], 1);
        }
        return labels.castTo(network.params().dataType());
    }

    /**
     * Every learned parameter's gradient. What counts as large is the largest entry of the layer, or a tenth of the largest
     * of all: the bias of a convolution before a batch norm, say, has no gradient at all but for rounding.
     */
    static void checkGradients(
            MultiLayerNetwork network, FlatParameters actual, INDArray expected, int images, double tolerance) {
        Map<String, Double> largest = new HashMap<>();
        for (String name : learned(network)) {
            double top = of(network, name, expected).amaxNumber().doubleValue();
            largest.merge(layer(name), top, Math::max);
            largest.merge("all", top, Math::max);
        }
        for (String name : learned(network)) {
            INDArray reference = of(network, name, expected);
            double scale = Math.max(largest.get(layer(name)), 0.1 * largest.get("all"));
            int offset = offset(network, name);
            for (int i = 0; i < reference.length(); i++) {
                double gradient = (double) actual.vector()[offset + i] * images;
                if (!(Math.abs(gradient - reference.getDouble(i)) <= tolerance * scale)) { // NaN too
                    throw new AssertionError("gradient %s[%d] is %g instead of %g, largest %g"
                            .formatted(name, i, gradient, reference.getDouble(i), scale));
                }
            }
        }
    }

    /** DL4J keeps the movement of running statistics among the gradients; those are left out. */
    private static List<String> learned(MultiLayerNetwork network) {
        return network.paramTable().keySet().stream()
                .filter(name -> !name.matches(".*(mean|var)"))
                .toList();
    }

    private static String layer(String name) {
        return name.substring(0, name.indexOf('_'));
    }

    private static INDArray of(MultiLayerNetwork network, String name, INDArray flat) {
        int offset = offset(network, name);
        return flat.reshape(flat.length())
                .get(NDArrayIndex.interval(
                        offset, offset + network.getParam(name).length()));
    }

    private static int offset(MultiLayerNetwork network, String name) {
        return (int) (network.getParam(name).offset() - network.params().offset());
    }

    /**
     * Running statistics after a first step, which are the batch's. DL4J has (1 − decay) · (running − batch) among the
     * gradients; in 64 bits, for in 32 its means over maps are ten times as far off as this engine's.
     */
    private static void checkFirstStatistics(
            MultiLayerNetwork actual, MultiLayerNetwork plain, INDArray gradients, double tolerance) {
        for (Layer layer : plain.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization norm) {
                for (String key : List.of("mean", "var")) {
                    String name = layer.getIndex() + "_" + key;
                    INDArray running = plain.getParam(name).reshape(-1);
                    INDArray batch = running.sub(of(plain, name, gradients).div(1 - norm.getDecay()));
                    requireEqual(name, actual.getParam(name).reshape(-1), batch, tolerance);
                }
            }
        }
    }

    static void checkStatistics(MultiLayerNetwork actual, MultiLayerNetwork expected) {
        for (String name : expected.paramTable().keySet()) {
            if (name.matches(".*(mean|var)")) {
                requireEqual(name, actual.getParam(name), expected.getParam(name), TOLERANCE);
            }
        }
    }

    private static void requireEqual(String name, INDArray actual, INDArray expected, double tolerance) {
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        INDArray difference = actual.castTo(expected.dataType()).sub(expected);
        assertThat(difference.amaxNumber().doubleValue()).as(name).isLessThan(tolerance * scale);
    }
}
