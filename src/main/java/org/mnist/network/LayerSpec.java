package org.mnist.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Check;
import org.mnist.base.Names;

/**
 * One layer of an architecture, as a configuration file declares it: {@code - conv: {filters: 32, kernel: 3}}. A
 * layer knows what it makes of a shape and how many parameters that takes, so an architecture is checked and counted
 * before any network is built.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(LayerSpec.Conv.class),
    @JsonSubTypes.Type(LayerSpec.MaxPool.class),
    @JsonSubTypes.Type(LayerSpec.AvgPool.class),
    @JsonSubTypes.Type(LayerSpec.BatchNorm.class),
    @JsonSubTypes.Type(LayerSpec.Activate.class),
    @JsonSubTypes.Type(LayerSpec.Dropout.class),
    @JsonSubTypes.Type(LayerSpec.Flatten.class),
    @JsonSubTypes.Type(LayerSpec.Dense.class),
    @JsonSubTypes.Type(LayerSpec.GlobalAvgPool.class),
    @JsonSubTypes.Type(LayerSpec.GlobalMaxPool.class),
    @JsonSubTypes.Type(LayerSpec.ZeroPad.class),
    @JsonSubTypes.Type(LayerSpec.CentreCrop.class),
    @JsonSubTypes.Type(LayerSpec.Output.class)
})
public sealed interface LayerSpec {
    /** The kind as it is written in a file. */
    default String kind() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /**
     * The shape this layer makes of {@code in}.
     *
     * @throws IllegalArgumentException if it does not fit; the message says why and what would
     */
    Shape output(Shape in);

    /** How many parameters it has, the running statistics of a batch norm included, as DL4J counts. */
    default long parameters(Shape in) {
        return 0;
    }

    /** How many of them are learned. */
    default long trainable(Shape in) {
        return parameters(in);
    }

    /** Multiplications with a weight, each with its addition, that one image takes on its way forward. */
    default long multiplyAdds(Shape in) {
        return 0;
    }

    /** The settings that tell a layer from others of its kind, in a few words: {@code 32 3×3 same relu}. */
    default String detail() {
        return "";
    }

    /** Calls the visitor's method for this kind of layer. */
    <R> R accept(Visitor<R> visitor);

    /**
     * One answer for each kind of layer: who implements this cannot forget one.
     *
     * @param <R> the answer
     */
    interface Visitor<R> {
        /** The answer for a convolution. */
        R conv(Conv layer);

        /** The answer for a pooling by maximum. */
        R maxPool(MaxPool layer);

        /** The answer for a pooling by mean. */
        R avgPool(AvgPool layer);

        /** The answer for a batch normalisation. */
        R batchNorm(BatchNorm layer);

        /** The answer for an activation. */
        R activate(Activate layer);

        /** The answer for a dropout. */
        R dropout(Dropout layer);

        /** The answer for a flatten. */
        R flatten(Flatten layer);

        /** The answer for a fully connected layer. */
        R dense(Dense layer);

        /** The answer for a mean of whole maps. */
        R globalAvgPool(GlobalAvgPool layer);

        /** The answer for a maximum of whole maps. */
        R globalMaxPool(GlobalMaxPool layer);

        /** The answer for zeros around maps. */
        R zeroPad(ZeroPad layer);

        /** The answer for a crop to the middle of maps. */
        R centreCrop(CentreCrop layer);

        /** The answer for the output layer. */
        R output(Output layer);
    }

    /**
     * One thing for each kind of layer, where there is no layer to ask yet: who implements this cannot forget one.
     *
     * @param <T> the thing
     */
    interface Kinds<T> {
        /** The thing for a convolution. */
        T conv();

        /** The thing for a pooling by maximum. */
        T maxPool();

        /** The thing for a pooling by mean. */
        T avgPool();

        /** The thing for a batch normalisation. */
        T batchNorm();

        /** The thing for an activation. */
        T activate();

        /** The thing for a dropout. */
        T dropout();

        /** The thing for a flatten. */
        T flatten();

        /** The thing for a fully connected layer. */
        T dense();

        /** The thing for a mean of whole maps. */
        T globalAvgPool();

        /** The thing for a maximum of whole maps. */
        T globalMaxPool();

        /** The thing for zeros around maps. */
        T zeroPad();

        /** The thing for a crop to the middle of maps. */
        T centreCrop();

        /** The thing for the output layer. */
        T output();

        /** The things for all kinds. */
        default List<T> all() {
            return List.of(
                    conv(),
                    maxPool(),
                    avgPool(),
                    batchNorm(),
                    activate(),
                    dropout(),
                    flatten(),
                    dense(),
                    globalAvgPool(),
                    globalMaxPool(),
                    zeroPad(),
                    centreCrop(),
                    output());
        }
    }

    /**
     * Convolution.
     *
     * @param filters feature maps it makes, 1 to 4096
     * @param kernel rows and columns of a filter, 1 to 128
     * @param stride step of the window, 1 to 128; 1 if not given
     * @param padding {@code valid} if not given
     * @param bias whether each filter adds a bias; it does if not given
     * @param activation applied to the result; none if not given
     */
    @JsonTypeName("conv")
    record Conv(int filters, int kernel, Integer stride, Padding padding, Boolean bias, Activation activation)
            implements LayerSpec {
        /** Fills in the defaults and checks the ranges. */
        public Conv {
            stride = stride == null ? 1 : stride;
            padding = padding == null ? Padding.VALID : padding;
            bias = bias == null || bias;
            activation = activation == null ? Activation.LINEAR : activation;
            Check.range("filters", filters, 1, 4096);
            WindowRules.check("kernel", kernel, stride, padding);
        }

        @Override
        public Shape output(Shape in) {
            return WindowRules.output(in, filters, kernel, stride, padding);
        }

        @Override
        public long parameters(Shape in) {
            return (long) filters * in.channels() * kernel * kernel + (bias ? filters : 0);
        }

        @Override
        public long multiplyAdds(Shape in) {
            return (long) output(in).size() * in.channels() * kernel * kernel;
        }

        @Override
        public String detail() {
            return filters + " " + WindowRules.detail(kernel, stride, 1, padding) + (bias ? "" : " no-bias")
                    + activation.suffix();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conv(this);
        }
    }

    /** A layer that makes one number of each window of each feature map. */
    sealed interface Pool extends LayerSpec {
        /** Rows and columns of the window. */
        int size();

        /** Step of the window. */
        Integer stride();

        /** How far the window reaches over the edge. */
        Padding padding();

        @Override
        default Shape output(Shape in) {
            return WindowRules.output(in, in.channels(), size(), stride(), padding());
        }

        @Override
        default String detail() {
            return WindowRules.detail(size(), stride(), size(), padding());
        }
    }

    /**
     * The largest of each window.
     *
     * @param size rows and columns of the window, 1 to 128
     * @param stride its step; the size if not given
     * @param padding {@code valid} if not given
     */
    @JsonTypeName("maxpool")
    record MaxPool(int size, Integer stride, Padding padding) implements Pool {
        /** Fills in the defaults and checks the ranges. */
        public MaxPool {
            stride = stride == null ? (Integer) size : stride;
            padding = padding == null ? Padding.VALID : padding;
            WindowRules.check("size", size, stride, padding);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.maxPool(this);
        }
    }

    /**
     * The mean of each window; zeros of the padding do not count.
     *
     * @param size rows and columns of the window, 1 to 128
     * @param stride its step; the size if not given
     * @param padding {@code valid} if not given
     */
    @JsonTypeName("avgpool")
    record AvgPool(int size, Integer stride, Padding padding) implements Pool {
        /** Fills in the defaults and checks the ranges. */
        public AvgPool {
            stride = stride == null ? (Integer) size : stride;
            padding = padding == null ? Padding.VALID : padding;
            WindowRules.check("size", size, stride, padding);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.avgPool(this);
        }
    }

    /**
     * Batch normalisation, over each channel of feature maps or each feature of a vector.
     *
     * @param momentum share of the old running average that a step keeps at most, as Keras says it (PyTorch: 1 minus this)
     * @param epsilon added to the variance
     */
    @JsonTypeName("batchnorm")
    record BatchNorm(Double momentum, Double epsilon) implements LayerSpec {
        /** Fills in the defaults, which are those of Keras, and checks the ranges. */
        public BatchNorm {
            momentum = momentum == null ? (Double) 0.99 : momentum;
            epsilon = epsilon == null ? (Double) 1e-3 : epsilon;
            Check.below("momentum", momentum, 0, 1);
            Check.positive("epsilon", epsilon, 1);
        }

        @Override
        public Shape output(Shape in) {
            return in;
        }

        @Override
        public long parameters(Shape in) {
            return 4L * in.channels();
        }

        @Override
        public long trainable(Shape in) {
            return 2L * in.channels();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.batchNorm(this);
        }
    }

    /**
     * An activation on its own.
     *
     * @param function which one
     */
    @JsonTypeName("activation")
    record Activate(Activation function) implements LayerSpec {
        /** Checks that there is one. */
        public Activate {
            Check.that(function != null, "activation needs a function; valid are " + Names.list(Activation.values()));
        }

        @Override
        public Shape output(Shape in) {
            return in;
        }

        @Override
        public String detail() {
            return Names.of(function);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.activate(this);
        }
    }

    /**
     * Dropout while training: each number is set to 0 with probability {@code rate}, the others are scaled by 1 / (1 −
     * rate).
     *
     * @param rate the share DROPPED, as in Keras and PyTorch; 0 to below 1
     */
    @JsonTypeName("dropout")
    record Dropout(double rate) implements LayerSpec {
        /** Checks the range. */
        public Dropout {
            Check.below("rate", rate, 0, 1);
        }

        @Override
        public Shape output(Shape in) {
            return in;
        }

        @Override
        public String detail() {
            return Double.toString(rate);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropout(this);
        }
    }

    /** Feature maps into one vector: channel by channel, row by row. */
    @JsonTypeName("flatten")
    record Flatten() implements LayerSpec {
        @Override
        public Shape output(Shape in) {
            return Shape.vector(in.size());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.flatten(this);
        }
    }

    /**
     * A fully connected layer.
     *
     * @param units features it makes, 1 to 16384
     * @param bias whether each adds a bias; it does if not given
     * @param activation applied to the result; none if not given
     */
    @JsonTypeName("dense")
    record Dense(int units, Boolean bias, Activation activation) implements LayerSpec {
        /** Fills in the defaults and checks the ranges. */
        public Dense {
            bias = bias == null || bias;
            activation = activation == null ? Activation.LINEAR : activation;
            Check.range("units", units, 1, 16384);
        }

        @Override
        public Shape output(Shape in) {
            WindowRules.requireVector(in);
            return Shape.vector(units);
        }

        @Override
        public long parameters(Shape in) {
            return (long) units * in.channels() + (bias ? units : 0);
        }

        @Override
        public long multiplyAdds(Shape in) {
            return (long) units * in.channels();
        }

        @Override
        public String detail() {
            return units + (bias ? "" : " no-bias") + activation.suffix();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dense(this);
        }
    }

    /** The mean of each feature map: a vector of as many features as there were channels. */
    @JsonTypeName("globalavgpool")
    record GlobalAvgPool() implements LayerSpec {
        @Override
        public Shape output(Shape in) {
            WindowRules.requireMaps(in);
            return Shape.vector(in.channels());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.globalAvgPool(this);
        }
    }

    /** The largest number of each feature map: a vector of as many features as there were channels. */
    @JsonTypeName("globalmaxpool")
    record GlobalMaxPool() implements LayerSpec {
        @Override
        public Shape output(Shape in) {
            WindowRules.requireMaps(in);
            return Shape.vector(in.channels());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.globalMaxPool(this);
        }
    }

    /**
     * Rows and columns of zeros around each feature map.
     *
     * @param amount how many on each side, 1 to 128
     */
    @JsonTypeName("zeropad")
    record ZeroPad(int amount) implements LayerSpec {
        /** Checks the range. */
        public ZeroPad {
            Check.range("amount", amount, 1, Task.MAX_SIDE);
        }

        @Override
        public Shape output(Shape in) {
            WindowRules.requireMaps(in);
            return Shape.maps(in.channels(), in.height() + 2 * amount, in.width() + 2 * amount);
        }

        @Override
        public String detail() {
            return Integer.toString(amount);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.zeroPad(this);
        }
    }

    /**
     * The middle of each feature map; where the rows or columns taken away are odd in number, one more goes at the bottom or
     * right.
     *
     * @param size rows and columns that stay, 1 to 128
     */
    @JsonTypeName("centrecrop")
    record CentreCrop(int size) implements LayerSpec {
        /** Checks the range. */
        public CentreCrop {
            Check.range("size", size, 1, Task.MAX_SIDE);
        }

        @Override
        public Shape output(Shape in) {
            WindowRules.requireMaps(in);
            int most = Math.min(in.height(), in.width());
            Check.that(size <= most, "its size is larger than the image; sizes up to " + most + " would fit");
            return Shape.maps(in.channels(), size, size);
        }

        /** The rows taken away above and below a shape, as zeros that would make up for them. */
        public Padding.Edges rows(Shape in) {
            return taken(in.height());
        }

        /** The columns taken away to the left and right of a shape, as zeros that would make up for them. */
        public Padding.Edges columns(Shape in) {
            return taken(in.width());
        }

        private Padding.Edges taken(int pixels) {
            return new Padding.Edges((pixels - size) / 2, (pixels - size + 1) / 2);
        }

        @Override
        public String detail() {
            return Integer.toString(size);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.centreCrop(this);
        }
    }

    /**
     * The last layer: softmax over the classes, trained with cross-entropy.
     *
     * @param dense whether it has weights of its own that map any vector to a logit for each class; it has if not given.
     *     Without, its input must be as many numbers as there are classes, and they are the logits.
     * @param units how many classes there are; if not given, as many as the data has
     */
    @JsonTypeName("output")
    record Output(
            Boolean dense,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer units) implements LayerSpec {
        /** Fills in the default and checks the range. */
        public Output {
            dense = dense == null || dense;
            if (units != null) {
                Check.range("units", units, Task.MIN_CLASSES, Task.MAX_CLASSES);
            }
        }

        /**
         * The layer for data of so many classes.
         *
         * @throws IllegalArgumentException if it is for another number of classes
         */
        Output fitted(int classes) {
            Check.that(
                    units == null || units == classes,
                    "its units are " + units + ", but the data has " + classes + " classes; leave units out");
            return new Output(dense, classes);
        }

        /** How many classes there are; a layer that no architecture has fitted to its data does not know. */
        public int classes() {
            if (units == null) {
                throw new IllegalStateException("an output layer that is not fitted to any data");
            }
            return units;
        }

        @Override
        public Shape output(Shape in) {
            WindowRules.requireVector(in);
            Check.that(
                    dense || in.channels() == classes(),
                    "without weights of its own it takes exactly " + classes() + " numbers, one for each class; set"
                            + " dense: true, or `filters: classes` or `units: classes` in the layer before it");
            return Shape.vector(classes());
        }

        @Override
        public long parameters(Shape in) {
            return dense ? (in.channels() + 1L) * classes() : 0;
        }

        @Override
        public long multiplyAdds(Shape in) {
            return dense ? (long) classes() * in.channels() : 0;
        }

        @Override
        public String detail() {
            return "softmax" + (units == null ? "" : " " + units) + (dense ? "" : " no-weights");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.output(this);
        }
    }
}
