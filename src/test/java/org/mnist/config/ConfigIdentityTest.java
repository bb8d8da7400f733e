package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Hashes;
import org.mnist.config.ConfigLoader.Setting;

class ConfigIdentityTest {
    private static final ObjectNode UNSAID = tree("""
            a: 1
            group: {x: 0.1, y: two}
            layers: {conv: {stride: 1}}
            """);

    private static final String CONFIG = """
            name: n
            a: 2
            group: {x: 0.1, y: three}
            layers: [{conv: {filters: 3, stride: 1}}, {flatten: {}}]
            """;

    /** Run folders and exports hold these hashes; whoever changes one closes those. */
    @ParameterizedTest
    @CsvSource({
        "mlp, 4643390005c92d6e91ad3f051be3372bfd9df35e212f9787f10349bea44364c8, def6196ed54733ed6b5af7c39f3948557a543fd98816e8f0f9fcfdbb9ac2f268",
        "lenet5, a8ebcfd96081cf8a0756e2fb7225aac530f7a8b4a5cbb580d66d13bd3042b11e, fa89282ce0ecf27dfed1e6c90ecaef9243912ac80409be0e44dcffda46e8abc1",
        "allconv, f89b8a66bc384b4db361932222757d188912087adf83e570560f17ff920f012c, ba4ecf222bea9322121f23709b101868a5707f4f742625d99fe729e2392f151f",
        "tiny, e4e0bbb45d7bdb05253be77d1e8c9ccf34b0be257890549139570fe2bff13714, fbc1b24df632a748e8ef2748ccf5e98afed823412e8a93981db8df27e06f0820",
        "sprint, 70246b00669412a021d9346cdbd3ebfd3470cf70bf646b49bd3b819cae81209f, 9f2f2c398e1ab4202ba4bce5183921feb994d6e5145f697630dc59ce758079f3",
        "champion, 68c6ef6bccbfad50057698ae139accc570983767b9c72617a10c21132a0af68d, 9b16d765c48181732fedfa23b878c9abd681dfc4cdda96c7be80e06e440490d0"
    })
    void areForEverAfter(String preset, String ofRun, String ofBenchmark) {
        TrainConfig config = ConfigLoader.load(preset, null, List.of());
        assertThat(ConfigIdentity.sha256(config, "epochs")).isEqualTo(ofRun);
        assertThat(ConfigIdentity.sha256(config, "seed")).isEqualTo(ofBenchmark);
    }

    @Test
    void isTheSha256OfSortedPairsThatAreNotUnsaid() {
        assertThat(hash(CONFIG)).isEqualTo(Hashes.sha256("""
                        a=2
                        group.y="three"
                        layers.001="conv"
                        layers.001.filters=3
                        layers.002="flatten"
                        name="n"
                        """));
    }

    /** A new key, of the configuration, of a group or of a layer, whose default means "as before". */
    @Test
    void aKeyMoreWithItsDefaultChangesNothing() {
        ObjectNode unsaid = tree("""
                a: 1
                new-key: 7
                group: {x: 0.1, y: two, new-key: [1, 2]}
                layers: {conv: {stride: 1, dilation: 1}, flatten: {order: rows}}
                """);
        ObjectNode config = tree("""
                new-key: 7
                name: n
                a: 2
                group: {new-key: [], y: three, x: 0.1}
                layers: [{conv: {filters: 3, stride: 1, dilation: 1}}, {flatten: {order: rows}}]
                """);
        assertThat(ConfigIdentity.sha256(config, unsaid, List.of())).isEqualTo(hash(CONFIG));
    }

    @Test
    void theFormOfANumberChangesNothing() {
        assertThat(hash(CONFIG.replace("a: 2", "a: 2.0"))).isEqualTo(hash(CONFIG));
        assertThat(hash(CONFIG.replace("x: 0.1", "x: 1.0E-1"))).isEqualTo(hash(CONFIG));
        assertThat(hash(CONFIG.replace("filters: 3", "filters: 3.0"))).isEqualTo(hash(CONFIG));
    }

    @ParameterizedTest
    @CsvSource({
        "a: 2, a: 3",
        "x: 0.1, x: 0.10000000000000002",
        "y: three, y: two",
        "name: n, name: m",
        "filters: 3, filters: 4",
        "stride: 1, stride: 2",
        "flatten, other"
    })
    void everyOtherValueCounts(String was, String is) {
        assertThat(hash(CONFIG.replace(was, is))).isNotEqualTo(hash(CONFIG));
    }

    @Test
    void aWordIsNotTakenForSeveralPairs() {
        assertThat(hash("name: \"n\\na=3\"")).isNotEqualTo(hash("name: n\na: 3"));
    }

