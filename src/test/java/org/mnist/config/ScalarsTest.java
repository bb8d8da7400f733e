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
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.testing.CliRun;

/** A word means the same in a file and behind {@code --set}. */
class ScalarsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "seed, 010, 10",
        "seed, +3, 3",
        "seed, -3, -3",
        "seed, 0x10, seed is 0x10; it must be a whole number",
        "seed, 0o10, seed is 0o10; it must be a whole number",
        "seed, 0b1, seed is 0b1; it must be a whole number",
        "seed, 1_000, seed is 1_000; it must be a whole number",
        "seed, 1:30, seed is 1:30; it must be a whole number",
        "seed, 1e3, seed is 1e3; it must be a whole number",
        "seed, 3.0, seed is 3.0; it must be a whole number",
        "seed, 99999999999999999999, seed is 99999999999999999999; it must be a whole number",
        "epochs, 99999999999, epochs is 99999999999; it must be a whole number",
        "learning-rate, 1e-2, 0.01",
        "learning-rate, .5, 0.5",
        "learning-rate, 5., 5.0",
        "learning-rate, 1d, learning-rate is 1d; it must be a number",
        "learning-rate, 0x1p3, learning-rate is 0x1p3; it must be a number",
        "learning-rate, .inf, learning-rate is .inf; it must be a number",
        "learning-rate, 1e999, learning-rate is 1e999; it must be a number",
        "learning-rate, Infinity, learning-rate is Infinity; it must be a number",
        "validation, 1/12, 1/12",
        "validation, 0.5d, 'validation is 0.5d; valid are a count such as 5000, a share above 0 and below 1 such as 0.2 or 1/12, and 0'",
        "skip-bad, True, true",
        "skip-bad, yes, skip-bad is yes; it must be true or false",
        "init, 010, 010",
        "init, ~, init is null; give it a value or leave it out",
        "init, NULL, init is null; give it a value or leave it out",
        "init, nil, nil",
    })
    void meansTheSameEverywhere(String key, String word, String meaning) throws IOException {
        Path file = Files.writeString(folder.resolve("net.yaml"), key + ": " + word + "\n");
        assertThat(meaning(() -> ConfigLoader.load("lenet5", file, List.of()), key))
                .as("in a file")
                .isEqualTo(meaning);
        Setting set = new Setting(key, word, "--set");
        assertThat(meaning(() -> ConfigLoader.load("lenet5", null, List.of(set)), key))
                .as("behind --set")
                .isEqualTo(meaning);
    }

    private interface Load {
        TrainConfig load();
    }

    /** The value of the key, or what is wrong with it, without the place. */
    private static String meaning(Load load, String key) {
        try {
            return ConfigMapper.tree(load.load()).get(key).asText();
        } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Failure.Kind.USAGE);
            return e.getMessage().replaceFirst("^.*?: ", "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'a: &x 3\nseed: *x', '2:7: here is an alias (`*x`)'",
        "'seed: !!int 3', '1:7: here is a tag (`tag:yaml.org,2002:int`)'",
        "'about: !mine 3', '1:8: here is a tag (`mine`)'",
        "'optimizer: !!map {kind: adam}', '1:12: here is a tag (`tag:yaml.org,2002:map`)'",
        "'layers: [!x a]', '1:10: here is a tag (`x`)'",
    })
    void aliasesAndTagsAreRefusedByName(String yaml, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("net.yaml"), yaml + "\n");
        assertThatThrownBy(() -> ConfigLoader.load("lenet5", file, List.of()))
                .isInstanceOf(Failure.class)
                .hasMessage(file + ":" + problem + "; a configuration has none, write the value itself");
    }

    /** Nobody looks for a data set named null. */
    @ParameterizedTest
    @ValueSource(strings = {"data: ~", "skip-bad: null", "image-size: null", "validation: NULL"})
    void nullIsRefusedBeforeAnythingIsDoneWithIt(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("net.yaml"), yaml + "\n");
        CliRun run = CliRun.of("train", "--arch", "lenet5", "--config", file, "--dry-run");
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("mnist: " + file + ":1:1: " + yaml.split(":", -1)[0]
                        + " is null; give it a value or leave it out\n");
    }

    /** Otherwise what is printed could not be read again. */
    @Test
    void whatIsPublishedHasItsNote() throws IOException {
        Path file = Files.writeString(folder.resolve("net.yaml"), "published: {accuracy: 99.1}\n");
        assertThatThrownBy(() -> ConfigLoader.load("mlp", file, List.of(new Setting("published.note", "~", "--set"))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("published.note is null");
        Path own = Files.writeString(
                folder.resolve("own.yaml"), "layers: [{flatten: {}}, {output: {}}]\npublished: {accuracy: 99.1}\n");
        assertThatThrownBy(() -> ConfigLoader.load(own.toString(), null, List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("`note` is missing");
    }

    @Test
    void aSettingIsOneValue() {
        Setting two = new Setting("seed", "[1]\nbatch: 3", "--set seed");
        assertThatThrownBy(() -> ConfigLoader.load("lenet5", null, List.of(two)))
                .isInstanceOf(Failure.class)
                .hasMessage("--set seed: it is more than one value");
    }
}
