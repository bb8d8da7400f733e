package org.mnist.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HelpTextsTest {
    /** A default that no preset has would mislead whoever names one. */
    @Test
    void whatEveryPresetSetsIsCalledThePresets() throws IOException {
        Set<String> every = new TreeSet<>(Set.of("epochs", "batch", "learning-rate", "validation", "threads", "seed"));
        Set<String> some = new TreeSet<>();
        try (Stream<Path> presets = Files.list(Path.of("configs"))) {
            for (Path preset : presets.toList()) {
                JsonNode keys = new YAMLMapper().readTree(preset.toFile());
                every.removeIf(key -> !keys.has(key));
                keys.fieldNames().forEachRemaining(some::add);
            }
        }
        assertThat(every).isEqualTo(HelpTexts.OF_PRESETS);
        assertThat(some).doesNotContain("threads", "seed", "engine", "backend", "precision", "train-images", "freeze");
        HelpTexts texts = new HelpTexts();
        assertThat(texts.getString("config.epochs")).endsWith("Default: the preset's, or 10.");
        assertThat(texts.getString("config.threads")).doesNotContain("preset");
    }
}
