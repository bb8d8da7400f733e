package org.mnist.network.dl4j;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.mnist.base.Seeds;
import org.mnist.network.Initializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws the first weights. DL4J's own draws differ from those of Keras and PyTorch (no cut at 2σ, fan-out divided by
 * the stride, biases always constant) and depend on a global generator; these are those frameworks', and a function of
 * the seed, the layer and the parameter only.
 */
final class WeightInitializer {
    /** Standard deviation of a standard normal cut off at ±2; dividing by it restores the one that was asked for. */
    private static final double SIGMA_OF_CUT_NORMAL = 0.8796256610342398;

    private WeightInitializer() {}

    static void initialize(MultiLayerNetwork network, Initializer initializer, long seed) {
        for (Layer layer : network.getLayers()) {
            INDArray weights = layer.paramTable().get(DefaultParamInitializer.WEIGHT_KEY);
            if (weights == null) {
                continue; // no weights: pooling, batch norm, whose parameters start at 1 and 0
            }
            SplittableRandom random = Seeds.generator(seed, "weights", layer.getIndex());
            // Convolution [out, in, height, width], dense [in, out].
            boolean conv = weights.rank() == 4;
            double window = conv ? weights.size(2) * (double) weights.size(3) : 1;
            double fanIn = window * weights.size(conv ? 1 : 0);
            double fanOut = window * weights.size(conv ? 0 : 1);
            fill(weights, weights(initializer, fanIn, fanOut, random));
            INDArray bias = layer.paramTable().get(DefaultParamInitializer.BIAS_KEY);
            if (bias != null) {
                fill(bias, initializer == Initializer.PYTORCH ? uniform(1 / Math.sqrt(fanIn), random) : () -> 0);
            }
        }
    }

    private static DoubleSupplier weights(
            Initializer initializer, double fanIn, double fanOut, SplittableRandom random) {
        return switch (initializer) {
            case HE_NORMAL -> cutNormal(Math.sqrt(2 / fanIn), random);
            case HE_UNIFORM -> uniform(Math.sqrt(6 / fanIn), random);
            case GLOROT_NORMAL -> cutNormal(Math.sqrt(2 / (fanIn + fanOut)), random);
            case GLOROT_UNIFORM -> uniform(Math.sqrt(6 / (fanIn + fanOut)), random);
            case PYTORCH -> uniform(1 / Math.sqrt(fanIn), random);
        };
    }

    private static DoubleSupplier uniform(double limit, SplittableRandom random) {
        return () -> random.nextDouble(-limit, limit);
    }

    private static DoubleSupplier cutNormal(double sigma, SplittableRandom random) {
        return () -> {
            double z = random.nextGaussian();
            while (Math.abs(z) > 2) {
                z = random.nextGaussian();
            }
            return z * sigma / SIGMA_OF_CUT_NORMAL;
        };
    }

    private static void fill(INDArray parameter, DoubleSupplier values) {
        float[] drawn = new float[Math.toIntExact(parameter.length())];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) values.getAsDouble();
        }
        try (INDArray source = Nd4j.createFromArray(drawn).reshape(parameter.shape())) {
            parameter.assign(source);
        }
    }
}
