package org.mnist.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.mnist.network.Activation;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;
import org.mnist.network.Shape;

/** For each kind of layer, the way back from DL4J's JSON of the layer. */
final class LayerReaders implements LayerSpec.Kinds<LayerReaders.Reader> {
    private final Shape in;

    /** The way back for the layer that gets a shape. */
    LayerReaders(Shape in) {
        this.in = in;
    }

    /** The way back from JSON to a layer; nothing where the JSON is of another kind. */
    interface Reader {
        /**
         * The layer.
         *
         * @throws IllegalArgumentException if the JSON is of the kind, but none of ours
         */
        Optional<LayerSpec> read(JsonNode layer);
    }

    /** A reader of all that DL4J makes a certain class of. */
    private static Reader of(String dl4jClass, Function<JsonNode, LayerSpec> reader) {
        return layer ->
                NetworkSpecReader.kind(layer).equals(dl4jClass) ? Optional.of(reader.apply(layer)) : Optional.empty();
    }

    /** A reader of those that DL4J makes a certain class of where a field has a certain value. */
    private static Reader of(String dl4jClass, String field, String value, Function<JsonNode, LayerSpec> reader) {
        return layer ->
                layer.path(field).asText().equals(value) ? of(dl4jClass, reader).read(layer) : Optional.empty();
    }

    @Override
    public Reader conv() {
        return of(
                "ConvolutionLayer",
                layer -> new LayerSpec.Conv(
                        layer.path("nout").asInt(),
                        first(layer, "kernelSize"),
                        first(layer, "stride"),
                        padding(layer),
                        layer.path("hasBias").asBoolean(),
                        activation(layer)));
    }

    @Override
    public Reader maxPool() {
        return of(
                "SubsamplingLayer",
                "poolingType",
                "MAX",
                layer -> new LayerSpec.MaxPool(first(layer, "kernelSize"), first(layer, "stride"), padding(layer)));
    }

    @Override
    public Reader avgPool() {
        return of(
                "SubsamplingLayer",
                "poolingType",
                "AVG",
                layer -> new LayerSpec.AvgPool(first(layer, "kernelSize"), first(layer, "stride"), padding(layer)));
    }

    @Override
    public Reader batchNorm() {
        return of(
                "BatchNormalization",
                layer -> new LayerSpec.BatchNorm(
                        NetworkSpecReader.number(layer, "decay"), NetworkSpecReader.number(layer, "eps")));
    }

    @Override
    public Reader activate() {
        return of("ActivationLayer", layer -> new LayerSpec.Activate(activation(layer)));
    }

    @Override
    public Reader dropout() {
        // DL4J keeps the share that is kept, and leaves a dropout of nothing out.
        return of(
                "DropoutLayer",
                layer -> new LayerSpec.Dropout(
                        1 - layer.path("idropout").path("p").asDouble(1)));
    }

    @Override
    public Reader flatten() {
        return layer -> Optional.empty(); // DL4J keeps it apart from the layers
    }

    @Override
    public Reader dense() {
        return of(
                "DenseLayer",
                layer -> new LayerSpec.Dense(
                        layer.path("nout").asInt(), layer.path("hasBias").asBoolean(), activation(layer)));
    }

    @Override
    public Reader globalAvgPool() {
        return of("GlobalPoolingLayer", "poolingType", "AVG", layer -> new LayerSpec.GlobalAvgPool());
    }

    @Override
    public Reader globalMaxPool() {
        return of("GlobalPoolingLayer", "poolingType", "MAX", layer -> new LayerSpec.GlobalMaxPool());
    }

    @Override
    public Reader zeroPad() {
        return of("ZeroPaddingLayer", layer -> new LayerSpec.ZeroPad(first(layer, "padding")));
    }

    @Override
    public Reader centreCrop() {
        return of(
                "Cropping2D",
                layer -> new LayerSpec.CentreCrop(in.height()
                        - layer.path("cropping").path(0).asInt()
                        - layer.path("cropping").path(1).asInt()));
    }

    @Override
    public Reader output() {
        return layer -> of("OutputLayer", weighted -> new LayerSpec.Output(true, null))
                .read(layer)
                .or(() -> of("LossLayer", loss -> new LayerSpec.Output(false, null))
                        .read(layer));
    }

    private static Padding padding(JsonNode layer) {
        return layer.path("convolutionMode").asText().equals("Same")
                ? Padding.SAME
                : new Padding(false, first(layer, "padding"));
    }

    private static Activation activation(JsonNode layer) {
        String kind = NetworkSpecReader.kind(layer.path("activationFn"));
        return switch (kind) {
            case "ActivationIdentity" -> Activation.LINEAR;
            case "ActivationReLU" -> Activation.RELU;
            case "ActivationLReLU" -> Activation.LEAKY_RELU;
            case "ActivationELU" -> Activation.ELU;
            case "ActivationTanH" -> Activation.TANH;
            case "ActivationSigmoid" -> Activation.SIGMOID;
            default ->
                throw new IllegalArgumentException(
                        "has the activation " + kind.replace("Activation", "").toLowerCase(Locale.ROOT));
        };
    }

    private static int first(JsonNode object, String field) {
        return object.path(field).path(0).asInt();
    }
}
