package org.mnist.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.mnist.data.Images;
import org.mnist.network.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** A reader of the layers of a DL4J configuration, which refuses those that a graph has no node for. */
final class GraphReader {
    private static final String IMAGES = Images.SIDE + "×" + Images.SIDE + " images";

    private final MultiLayerConfiguration configuration;
    private final List<Node> nodes = new ArrayList<>();
    private int index;

    private GraphReader(MultiLayerConfiguration configuration) {
        this.configuration = configuration;
    }

    /** The layers as they stand in the network, the loss left out. */
    static List<Node> read(MultiLayerConfiguration configuration) throws UnsupportedLayerException {
        GraphReader reader = new GraphReader(configuration);
        reader.readInput();
        for (reader.index = 0; reader.index < configuration.getConfs().size(); reader.index++) {
            reader.readLayer(configuration.getConf(reader.index).getLayer());
        }
        return reader.nodes;
    }

    private void require(boolean condition, String what) throws UnsupportedLayerException {
        if (!condition) {
            throw new UnsupportedLayerException("layer " + index + " " + what);
        }
    }

    private void readInput() throws UnsupportedLayerException {
        if (isImage(configuration.getInputPreProcess(0))) {
            return;
        }
        require(configuration.getInputPreProcess(0) == null, "does not take " + IMAGES);
        Layer layer = configuration.getConf(0).getLayer();
        if (layer instanceof ConvolutionLayer conv) {
            require(conv.getNIn() == 1, "does not take " + IMAGES);
            return;
        }
        boolean eitherWay = layer instanceof ActivationLayer || layer instanceof DropoutLayer;
        require(
                eitherWay || (layer instanceof FeedForwardLayer weighted && weighted.getNIn() == Images.PIXELS),
                "does not take " + IMAGES);
        nodes.add(new Node.Flatten(Node.NO_LAYER));
    }

    private static boolean isImage(InputPreProcessor preProcessor) {
        return preProcessor instanceof FeedForwardToCnnPreProcessor maps
                && maps.getInputHeight() == Images.SIDE
                && maps.getInputWidth() == Images.SIDE
                && maps.getNumChannels() == 1;
    }

    private void readLayer(Layer layer) throws UnsupportedLayerException {
        InputPreProcessor before = index == 0 ? null : configuration.getInputPreProcess(index);
        if (before instanceof CnnToFeedForwardPreProcessor) {
            nodes.add(new Node.Flatten(Node.NO_LAYER));
        } else {
            require(before == null, "has another preprocessor than a flatten");
        }
        require(
                layer.getIDropout() == null || layer instanceof DropoutLayer,
                "has a dropout of its own, not as a layer before it");
        require(layer.getConstraints() == null || layer.getConstraints().isEmpty(), "has constraints");
        Class<?> kind = layer.getClass();
        if (kind == ConvolutionLayer.class) {
            readConv((ConvolutionLayer) layer);
        } else if (kind == SubsamplingLayer.class) {
            readPool((SubsamplingLayer) layer);
        } else if (kind == BatchNormalization.class) {
            readNorm((BatchNormalization) layer);
        } else if (kind == ActivationLayer.class) {
            add(((ActivationLayer) layer).getActivationFn());
        } else if (kind == DropoutLayer.class) {
            readDropout((DropoutLayer) layer);
        } else if (kind == DenseLayer.class) {
            DenseLayer dense = (DenseLayer) layer;
            require(!dense.hasLayerNorm(), "has layer norm");
            nodes.add(new Node.Dense(index, (int) dense.getNOut(), dense.hasBias(), false, List.of()));
            add(dense.getActivationFn());
        } else if (kind == GlobalPoolingLayer.class) {
            GlobalPoolingLayer pool = (GlobalPoolingLayer) layer;
            require(
                    pool.getPoolingType() == PoolingType.AVG || pool.getPoolingType() == PoolingType.MAX,
                    "pools by " + pool.getPoolingType());
            require(pool.isCollapseDimensions(), "keeps the dimensions that it pools");
            nodes.add(new Node.GlobalPool(index, pool.getPoolingType() == PoolingType.MAX));
        } else if (kind == ZeroPaddingLayer.class) {
            int[] pad = ((ZeroPaddingLayer) layer).getPadding(); // top, bottom, left, right
            nodes.add(new Node.ZeroPad(index, new Zeros(pad[0], pad[2], pad[1], pad[3])));
        } else if (kind == OutputLayer.class) {
            OutputLayer output = (OutputLayer) layer;
            requireSoftmax(output.getActivationFn(), output.getLossFn());
            nodes.add(new Node.Dense(index, (int) output.getNOut(), output.hasBias(), false, List.of()));
        } else if (kind == LossLayer.class) {
            requireSoftmax(((LossLayer) layer).getActivationFn(), ((LossLayer) layer).getLossFn());
        } else {
            require(false, "is a " + kind.getSimpleName());
        }
        require(
                (kind == OutputLayer.class || kind == LossLayer.class)
                        == (index == configuration.getConfs().size() - 1),
                "is an output in the middle, or the last and no output");
    }

