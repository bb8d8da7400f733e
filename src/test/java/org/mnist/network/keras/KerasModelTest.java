package org.mnist.network.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.network.Task;
import org.mnist.network.dl4j.TrainedNetwork;
import org.mnist.testing.DrawnNetwork;
import org.mnist.testing.Fixture;
import org.mnist.testing.RandomArchitecture;
import org.mnist.testing.Slow;

/** Keras's layers, with the weights of an exported model, give the probabilities that we give. */
class KerasModelTest {
    static final List<String> PRESETS = Presets.NAMES;

    private static final int RANDOM_ARCHITECTURES = 60;
    private static final int FEW_ARCHITECTURES = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @FieldSource("PRESETS")
    void everyPresetGivesTheSameProbabilities(String preset) throws IOException {
        DrawnNetwork.requireSeveralAnswers(requireSame(ConfigLoader.load(preset, null, List.of()), 2));
    }

    @Test
    void soDoAFewArchitecturesDrawnByChance() throws IOException {
        assertThat(sameOfDrawn(0, FEW_ARCHITECTURES)).isEqualTo(11);
    }

    @Slow
    @Test
    void soDoMoreArchitecturesDrawnByChance() throws IOException {
        assertThat(sameOfDrawn(FEW_ARCHITECTURES, RANDOM_ARCHITECTURES)).isGreaterThan(40);
    }

    /** How many there are that Keras has layers for, all of which give the same. */
    private static int sameOfDrawn(int first, int end) throws IOException {
        int same = 0;
        for (int seed = first; seed < end; seed++) {
            String layers = RandomArchitecture.draw(seed);
            TrainConfig config = Fixture.config("layers", layers);
            try {
                KerasModel.of(DrawnNetwork.of(config));
            } catch (Failure refused) {
                assertThat(refused).hasMessageContaining("pool");
                assertThat(layers).containsPattern("pool: \\{size: [23], stride: [123], padding: [12]\\}");
                continue;
            }
            requireSame(config, 2);
            same++;
        }
        return same;
    }

    /**
     * In colour, and not square. Behind a flatten come, in another order than DL4J's, a dense layer, a batch norm before it, and
     * nothing with weights.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{conv: {filters: 6, kernel: 4, stride: 2, padding: same, activation: leaky-relu}}, {flatten: {}},"
                        + " {batchnorm: {}}, {activation: {function: leaky-relu}}, {dense: {units: 20, activation: elu}},"
                        + " {batchnorm: {}}, {output: {}}]",
                "[{flatten: {}}, {dropout: {rate: 0.1}}, {dense: {units: 20, bias: false}}, {dense: {units: 9}}, {output: {}}]",
                "[{conv: {filters: 4, kernel: 3, stride: 2, padding: 1}}, {avgpool: {size: 3, stride: 2, padding: 1}},"
                        + " {maxpool: {size: 5, stride: 2, padding: 1}}, {flatten: {}}, {output: {}}]",
                "[{zeropad: {amount: 1}}, {centrecrop: {size: 17}}, {conv: {filters: 2, kernel: 3, stride: 9}}, {flatten: {}},"
                        + " {output: {dense: false}}]",
                "[{conv: {filters: 8, kernel: 3}}, {globalmaxpool: {}}, {output: {dense: false}}]"
            })
    void soDoImagesInColour(String layers) throws IOException {
        Task task = new Task(3, 20, 31, Task.numbers(1, 8));
        DrawnNetwork.requireSeveralAnswers(
                requireSame(Fixture.config("task", Fixture.text(task), "layers", layers), 2));
    }

    /** What one who has the preset in Keras would write. */
    @Test
    void theLayersAreThoseOfKeras() throws IOException {
        JsonNode model = model(DrawnNetwork.of(ConfigLoader.load("twoconv-bn", null, List.of())));
        assertThat(model.at("/modelTopology/model_config/config/layers"))
                .extracting(layer -> layer.get("class_name").asText())
                .containsExactly(
                        "InputLayer",
                        "Conv2D",
                        "Conv2D",
                        "MaxPooling2D",
                        "Flatten",
                        "Dropout",
                        "Dense",
                        "BatchNormalization",
                        "Dropout",
                        "Dense");
        assertThat(model.at("/modelTopology/model_config/config/layers/1")).isEqualTo(JSON.readTree("""
                        {"class_name": "Conv2D", "config": {"name": "conv1", "trainable": true, "dtype": "float32",
                         "data_format": "channels_last", "filters": 32, "kernel_size": [3, 3], "strides": [1, 1],
                         "padding": "same", "use_bias": true, "activation": "relu"}}"""));
        assertThat(model.at("/modelTopology/model_config/config/layers/3/config/padding")
                        .asText())
                .isEqualTo("valid");
        assertThat(model.at("/modelTopology/model_config/config/layers/9/config/activation")
                        .asText())
                .isEqualTo("softmax");
    }

    @Test
    void theModelTellsWhereItComesFrom() throws IOException {
        Task task = new Task(1, 28, 28, List.of("a \"quoted\" one", "naïve 🐈", "back\\slash, 数"));
        JsonNode model = model(DrawnNetwork.of(ConfigLoader.load(
                "mlp", null, List.of(new ConfigLoader.Setting("task", JSON.writeValueAsString(task), "test")))));
        assertThat(model.get("generatedBy").asText()).isEqualTo("mnist 1");
        JsonNode metadata = model.get("userDefinedMetadata");
        assertThat(metadata.get("sha256").asText()).isEqualTo("abc");
        assertThat(metadata.get("image_shape")).isEqualTo(JSON.readTree("[1, 28, 28]"));
        assertThat(JSON.treeToValue(metadata.get("classes"), String[].class)).containsExactlyElementsOf(task.classes());
    }

    @Test
    void aPoolingThatKerasHasNotIsRefused() {
        TrainConfig config =
                Fixture.config("layers", "[{maxpool: {size: 2, padding: 1}}, {flatten: {}}, {output: {}}]");
        assertThatThrownBy(() -> KerasModel.of(DrawnNetwork.of(config)))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "layer 1, maxpool 2×2 pad 1, has no equal in Keras, whose MaxPooling2D pads by `same` only; export"
                                + " the model with --onnx");
    }

    /** The probabilities that both give. */
    private static float[] requireSame(TrainConfig config, int images) throws IOException {
        return DrawnNetwork.requireSame(config, images, trained -> {
            ByteArrayOutputStream numbers = new ByteArrayOutputStream();
            KerasModel.of(trained).writeWeights(numbers);
            return new KerasForward(model(trained), numbers.toByteArray())::run;
        });
    }

    private static JsonNode model(TrainedNetwork trained) throws IOException {
        return JSON.readTree(KerasModel.of(trained).json());
    }
}
