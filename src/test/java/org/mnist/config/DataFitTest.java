package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.TrainConfig.SplitMethod;
import org.mnist.network.LayerSpec;
import org.mnist.network.Shape;
import org.mnist.network.Task;

class DataFitTest {
    private static final Task COLOUR = new Task(3, 32, 32, Task.numbers(1, 26));

    private record Facts(Task task, int trainImages, int validationImages, boolean own) implements DataFacts {}

    private final List<String> said = new ArrayList<>();

    private TrainConfig fit(String arch, DataFacts facts, String... settings) {
        List<Setting> all = new ArrayList<>(List.of(new Setting("data", "mine", "--data")));
        for (int i = 0; i < settings.length; i += 2) {
            all.add(new Setting(settings[i], settings[i + 1], "test"));
        }
        return ConfigLoader.load(arch, null, all, (data, size, skipBad) -> facts, said::add);
    }

    @Test
    void everyPresetFitsItselfToColourOrSaysWhichLayerDoesNot() {
        for (String name : Presets.NAMES) {
            TrainConfig config = fit(name, new Facts(COLOUR, 60_000, 0, true));
            assertThat(config.task()).isEqualTo(COLOUR);
            assertThat(config.architecture().rows().get(0).in()).isEqualTo(Shape.maps(3, 32, 32));
            int last = config.architecture().rows().size() - 1;
            assertThat(config.architecture().rows().get(last).out()).as(name).isEqualTo(Shape.vector(26));
        }
        assertThatThrownBy(() -> fit("lenet5", new Facts(new Task(1, 8, 8, COLOUR.classes()), 60_000, 0, true)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(
                        "layer 7, conv 16 5×5, does not fit its input 4×4×6: its 5×5 window is larger than"
                                + " the image; a smaller one or padding: same would fit");
    }

    @Test
    void aFlattenOfMapsThatAreLargerThanAPixelBecomesTheirMean() {
        assertThat(fit("allconv", new Facts(COLOUR, 60_000, 0, true)).layers())
                .contains(new LayerSpec.GlobalAvgPool())
                .doesNotContain(new LayerSpec.Flatten())
                .contains(new LayerSpec.Conv(26, 1, null, null, null, null));
        assertThat(fit("allconv", new Facts(Task.MNIST, 60_000, 0, false)).layers())
                .contains(new LayerSpec.Flatten())
                .contains(new LayerSpec.Conv(10, 1, null, null, null, null));
    }

    @Test
    void ownDataIsSplitByClassAndLiesWhereItLies() {
        TrainConfig config = fit("lenet5", new Facts(COLOUR, 60_000, 0, true));
        assertThat(config.split()).isEqualTo(SplitMethod.STRATIFIED);
        assertThat(config.validation()).isEqualTo(ValidationSplit.parse("0.2"));
        assertThat(config.data()).isEqualTo(Path.of("mine").toAbsolutePath().toString());
        assertThat(fit("lenet5", new Facts(COLOUR, 60_000, 0, true), "split", "last")
                        .split())
                .isEqualTo(SplitMethod.LAST);
        assertThat(fit("lenet5", new Facts(COLOUR, 60_000, 0, true), "validation", "0.1")
                        .split())
                .isEqualTo(SplitMethod.STRATIFIED);
        TrainConfig known = fit("lenet5", new Facts(Task.MNIST, 60_000, 0, false));
        assertThat(known.split()).isEqualTo(SplitMethod.LAST);
        assertThat(known.data()).isEqualTo("mine");
        assertThat(said).isEmpty();
    }

    @Test
    void aCountThatWasMadeForMnistBecomesItsShare() {
        assertThat(fit("small", new Facts(COLOUR, 6_000, 0, true)).validation())
                .isEqualTo(ValidationSplit.parse("1/12"));
        assertThat(said)
                .containsExactly("validation is 1/12 of the 6000 training images, for the preset's 5000 of 6000 would"
                        + " be too many");
        said.clear();
        assertThat(fit("small", new Facts(COLOUR, 25_000, 0, true)).validation())
                .isEqualTo(ValidationSplit.parse("5000"));
        assertThat(fit("small", new Facts(COLOUR, 6_000, 0, true), "validation", "5000")
                        .validation())
                .isEqualTo(ValidationSplit.parse("5000"));
        assertThat(said).isEmpty();
        assertThat(fit("small", new Facts(COLOUR, 60_000, 0, true), "train-images", "0.1")
                        .validation())
                .isEqualTo(ValidationSplit.parse("1/12"));
    }

    @Test
    void dataThatHasValidationImagesIsValidatedOnThem() {
        TrainConfig config = fit("lenet5", new Facts(COLOUR, 7_000, 1_000, true));
        assertThat(config.validation()).isEqualTo(ValidationSplit.parse("1000"));
        assertThat(config.split()).isEqualTo(SplitMethod.LAST);
        assertThat(said).containsExactly("validation is on the 1000 images that the data has for it");
        assertThat(fit("lenet5", new Facts(COLOUR, 7_000, 1_000, true), "validation", "0.5")
                        .validation())
                .isEqualTo(ValidationSplit.parse("0.5"));
    }

    @Test
    void theTaskGoesIntoTheFileWhereItIsNotMnists() {
        String own = ConfigLoader.print(fit("mlp", new Facts(COLOUR, 7_000, 0, true)));
        assertThat(own).contains("task:\n  channels: 3\n  height: 32\n  width: 32\n  classes:\n  - \"1\"\n");
        assertThat(ConfigLoader.print(fit("mlp", new Facts(Task.MNIST, 60_000, 0, false))))
                .doesNotContain("task:");
    }
}
