package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.network.LayerSpec;
import org.mnist.network.Padding;

class ConfigLoaderTest {
    @TempDir
    Path folder;

    @Test
    void laterOnesWin() throws IOException {
        Path file = file("optimizer: {beta1: 0.8}\nbatch: 100\n");
        TrainConfig config = ConfigLoader.load("lenet5", file, List.of(set("batch", "200")));
        assertThat(config.batch()).isEqualTo(200);
        assertThat(config.optimizer().beta1()).isEqualTo(0.8);
        assertThat(config.optimizer().epsilon()).isEqualTo(1e-7);
        assertThat(config.epochs()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch|0|--set: batch is 0; valid are whole numbers from 1 to 16384",
                "batch|many|--set: batch is many; it must be a whole number",
                "batch|1.5|--set: batch is 1.5; it must be a whole number",
                "epochs|-3|--set: epochs is -3; valid are",
                "learning-rate|0|--set: learning-rate is 0.0; valid are numbers greater than 0",
                "learning-rate|.nan|--set: learning-rate is .nan; it must be a number",
                "learning-rate|NaN|--set: learning-rate is NaN; it must be a number",
                "validation|1.5|--set: validation is 1.5; valid are a count such as 5000, a share",
                "validation|-1|--set: validation is -1; valid are",
                "validation|3/2|--set: validation is 3/2; valid are",
                "optimizer.kind|adamm|--set: kind is adamm; valid are adam, nadam, adamw, sgd",
                "optimizer.beta1|1|--set: beta1 is 1.0; valid are numbers from 0.0 to below 1.0",
                "optimizer.momentum|0.9|--set: momentum is 0.9, but only sgd has momentum",
                "optimizer.nesterov|true|--set: nesterov is true, but momentum is 0",
                "optimizer.weight-decay|0.1|--set: weight-decay is 0.1, but adam has none; set kind: adamw",
                "schedule.kind|cyclic|--set: kind is cyclic; valid are constant, step, exponential, cosine, one-cycle",
                "schedule.warmup-epochs|200|--set: schedule.warmup-epochs is 200.0, longer than the 100 epochs",
                "label-smoothing|1|--set: label-smoothing is 1.0; valid are",
                "engine|fast|--set: engine is fast; valid are auto, onednn, dl4j",
                "backend|tpu|--set: backend is tpu; valid are cpu, cuda",
                "precision|f16|--set: precision is f16; valid are f32, bf16",
                "seed|x|--set: seed is x; it must be a whole number",
                "name|../x|--set: name is ../x; valid are",
                "bach|32|--set: unknown key `bach`; did you mean `batch`? valid here are about, augmentation, backend, batch,",
                "optimizer.beta3|1|--set: unknown key `beta3`; did you mean `beta1`? valid here are beta1, beta2, epsilon, kind,",
                "optimizer|5|--set: optimizer must be a group of `key: value`",
                "layers|[]|--set: layers is empty; an architecture ends with an output layer",
                "layers|[{dense: {units: 5}}]|--set: layers: layer 1 is dense; output must be the last layer",
                "layers|[{output: {}}]|--set: layers: layer 1, output softmax, does not fit its input 28×28×1: it needs a vector",
                "layers|[{conv: {filters: 3, kernel: 129}}]|--set: kernel is 129; valid are whole numbers from 1 to 128",
                "layers|[{conv: {filters: 3}}]|--set: `kernel` is missing",
                "layers|[{conv: {filters: 3, kernel: 3, padding: full}}]|--set: padding is full; valid are same, valid and",
                "layers|[{convolution: {}}]|--set: unknown kind of layer `convolution`; valid are conv, maxpool,",
                "layers|[flatten]|--set: layers must be a list of layers, each written `- kind: {key: value}`",
                "layers|[{dropout: {rate: 1}}]|--set: rate is 1.0; valid are numbers from 0.0 to below 1.0"
            })
    void refusesWithTheFlag(String key, String value, String message) {
        assertThatThrownBy(() -> ConfigLoader.load("lenet5", null, List.of(set(key, value))))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(message)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch: 64;btach: 3|:2:1: unknown key `btach`",
                "batch: 64;epochs: none|:2:1: epochs is none; it must be a whole number",
                "optimizer:;  beta1: 2|:2:3: beta1 is 2.0; valid are",
                "schedule: {kind: one-cycle, warmup-epochs: 2}|:1:29: warmup-epochs is 2.0, but one-cycle climbs by itself",
                "batch: 64;batch: 32|:2:6: the key 'batch' is there twice",
                "batch: [|:1:",
                "- 5|: this is no configuration",
                "batch: 1;--- ;batch: 2|: it holds a second document",
                "layers:;- flatten: {};- dense: {units: 0};- output: {}|:3:3: units is 0; valid are",
                "layers:;- flatten: {};- dense: {unit: 5};- output: {}|:3:3: unknown key `unit`; did you mean `units`? valid here are activation, bias, units"
            })
    void refusesWithTheFileAndLine(String yaml, String message) throws IOException {
        Path file = file(yaml.replace(';', '\n'));
        assertThatThrownBy(() -> ConfigLoader.load("lenet5", file, List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(file + message);
    }

    @Test
    void namesTheLayerThatDoesNotFit() throws IOException {
        Path file =
                file("layers:\n- maxpool: {size: 14}\n- conv: {filters: 4, kernel: 3}\n- flatten: {}\n- output: {}\n");
        assertThatThrownBy(() -> ConfigLoader.load("lenet5", file, List.of()))
                .hasMessage(file + ":1:1: layers: layer 2, conv 4 3×3, does not fit its input 2×2×1: its 3×3 window is "
                        + "larger than the image; a smaller one or padding: same would fit");
    }

    @Test
    void takesAnArchitectureOfTheUsersOwn() throws IOException {
        Path file =
                Files.writeString(folder.resolve("My Net.yaml"), "name: mine\nlayers:\n- flatten: {}\n- output: {}\n");
        TrainConfig config = ConfigLoader.load(file.toString(), null, List.of());
        assertThat(config.name()).isEqualTo("mine");
        assertThat(config.architecture().parameters()).isEqualTo(7850);
        Path unnamed = Files.writeString(folder.resolve("little.yml"), "layers:\n- flatten: {}\n- output: {}\n");
        assertThat(ConfigLoader.load(unnamed.toString(), null, List.of()).name())
                .isEqualTo("little");
    }

    @Test
    void saysWhichPresetsThereAre() {
        assertThatThrownBy(() -> ConfigLoader.load("lenet6", null, List.of()))
                .hasMessageContaining(
                        "there is no preset `lenet6`; did you mean `lenet5`? there are twoconv, twoconv-bn, lenet5");
        assertThatThrownBy(() -> ConfigLoader.load(null, null, List.of())).hasMessageContaining("--arch PRESET");
        assertThatThrownBy(() -> ConfigLoader.load("absent.yaml", null, List.of()))
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @Test
    void refusesDeepNesting() throws IOException {
        Path file = file("layers: " + "[".repeat(5000) + "]".repeat(5000));
        assertThatThrownBy(() -> ConfigLoader.load("lenet5", file, List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("nested");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }

    private static Setting set(String key, String value) {
        return new Setting(key, value, "--set");
    }

    @Test
    void paddingIsAWordOrANumber() {
        TrainConfig config = ConfigLoader.load(
                "mlp",
                null,
                List.of(new Setting(
                        "layers",
                        "[{conv: {filters: 2, kernel: 5, padding: 2}}, {conv: {filters: 2, kernel: 3, padding: 0}}, {flatten: {}}, {output: {}}]",
                        "--set")));
        assertThat(((LayerSpec.Conv) config.layers().get(0)).padding()).isEqualTo(new Padding(false, 2));
        assertThat(((LayerSpec.Conv) config.layers().get(1)).padding()).isEqualTo(Padding.VALID);
        assertThat(ConfigLoader.print(config)).contains("padding: 2", "padding: valid");
    }
}
