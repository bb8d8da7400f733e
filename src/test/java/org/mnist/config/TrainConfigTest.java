package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TrainConfigTest {
    static final List<String> NAMES = Presets.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void anotherValueChangesNothingElse(String name) {
        TrainConfig config = ConfigLoader.load(name, null, List.of());
        TrainConfig other = config.withSeed(Long.MIN_VALUE).withEpochs(77);
        assertThat(other.seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(other.epochs()).isEqualTo(77);
        assertThat(other).isNotEqualTo(config);
        assertThat(other.withSeed(config.seed()).withEpochs(config.epochs())).isEqualTo(config);
        assertThatThrownBy(() -> config.withEpochs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs is 0; valid are whole numbers from 1 to 10000");
    }
}
