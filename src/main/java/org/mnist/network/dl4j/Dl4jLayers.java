package org.mnist.network.dl4j;

import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.mnist.network.Activation;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;
import org.mnist.network.Shape;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * The DL4J layer of each kind of layer; none for a flatten, which DL4J does on the way into a layer. Penalties are set on
 * each layer: what is set for the whole network, DL4J M2.1 gives to a layer twice or not at all.
 */
final class Dl4jLayers implements LayerSpec.Visitor<Optional<Layer>> {
    private final double l2;
    private final double weightDecay;
    private final Shape in;

    /**
     * The layer at one place.
     *
     * @param l2 coefficient of the L2 penalty on its weights
     * @param weightDecay coefficient of its weights' decay
     * @param in the shape that it gets
     */
    Dl4jLayers(double l2, double weightDecay, Shape in) {
        this.l2 = l2;
        this.weightDecay = weightDecay;
        this.in = in;
    }

    @Override
    public Optional<Layer> conv(LayerSpec.Conv conv) {
        return Optional.of(new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                .nOut(conv.filters())
                .stride(conv.stride(), conv.stride())
                .convolutionMode(mode(conv.padding()))
                .padding(conv.padding().amount(), conv.padding().amount())
                .hasBias(conv.bias())
                .l2(l2)
                .weightDecay(weightDecay, true)
                .activation(activation(conv.activation()))
                .build());
    }

    @Override
    public Optional<Layer> maxPool(LayerSpec.MaxPool pool) {
        return Optional.of(pool(pool, SubsamplingLayer.PoolingType.MAX));
    }

    @Override
    public Optional<Layer> avgPool(LayerSpec.AvgPool pool) {
        return Optional.of(pool(pool, SubsamplingLayer.PoolingType.AVG));
    }

    private static Layer pool(LayerSpec.Pool pool, SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(pool.size(), pool.size())
                .stride(pool.stride(), pool.stride())
                .convolutionMode(mode(pool.padding()))
                .padding(pool.padding().amount(), pool.padding().amount())
                .build();
    }

    @Override
    public Optional<Layer> batchNorm(LayerSpec.BatchNorm norm) {
        return Optional.of(new BatchNormalization.Builder()
                .decay(norm.momentum())
                .eps(norm.epsilon())
                .useLogStd(false)
                .build());
    }

    @Override
    public Optional<Layer> activate(LayerSpec.Activate activate) {
        return Optional.of(new ActivationLayer(activation(activate.function())));
    }

    @Override
    public Optional<Layer> dropout(LayerSpec.Dropout dropout) {
        return Optional.of(new DropoutLayer(1 - dropout.rate())); // DL4J takes the share that is kept
    }

    @Override
    public Optional<Layer> flatten(LayerSpec.Flatten flatten) {
        return Optional.empty();
    }

    @Override
    public Optional<Layer> dense(LayerSpec.Dense dense) {
        return Optional.of(new DenseLayer.Builder()
                .nOut(dense.units())
                .hasBias(dense.bias())
                .l2(l2)
                .weightDecay(weightDecay, true)
                .activation(activation(dense.activation()))
                .build());
    }

    @Override
    public Optional<Layer> globalAvgPool(LayerSpec.GlobalAvgPool pool) {
        return Optional.of(new GlobalPoolingLayer(PoolingType.AVG));
    }

    @Override
    public Optional<Layer> globalMaxPool(LayerSpec.GlobalMaxPool pool) {
        return Optional.of(new GlobalPoolingLayer(PoolingType.MAX));
    }

    @Override
    public Optional<Layer> zeroPad(LayerSpec.ZeroPad pad) {
        return Optional.of(new ZeroPaddingLayer(pad.amount(), pad.amount()));
    }

    @Override
    public Optional<Layer> centreCrop(LayerSpec.CentreCrop crop) {
        Padding.Edges rows = crop.rows(in);
        Padding.Edges columns = crop.columns(in);
        return Optional.of(
                new Cropping2D.Builder(rows.before(), rows.after(), columns.before(), columns.after()).build());
    }

    @Override
    public Optional<Layer> output(LayerSpec.Output output) {
        return Optional.of(
                output.dense()
                        ? new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(output.classes())
                                .l2(l2)
                                .weightDecay(weightDecay, true)
                                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                                .build()
                        : new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                                .build());
    }

    private static ConvolutionMode mode(Padding padding) {
        return padding.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
        return switch (activation) {
            case LINEAR -> org.nd4j.linalg.activations.Activation.IDENTITY;
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case LEAKY_RELU -> org.nd4j.linalg.activations.Activation.LEAKYRELU;
            case ELU -> org.nd4j.linalg.activations.Activation.ELU;
            case TANH -> org.nd4j.linalg.activations.Activation.TANH;
            case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
        };
    }
}