    @ParameterizedTest
    @CsvSource({
        "learning-rate, 0.002",
        "optimizer.beta1, 0.8",
        "schedule.kind, cosine",
        "schedule.end-factor, 0.5",
        "augmentation.off-epochs, 1",
        "batch, 65",
        "validation, 100",
        "split, random",
        "ema, 0.9",
        "seed, 2",
        "threads, 3",
        "precision, bf16",
        "about, x",
        "'layers', '[{flatten: {}}, {output: {}}]'"
    })
    void everyKeyOfAConfigurationCounts(String key, String value) {
        TrainConfig mlp = ConfigLoader.load("mlp", null, List.of());
        TrainConfig other = ConfigLoader.load("mlp", null, List.of(new Setting(key, value, "--set")));
        assertThat(ConfigIdentity.sha256(other)).isNotEqualTo(ConfigIdentity.sha256(mlp));
        assertThat(ConfigIdentity.difference(mlp, other)).get().asString().startsWith("the run has `" + key);
        assertThat(ConfigIdentity.difference(mlp, mlp)).isEmpty();
    }

    @Test
    void whatDoesNotCountIsLeftOut() {
        TrainConfig mlp = ConfigLoader.load("mlp", null, List.of());
        assertThat(ConfigIdentity.sha256(mlp.withEpochs(99), "epochs")).isEqualTo(ConfigIdentity.sha256(mlp, "epochs"));
        assertThat(ConfigIdentity.sha256(mlp.withEpochs(99))).isNotEqualTo(ConfigIdentity.sha256(mlp));
        assertThat(ConfigIdentity.sha256(mlp.withSeed(99), "seed")).isEqualTo(ConfigIdentity.sha256(mlp, "seed"));
    }

    @Test
    void aDifferenceNamesTheKeyOfALayer() {
        TrainConfig a = layers("[{flatten: {}}, {dense: {units: 3}}, {output: {}}]");
        TrainConfig b = layers("[{flatten: {}}, {dense: {units: 4}}, {output: {}}]");
        assertThat(ConfigIdentity.difference(a, b))
                .contains(new ConfigIdentity.Difference("layers.002.units", "3", "4"));
        assertThat(ConfigIdentity.difference(a, layers("[{flatten: {}}, {output: {}}]")))
                .contains(new ConfigIdentity.Difference("layers.002", "dense", "output"));
    }

    /** Whoever adds a key decides what means "as before" and writes it into identity.yaml. */
    @Test
    void everyKeyWithADefaultIsUnsaid() {
        ObjectNode unsaid = tree(ConfigLoader.resource("identity.yaml"));
        List<String> missing = new ArrayList<>();
        missing(missing, "", tree(ConfigLoader.resource("defaults.yaml")), unsaid);
        assertThat(missing).containsExactly("epochs"); // which always counts, where it counts at all
    }

    private static void missing(List<String> missing, String prefix, JsonNode defaults, JsonNode unsaid) {
        defaults.properties().forEach(entry -> {
            String key = entry.getKey();
            if (!unsaid.has(key)) {
                missing.add(prefix + key);
            } else if (entry.getValue().isObject()) {
                missing(missing, prefix + key + ".", entry.getValue(), unsaid.get(key));
            }
        });
    }

    /** As far as layers go: what a layer that says nothing fills in is unsaid. */
    @Test
    void everyDefaultOfALayerIsUnsaid() {
        JsonNode unsaid = tree(ConfigLoader.resource("identity.yaml")).get("layers");
        TrainConfig plain = layers(
                "[{conv: {filters: 1, kernel: 3}}, {maxpool: {size: 2}}, {avgpool: {size: 2}}, {batchnorm: {}}, {flatten: {}}, {dense: {units: 3}}, {output: {}}]");
        for (JsonNode layer : ConfigMapper.tree(plain).get("layers")) {
            String kind = layer.fieldNames().next();
            JsonNode said = layer.get(kind);
            said.properties().stream()
                    .filter(entry ->
                            Stream.of("filters", "kernel", "size", "units").noneMatch(entry.getKey()::equals))
                    .filter(entry -> !(kind.endsWith("pool") && entry.getKey().equals("stride"))) // it is the size
                    .forEach(entry -> assertThat(
                                    unsaid.path(kind).path(entry.getKey()).asText())
                            .as("%s.%s", kind, entry.getKey())
                            .isEqualTo(entry.getValue().asText()));
        }
    }

    private static TrainConfig layers(String layers) {
        return ConfigLoader.load("mlp", null, List.of(new Setting("layers", layers, "--set")));
    }

    private static String hash(String config) {
        return ConfigIdentity.sha256(tree(config), UNSAID, List.of());
    }

    private static ObjectNode tree(String yaml) {
        return ConfigMapper.typed(yaml);
    }
}
