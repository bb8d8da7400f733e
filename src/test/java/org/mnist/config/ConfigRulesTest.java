package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.testing.Fixture;

/** Values that contradict one another, and what a few values together mean. */
class ConfigRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patience|1|validation|0|patience is 1, but validation is 0; early stopping needs images to validate on",
                "schedule.warmup-epochs|3.5|epochs|3|schedule.warmup-epochs is 3.5, longer than the 3 epochs",
                "augmentation.off-epochs|4|epochs|3|augmentation.off-epochs is 4, more than the 3 epochs",
                "optimizer|{kind: adamw, weight-decay: 0.1}|l2|0.2|l2 is 0.2, but optimizer.weight-decay is 0.1; set one",
                "data|' '|epochs|3|data is empty; valid are a name (`mnist data list`), and a folder or file of your own"
            })
    void contradictionsAreSaid(String key, String value, String otherKey, String other, String message) {
        assertThatThrownBy(() -> Fixture.config(otherKey, other, key, value)).hasMessageContaining(message);
    }

    @Test
    void whatJustFitsIsTaken() {
        assertThatCode(() -> {
                    Fixture.config("epochs", "3", "schedule.warmup-epochs", "3");
                    Fixture.config("epochs", "3", "augmentation.off-epochs", "3");
                    Fixture.config("patience", "1", "validation", "1");
                    Fixture.config("l2", "0.2", "optimizer", "{kind: adamw, weight-decay: 0}");
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rotation: 1",
                "shift: 0.1",
                "zoom: 0.1",
                "shear: 1",
                "elastic: 1",
                "crop: 20, crop-share: 0.5",
                "flip: 0.5",
                "cutout: 4"
            })
    void eachChangeIsAChange(String change) {
        assertThat(Fixture.config("augmentation", "{" + change + "}")
                        .augmentation()
                        .changesNothing())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotation: 0", "crop: 20", "crop: 28, crop-share: 1", "off-epochs: 1"})
    void whatHitsNoImageIsNone(String change) {
        assertThat(Fixture.config("augmentation", "{" + change + "}")
                        .augmentation()
                        .changesNothing())
                .isTrue();
    }

    @Test
    void withoutACutoutAllElseStays() {
        Augmentation augmentation = Fixture.config("augmentation", "{rotation: 3, flip: 0.2, cutout: 4, off-epochs: 2}")
                .augmentation();
        assertThat(augmentation.withoutCutout())
                .isEqualTo(Fixture.config("augmentation", "{rotation: 3, flip: 0.2, off-epochs: 2}")
                        .augmentation());
    }

    @Test
    void computeSettingsAreThoseOfTheConfiguration() {
        ComputeSettings settings = Fixture.config("engine", "dl4j", "threads", "3", "precision", "bf16-emulated")
                .compute();
        assertThat(settings.engine()).isEqualTo(TrainConfig.EngineKind.DL4J);
        assertThat(settings.threads()).isEqualTo(3);
        assertThat(settings.precision()).isEqualTo(TrainConfig.Precision.BF16_EMULATED);
        assertThat(settings.withThreads(1).threads()).isEqualTo(1);
        assertThat(settings.withThreads(1).engine()).isEqualTo(TrainConfig.EngineKind.DL4J);
        assertThat(settings.withBackend(TrainConfig.Backend.CUDA).backend()).isEqualTo(TrainConfig.Backend.CUDA);
        assertThat(settings.withBackend(TrainConfig.Backend.CUDA).threads()).isEqualTo(3);
    }

    @Test
    void aSplitLeavesSomethingToTrainOn() {
        assertThat(ValidationSplit.parse(99).of(100)).isEqualTo(99);
        assertThatThrownBy(() -> ValidationSplit.parse(100).of(100))
                .hasMessage("validation is 100, which leaves none of the 100 images to train on; a smaller count or a"
                        + " share such as 0.1 would");
        assertThat(ValidationSplit.parse("0.999").of(100_000)).isEqualTo(99_900);
        for (String bad : new String[] {"1.0", "2/2", "0.0", "-0.1", "12345678", "half", "1/0"}) {
            assertThatThrownBy(() -> ValidationSplit.parse(bad))
                    .hasMessageStartingWith("validation is " + bad + "; valid");
        }
    }

    @Test
    void everyPresetIsThereByItsName() {
        assertThat(Presets.all()).extracting(TrainConfig::name).containsExactlyElementsOf(Presets.NAMES);
    }
}
