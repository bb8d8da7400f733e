package org.mnist.network.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** PyTorch's modules, with the weights of a safetensors file, give the probabilities that we give. */
class SafetensorsFileTest {
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
        requireSameOfDrawn(0, FEW_ARCHITECTURES);
    }

    @Slow
    @Test
    void soDoMoreArchitecturesDrawnByChance() throws IOException {
        requireSameOfDrawn(FEW_ARCHITECTURES, RANDOM_ARCHITECTURES);
    }

    private static void requireSameOfDrawn(int first, int end) throws IOException {
        for (int seed = first; seed < end; seed++) {
            requireSame(Fixture.config("layers", RandomArchitecture.draw(seed)), 2);
        }
    }

    /** In colour, and not square: rows and columns have other zeros, and are not taken for one another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{conv: {filters: 6, kernel: 4, stride: 2, padding: same, activation: leaky-relu}}, {batchnorm: {}},"
                        + " {maxpool: {size: 3, stride: 2, padding: same}}, {flatten: {}}, {batchnorm: {}},"
                        + " {dense: {units: 20, activation: elu}}, {output: {}}]",
                "[{conv: {filters: 4, kernel: 3, stride: 2, padding: same}}, {avgpool: {size: 2, stride: 1, padding: same}},"
                        + " {avgpool: {size: 4, stride: 3, padding: same}}, {flatten: {}}, {output: {}}]",
                "[{centrecrop: {size: 17}}, {conv: {filters: 5, kernel: 3}}, {globalmaxpool: {}}, {output: {dense: false}}]"
            })
    void soDoImagesInColour(String layers) throws IOException {
        Task task = new Task(3, 20, 31, List.of("1", "2", "3", "4", "5"));
        DrawnNetwork.requireSeveralAnswers(
                requireSame(Fixture.config("task", Fixture.text(task), "layers", layers), 2));
    }

    @Test
    void namesAndMetadataAreThoseThatPyTorchAsksFor() throws IOException {
        Task task = new Task(1, 28, 28, List.of("a \"quoted\" one", "naïve 🐈", "back\\slash, 数", "plain"));
        TrainConfig config = ConfigLoader.load(
                "twoconv-bn", null, List.of(new ConfigLoader.Setting("task", JSON.writeValueAsString(task), "test")));
        SafetensorsReader file = read(DrawnNetwork.of(config));
        assertThat(file.tensors())
                .containsOnlyKeys(
                        "0.weight",
                        "0.bias",
                        "2.weight",
                        "2.bias",
                        "7.weight",
                        "7.bias",
                        "9.weight",
                        "9.bias",
                        "9.running_mean",
                        "9.running_var",
                        "9.num_batches_tracked",
                        "11.weight",
                        "11.bias");
        assertThat(file.metadata())
                .containsEntry("format", "pt")
                .containsEntry("producer", "mnist 1")
                .containsEntry("sha256", "abc")
                .containsEntry("arch", "twoconv-bn")
                .containsEntry("image_shape", "[1,28,28]")
                .containsEntry(
                        "input", "N × channels × rows × columns, numbers in 0..1 as the network was trained on them");
        assertThat(JSON.readValue(file.metadata().get("classes"), String[].class))
                .containsExactlyElementsOf(task.classes());
        assertThat(JSON.readTree(file.metadata().get("modules")).get(0))
                .isEqualTo(JSON.readTree("{\"type\": \"Conv2d\", \"args\": {\"in_channels\": 1, \"out_channels\": 32,"
                        + " \"kernel_size\": 3, \"stride\": 1, \"padding\": 1, \"bias\": true}}"));
        assertThat(JSON.readTree(file.metadata().get("modules")).get(9))
                .isEqualTo(JSON.readTree("{\"type\": \"BatchNorm1d\", \"args\": {\"num_features\": 128, \"eps\": 0.001,"
                        + " \"momentum\": 0.01}}"));
    }

    @Test
    void aPoolingThatPyTorchHasNotIsRefused() {
        TrainConfig config =
                Fixture.config("layers", "[{avgpool: {size: 3, stride: 2, padding: 2}}, {flatten: {}}, {output: {}}]");
        assertThatThrownBy(() -> SafetensorsFile.of(DrawnNetwork.of(config)))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "layer 1, avgpool 3×3 stride 2 pad 2, has no equal in PyTorch, whose AvgPool2d pads by at most half"
                                + " its window; export the model with --onnx");
    }

    /** The probabilities that both give. */
    private static float[] requireSame(TrainConfig config, int images) throws IOException {
        return DrawnNetwork.requireSame(config, images, trained -> new TorchForward(read(trained))::run);
    }

    private static SafetensorsReader read(TrainedNetwork trained) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafetensorsFile.of(trained).write(out);
        return new SafetensorsReader(out.toByteArray());
    }
}
