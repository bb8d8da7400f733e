package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.network.Architecture;
import org.mnist.testing.TextTable;

class LayerTableTest {
    @Test
    void everyLayerHasItsShapeItsParametersAndItsWork() {
        TrainConfig config = ConfigLoader.load("lenet5", null, List.of());
        Architecture architecture = config.architecture();
        String text = LayerTable.of(config);
        List<String> lines = text.lines().toList();
        assertThat(lines.get(0)).isEqualTo("lenet5: " + config.about());
        List<Map<String, String>> rows = TextTable.with("params", text);
        assertThat(rows.get(0)).containsEntry("layer", "input").containsEntry("output", "28×28×1");
        for (Architecture.Row layer : architecture.rows()) {
            assertThat(rows.get(layer.number()))
                    .containsEntry("layer", layer.layer().kind())
                    .containsEntry("output", layer.out().toString())
                    .containsEntry("params", String.format("%,d", layer.parameters()))
                    .containsEntry("trainable", String.format("%,d", layer.trainable()))
                    .containsEntry("MFLOP", String.format("%.3f", layer.megaflop()));
        }
        assertThat(rows).hasSize(architecture.rows().size() + 1);
        assertThat(lines.get(lines.size() - 1))
                .startsWith("total params 62,698, trainable 62,202, non-trainable 496; ");
    }
}