    private void readConv(ConvolutionLayer conv) throws UnsupportedLayerException {
        require(conv.getDilation()[0] == 1 && conv.getDilation()[1] == 1, "is dilated");
        require(conv.getCnn2dDataFormat() == CNN2DFormat.NCHW, "has its channels last");
        Window window = window(conv.getKernelSize(), conv.getStride(), conv.getPadding(), conv.getConvolutionMode());
        nodes.add(new Node.Conv(index, (int) conv.getNOut(), window, conv.hasBias(), false, List.of()));
        add(conv.getActivationFn());
    }

    private void readPool(SubsamplingLayer pool) throws UnsupportedLayerException {
        boolean max = pool.getPoolingType() == org.deeplearning4j.nn.conf.layers.PoolingType.MAX;
        require(
                max || pool.getPoolingType() == org.deeplearning4j.nn.conf.layers.PoolingType.AVG,
                "pools by " + pool.getPoolingType());
        require(pool.getDilation()[0] == 1 && pool.getDilation()[1] == 1, "is dilated");
        require(pool.getCnn2dDataFormat() == CNN2DFormat.NCHW, "has its channels last");
        require(max || !pool.isAvgPoolIncludePadInDivisor(), "counts its padding");
        Window window = window(pool.getKernelSize(), pool.getStride(), pool.getPadding(), pool.getConvolutionMode());
        nodes.add(new Node.Pool(index, max, window));
    }

    private Window window(int[] size, int[] stride, int[] padding, ConvolutionMode mode)
            throws UnsupportedLayerException {
        require(mode != ConvolutionMode.Causal, "is causal");
        Border border = mode == ConvolutionMode.Same
                ? new Border.Same()
                : new Zeros(padding[0], padding[1], padding[0], padding[1]);
        return new Window(size[0], size[1], stride[0], stride[1], border);
    }

    private void readNorm(BatchNormalization norm) throws UnsupportedLayerException {
        require(!norm.isLockGammaBeta(), "has fixed gamma and beta");
        require(!norm.isUseLogStd(), "keeps logarithms of its deviations");
        require(norm.getCnn2DFormat() == CNN2DFormat.NCHW, "has its channels last");
        nodes.add(new Node.BatchNorm(index, norm.getDecay(), norm.getEps(), false));
    }

    private void readDropout(DropoutLayer layer) throws UnsupportedLayerException {
        if (layer.getIDropout() == null) {
            return; // DL4J leaves a dropout of nothing out
        }
        require(
                layer.getIDropout() instanceof Dropout dropout && dropout.getPSchedule() == null,
                "is not the plain dropout");
        double rate = 1 - ((Dropout) layer.getIDropout()).getP();
        if (rate > 0) {
            nodes.add(new Node.Dropout(index, rate));
        }
    }

    private void add(IActivation activation) throws UnsupportedLayerException {
        Activation function;
        if (activation instanceof ActivationIdentity) {
            return;
        } else if (activation instanceof ActivationReLU relu
                && value(relu.getMax()) == 0
                && value(relu.getThreshold()) == 0
                && value(relu.getNegativeSlope()) == 0) {
            function = Activation.RELU;
        } else if (activation instanceof ActivationLReLU relu && relu.getAlpha() == ActivationLReLU.DEFAULT_ALPHA) {
            function = Activation.LEAKY_RELU;
        } else if (activation instanceof ActivationELU elu && elu.getAlpha() == 1) {
            function = Activation.ELU;
        } else if (activation instanceof ActivationTanH) {
            function = Activation.TANH;
        } else if (activation instanceof ActivationSigmoid) {
            function = Activation.SIGMOID;
        } else {
            throw new UnsupportedLayerException("layer " + index + " has the activation " + activation);
        }
        nodes.add(new Node.Activate(index, function));
    }

    private static double value(Double number) {
        return number == null ? 0 : number;
    }

    private void requireSoftmax(IActivation activation, ILossFunction loss) throws UnsupportedLayerException {
        require(activation instanceof ActivationSoftmax, "does not end in softmax");
        require(
                loss.getClass() == LossMCXENT.class && ((LossMCXENT) loss).getWeights() == null,
                "has another loss than cross-entropy");
    }
}
