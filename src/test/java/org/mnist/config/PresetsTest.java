package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.mnist.network.LayerSpec;

class PresetsTest {
    static final List<String> NAMES = Presets.NAMES;

    @Test
    void areTheFilesInConfigs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("configs"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(NAMES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "twoconv, 1625866, 1625866, 99.14, NADAM, 32, 10, 5000",
        "twoconv-bn, 1626378, 1626122, 99.15, NADAM, 32, 10, 5000",
        "lenet5, 62698, 62202, 99.26, ADAM, 64, 100, 12000",
        "allconv, 12736, 12544, 99.48, ADAM, 128, 20, 5000",
        "conv3x3, 1199882, 1199882, 99.26, ADAM, 500, 20, 5000",
        "conv5x5, 592074, 592074, 99.13, ADAM, 500, 20, 5000",
        "mlp, 109386, 109386, 97.59, ADAM, 32, 10, 5000",
        "cnn, 693962, 693962, 98.49, ADAM, 32, 10, 5000"
    })
    void haveTheParametersAndRecipeOfTheirSource(
            String name,
            long parameters,
            long trainable,
            double published,
            Optimizer.Kind optimizer,
            int batch,
            int epochs,
            int validation) {
        TrainConfig preset = ConfigLoader.load(name, null, List.of());
        assertThat(preset.name()).isEqualTo(name);
        assertThat(preset.architecture().parameters()).isEqualTo(parameters);
        assertThat(preset.architecture().trainable()).isEqualTo(trainable);
        assertThat(preset.published().accuracy()).isEqualTo(published);
        assertThat(preset.optimizer().kind()).isEqualTo(optimizer);
        assertThat(preset.learningRate()).isEqualTo(0.001);
        assertThat(preset.batch()).isEqualTo(batch);
        assertThat(preset.epochs()).isEqualTo(epochs);
        assertThat(preset.validation().of(60_000)).isEqualTo(validation);
        assertThat(preset.split()).isEqualTo(TrainConfig.SplitMethod.LAST);
    }

    /** The tuned ones: no larger than they say, and with the layers of the net that they are named after. */
    @ParameterizedTest
    @CsvSource({
        "lenet5-tuned, 62202, lenet5",
        "allconv-tuned, 12544,",
        "tiny, 9646,",
        "small, 18594,",
        "strong, 288618,",
        "champion, 473514,",
        "sprint, 106362,"
    })
    void tunedOnesHaveTheirParameters(String name, long trainable, String layersOf) {
        TrainConfig preset = ConfigLoader.load(name, null, List.of());
        assertThat(preset.name()).isEqualTo(name);
        assertThat(preset.published()).isNull();
        assertThat(preset.architecture().trainable()).isEqualTo(trainable);
        if (layersOf != null) {
            assertThat(preset.layers())
                    .isEqualTo(ConfigLoader.load(layersOf, null, List.of()).layers());
        }
    }

    @Test
    void followTheDefaultsOfTheirSourcesFramework() {
        for (LayerSpec layer : ConfigLoader.load("lenet5", null, List.of()).layers()) {
            if (layer instanceof LayerSpec.BatchNorm norm) {
                assertThat(norm).isEqualTo(new LayerSpec.BatchNorm(0.99, 1e-3));
            }
        }
        for (LayerSpec layer : ConfigLoader.load("allconv", null, List.of()).layers()) {
            if (layer instanceof LayerSpec.BatchNorm norm) {
                assertThat(norm).isEqualTo(new LayerSpec.BatchNorm(0.9, 1e-5));
            }
        }
        assertThat(ConfigLoader.load("lenet5", null, List.of()).optimizer().epsilon())
                .isEqualTo(1e-7);
        assertThat(ConfigLoader.load("allconv", null, List.of()).optimizer().epsilon())
                .isEqualTo(1e-8);
    }

    /** The example of README: what a file does not say is the preset's. */
    @Test
    void theExampleTakesTheLayersOfStrongToOtherData() {
        TrainConfig strong = ConfigLoader.load("strong", null, List.of());
        TrainConfig fashion = ConfigLoader.load("strong", Path.of("examples/fashion.yaml"), List.of());
        assertThat(fashion.name()).isEqualTo("strong-fashion");
        assertThat(fashion.data()).isEqualTo("fashion-mnist");
        assertThat(fashion.layers()).isEqualTo(strong.layers());
        assertThat(fashion.learningRate()).isEqualTo(strong.learningRate());
        assertThat(fashion.optimizer().kind()).isEqualTo(strong.optimizer().kind());
        assertThat(fashion.optimizer().beta2()).isEqualTo(strong.optimizer().beta2());
        assertThat(fashion.optimizer().weightDecay()).isEqualTo(0.1);
        assertThat(fashion.augmentation().flip()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void areTheSameAfterPrintingAndReading(String name, @TempDir Path folder) throws IOException {
        TrainConfig preset = ConfigLoader.load(name, null, List.of());
        Path file = Files.writeString(folder.resolve("config.yaml"), ConfigLoader.print(preset));
        assertThat(ConfigLoader.load(null, file, List.of())).isEqualTo(preset);
    }
}
