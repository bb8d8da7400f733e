package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader.Setting;

/** Configurations of older and of newer programs. */
class OldConfigsTest {
    private static final Path OLD = Path.of("src/test/resources/fixtures/v0.1");

    @TempDir
    Path folder;

    /** The presets that version 0.1 had. */
    static List<String> presets() throws IOException {
        try (Stream<Path> files = Files.list(OLD.resolve("presets"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetThatVersion01PrintedIsThePresetOfToday(String name) throws IOException {
        Path printed = OLD.resolve("presets").resolve(name + ".yaml");
        TrainConfig now = ConfigLoader.load(name, null, List.of());
        assertThat(ConfigLoader.load(null, printed, List.of())).isEqualTo(now);
        assertThat(PrintedConfig.text(now)).isEqualTo(Files.readString(printed));
    }

    @Test
    void oldWordsKeepTheirValues() throws IOException {
        Path file = OLD.resolve("run/old-words/config.yaml");
        TrainConfig config = ConfigLoader.load(null, file, List.of());
        assertThat(config.schedule().pctStart()).isEqualTo(0.4);
        assertThat(config.schedule().startFactor()).isEqualTo(0.1);
        assertThat(config.schedule().endFactor()).isEqualTo(0.01);
        assertThat(config.augmentation().offEpochs()).isEqualTo(1);
        assertThat(config.ema()).isEqualTo(0.9);
        assertThat(PrintedConfig.text(config)).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight-average|0.9|unknown key `weight-average`; it is called `ema` now",
                "schedule.rise-share|0.2|unknown key `rise-share`; it is called `pct-start` now",
                "schedule|{kind: cosine, end-share: 0.1}|unknown key `end-share`; it is called `end-factor` now",
                "augmentation.clean-epochs|1|unknown key `clean-epochs`; it is called `off-epochs` now"
            })
    void anOldWordOnTheCommandLineIsAnsweredWithTheNewOne(String key, String value, String message) {
        assertThatThrownBy(() -> ConfigLoader.load("mlp", null, List.of(new Setting(key, value, "--set x"))))
                .hasMessage("--set x: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema: 1;weight-average: 0.9|:2:1: unknown key `weight-average`; it is called `ema` now",
                "weight-average: 2|:1:1: ema is 2.0; valid are numbers from 0.0 to below 1.0",
                "ema: 0.9;weight-average: 0.9|: `weight-average` and `ema` are one key under its old and its new name",
                "schema: one|: schema is \"one\"; it must be a whole number",
                "about: null|:1:1: about is null; give it a value or leave it out",
                "backend: null|:1:1: backend is null; give it a value or leave it out",
                "validation: null|:1:1: validation is null; give it a value or leave it out",
                "layers: [{flatten: {}}, {dense: {unit: 5}}, {output: {}}]|:1:25: unknown key `unit`; did you mean `units`? valid here are activation, bias, units",
                "schema: 2|: is of schema 2, which a newer mnist wrote; this one, ",
                "schema: 2;ema: 0.9;horizon: 5|: is of schema 2, which a newer mnist wrote; this one, "
            })
    void refuses(String yaml, String message) throws IOException {
        Path file = file(yaml.replace(';', '\n'));
        assertThatThrownBy(() -> ConfigLoader.load("mlp", file, List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(file + message.replace(": is of", " is of"))
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.USAGE);
    }

    @Test
    void ofANewerRunWhatIsKnownIsReadAndThatIsSaid() throws IOException {
        TrainConfig mlp = ConfigLoader.load("mlp", null, List.of());
        Path file = file(ConfigLoader.print(mlp)
                        .replace("schema: 1", "schema: 2")
                        .replace("units: 64", "units: 64\n    sparse: true\n    mask: null")
                        .replace("schedule:\n", "schedule:\n  cycle: null\n")
                + "horizon: {of: 5}\nfuture: null\n");
        List<String> warnings = new ArrayList<>();
        assertThat(ConfigLoader.ofRun(file, warnings::add)).isEqualTo(mlp);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(file + " is of schema 2, which a newer mnist wrote; this one, ")
                .endsWith(", knows schema 1; what that has not is left out");
        assertThatThrownBy(() -> ConfigLoader.load(null, file, List.of()))
                .hasMessageEndingWith("knows schema 1, and cannot train by it; its models can still be used:"
                        + " mnist evaluate, predict, serve, export, report and compare take what is known here");
    }

    @Test
    void aKnownKeyOfANewerRunNeedsItsValue() throws IOException {
        String print = ConfigLoader.print(ConfigLoader.load("mlp", null, List.of()));
        Path file = file("schema: 2\n" + print.replace("schema: 1\n", "").replaceFirst("batch: \\d+", "batch: null"));
        assertThatThrownBy(() -> ConfigLoader.ofRun(file, line -> {}))
                .hasMessageEndingWith(": batch is null; give it a value or leave it out");
    }

    @Test
    void aTypingErrorInARunOfThisSchemaIsFound() throws IOException {
        Path file = file(ConfigLoader.print(ConfigLoader.load("mlp", null, List.of())) + "horizon: 5\n");
        assertThatThrownBy(() -> ConfigLoader.ofRun(file, line -> {})).hasMessageContaining("unknown key `horizon`");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }
}
