package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.base.Names;
import org.mnist.network.Activation;
import org.mnist.network.LayerSpec;

/** Help says of every key what is true of it. */
class ConfigKeysTest {
    private static List<ConfigKeys.Key> settings() {
        return ConfigKeys.all().stream()
                .filter(key ->
                        !key.key().startsWith(ConfigKeys.LAYER) && !key.key().equals("layers"))
                .toList();
    }

    /** Keys of a tree with their values, dots between groups. */
    private static void flatten(String prefix, JsonNode node, List<String> keys) {
        node.properties().forEach(entry -> {
            keys.add(prefix + entry.getKey());
            flatten(prefix + entry.getKey() + ".", entry.getValue(), keys);
        });
    }

    @Test
    void areThoseOfTheDefaults() {
        List<String> keys = new ArrayList<>();
        JsonNode defaults = ConfigMapper.typed(ConfigLoader.resource("defaults.yaml"));
        flatten("", defaults, keys);
        assertThat(settings()).extracting(ConfigKeys.Key::key).containsExactlyElementsOf(keys);
        for (ConfigKeys.Key key : settings()) {
            assertThat(key.meaning()).as(key.key()).isNotBlank();
            JsonNode value = defaults.at("/" + key.key().replace('.', '/'));
            assertThat(value.isObject()).as(key.key()).isEqualTo(key.value().isEmpty());
            if (!key.value().isEmpty()) {
                assertThat(ConfigMapper.typed("value: " + key.value()).get("value"))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void wordsThatAreValidAreAllNamed() {
        Map.of(
                        "optimizer.kind", Optimizer.Kind.values(),
                        "schedule.kind", Schedule.Kind.values(),
                        "engine", TrainConfig.EngineKind.values(),
                        "backend", TrainConfig.Backend.values(),
                        "precision", TrainConfig.Precision.values(),
                        "split", TrainConfig.SplitMethod.values(),
                        "layers[].conv.activation", Activation.values(),
                        "layers[].dense.activation", Activation.values(),
                        "layers[].activation.function", Activation.values())
                .forEach((key, words) -> {
                    for (Enum<?> word : words) {
                        assertThat(ConfigKeys.of(key).meaning()).as(key).contains(Names.of(word));
                    }
                });
    }

    @Test
    void ofLayersAreThoseOfTheirRecords() {
        List<String> keys = new ArrayList<>();
        for (JsonSubTypes.Type type :
                LayerSpec.class.getAnnotation(JsonSubTypes.class).value()) {
            String kind = ConfigKeys.LAYER
                    + type.value().getAnnotation(JsonTypeName.class).value();
            keys.add(kind);
            KnownKeys.of(type.value()).forEach(key -> keys.add(kind + "." + key));
        }
        List<ConfigKeys.Key> layers = ConfigKeys.all().stream()
                .filter(key -> key.key().startsWith(ConfigKeys.LAYER))
                .toList();
        assertThat(layers).extracting(ConfigKeys.Key::key).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(layers).allSatisfy(key -> assertThat(key.meaning()).isNotBlank());
    }

    /** A layer of each kind with what it has to be given and no more has the defaults that are told. */
    @Test
    void layersHaveTheDefaultsThatAreTold() {
        Map<String, String> given = Map.of(
                "filters",
                "8",
                "kernel",
                "3",
                "size",
                "2",
                "function",
                "relu",
                "rate",
                "0.5",
                "units",
                "9",
                "amount",
                "1");
        for (JsonSubTypes.Type type :
                LayerSpec.class.getAnnotation(JsonSubTypes.class).value()) {
            String kind = type.value().getAnnotation(JsonTypeName.class).value();
            List<ConfigKeys.Key> keys = ConfigKeys.all().stream()
                    .filter(key -> key.key().startsWith(ConfigKeys.LAYER + kind + "."))
                    .toList();
            StringBuilder yaml = new StringBuilder();
            for (ConfigKeys.Key key : keys) {
                String name = key.key().substring(key.key().lastIndexOf('.') + 1);
                if (key.value().isEmpty()) {
                    yaml.append(yaml.isEmpty() ? "" : ", ")
                            .append(name)
                            .append(": ")
                            .append(given.get(name));
                }
            }
            JsonNode layer = ConfigMapper.node(
                    ConfigMapper.bind(ConfigTree.read("test", kind + ": {" + yaml + "}"), LayerSpec.class));
            for (ConfigKeys.Key key : keys) {
                String name = key.key().substring(key.key().lastIndexOf('.') + 1);
                String said = key.value().equals("size") ? given.get("size") : key.value();
                if (!said.isEmpty() && !said.equals("classes")) {
                    assertThat(layer.at("/" + kind + "/" + name).asText())
                            .as(key.key())
                            .isEqualTo(said);
                }
            }
        }
    }

    @Test
    void thereIsNoOther() {
        assertThatThrownBy(() -> ConfigKeys.of("speed")).hasMessage("there is no key speed");
    }

    @Test
    void commentsChangeNothing() {
        for (String name : Presets.NAMES) {
            TrainConfig config = ConfigLoader.load(name, null, List.of());
            String commented = ConfigLoader.printCommented(config);
            assertThat(ConfigMapper.typed(commented)).isEqualTo(ConfigMapper.typed(ConfigLoader.print(config)));
            assertThat(commented).contains("# passes over the training images; 1 to 10,000\n");
            assertThat(commented.lines().filter(line -> line.contains("#")))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        }
    }
}
