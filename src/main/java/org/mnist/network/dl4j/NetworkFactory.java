package org.mnist.network.dl4j;

import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.mnist.config.Optimizer;
import org.mnist.config.TrainConfig;
import org.mnist.network.Architecture;
import org.mnist.network.Initializer;
import org.mnist.network.LayerSpec;
import org.mnist.network.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Builds the DL4J network of a configuration. It takes images as rows of numbers in 0..1, channel by channel, as
 * DL4J's own MNIST iterator makes them, and gives a probability for each class. Everything in its saved form is DL4J's own, so any DL4J program
 * opens it.
 */
public final class NetworkFactory {
    private NetworkFactory() {}

    /** A network with weights drawn from the configuration's seed. */
    public static MultiLayerNetwork create(TrainConfig config) {
        Backends.startUnlessStarted();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(NetworkSpec.of(config)));
        network.init();
        WeightInitializer.initialize(network, config.initializer(), config.seed());
        return network;
    }

    /**
     * A network like another, with other parameters, and without anything to go on training with.
     *
     * @param parameters in DL4J's order; they are copied
     */
    public static MultiLayerNetwork withParameters(MultiLayerNetwork like, float[] parameters) {
        MultiLayerConfiguration configuration =
                like.getLayerWiseConfigurations().clone();
        configuration.setIterationCount(like.getIterationCount());
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'), false);
        return network;
    }

    /** The DL4J configuration of a network. */
    public static MultiLayerConfiguration configuration(NetworkSpec config) {
        Backends.startUnlessStarted(); // DL4J starts it by itself, and not as it should be
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder()
                .seed(config.seed())
                .updater(updater(config.optimizer(), config.learningRate()))
                .weightInit(weightInit(config.initializer()));
        Shape image = config.image();
        int index = 0;
        Shape flattened = null;
        LayerSpec first = config.layers().get(0);
        if (first instanceof LayerSpec.CentreCrop) {
            // DL4J's crop is a view of its input; where that is the image itself, DL4J's check of its workspaces fails.
            builder.trainingWorkspaceMode(WorkspaceMode.NONE).inferenceWorkspaceMode(WorkspaceMode.NONE);
        }
        NeuralNetConfiguration.ListBuilder list = builder.list();
        if (first instanceof LayerSpec.Activate || first instanceof LayerSpec.Dropout) {
            // Left to itself, DL4J would make maps of the rows behind this layer, and fail over its own workspaces.
            list.inputPreProcessor(
                    0, new FeedForwardToCnnPreProcessor(image.height(), image.width(), image.channels()));
        }
        for (Architecture.Row row : config.architecture().rows()) {
            Optional<Layer> layer = row.layer()
                    .accept(new Dl4jLayers(config.l2(), config.optimizer().weightDecay(), row.in()));
            if (layer.isEmpty()) { // a flatten; images come in as rows, so at the very start there is nothing to do
                flattened = row.in().flat() || index == 0 ? flattened : row.in();
                continue;
            }
            if (flattened != null) {
                // DL4J flattens on the way into a layer, not as a layer of its own.
                list.inputPreProcessor(
                        index,
                        new CnnToFeedForwardPreProcessor(flattened.height(), flattened.width(), flattened.channels()));
                flattened = null;
            }
            list.layer(index++, layer.get());
        }
        // What is flattened at once stays a row of pixels: a batch norm would otherwise take it for one map.
        return list.setInputType(
                        first instanceof LayerSpec.Flatten
                                ? InputType.feedForward(image.size())
                                : InputType.convolutionalFlat(image.height(), image.width(), image.channels()))
                .build();
    }

    private static IUpdater updater(Optimizer optimizer, double rate) {
        return switch (optimizer.kind()) {
            // AdamW is Adam with weight decay apart from the gradient, which DL4J takes as a regularisation.
            case ADAM, ADAMW -> new Adam(rate, optimizer.beta1(), optimizer.beta2(), optimizer.epsilon());
            case NADAM -> new Nadam(rate, optimizer.beta1(), optimizer.beta2(), optimizer.epsilon());
            case SGD -> optimizer.momentum() > 0 ? new Nesterovs(rate, optimizer.momentum()) : new Sgd(rate);
        };
    }

    /** DL4J's nearest name; the weights themselves are drawn by {@link WeightInitializer}. */
    private static WeightInit weightInit(Initializer initializer) {
        return switch (initializer) {
            case HE_NORMAL -> WeightInit.RELU;
            case HE_UNIFORM -> WeightInit.RELU_UNIFORM;
            case GLOROT_UNIFORM -> WeightInit.XAVIER_UNIFORM;
            case GLOROT_NORMAL -> WeightInit.XAVIER;
            case PYTORCH -> WeightInit.UNIFORM;
        };
    }
}
