package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
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
        assertThat(ConfigIdentity.withTexts(config, "epochs")).isEqualTo(ofRun);
        assertThat(ConfigIdentity.withTexts(config, "seed")).isEqualTo(ofBenchmark);
    }

    /** The same since version 0.2, in which what a preset tells of itself does not count. */
    @ParameterizedTest
    @CsvSource({
        "mlp, 8d3cc4092d544e78ffa37b8b5aae9e47b0f64ae507a122cf1edd3cb0d3274f6c, 140bbf6a6749b1aa7657fa713cd83e62c6cccafa5f75bdc6d826cd680d23ea1a",
        "lenet5, efc0a2ea43aedc86506e17f2487c2d6f108392ea36b7809d097aec6f2a8a8d41, 1e5bbf8ad0b6f71b9801777d4ee92a535c971a57c7fb337e4d457f2ca981547e",
        "allconv, 0da265bae91d7f43592861d8908d7290b10413c00743580732d77871c2909f9f, 46e670aca36c7269950d379fca5978ad4b1ac21abde62da46b8e7e70b8cdeed7",
        "tiny, 8f95583811a94c9ab55effa8d2f785abf969ff30da9d3fa2ce5907540dacfcec, ceeedacadbf834ef6466cf21b8a65b8eddd5f6356a12bf40dbe0be136c93356e",
        "sprint, 1f50d636bafb185253b85b20ffb82b689f7f5a043b6b150b7472d06bc8ee7541, 8db10f375c977a22f9df891eb1f4f42c71018660fadac3e7a56f9108ac45882a",
        "champion, b8fe30f043107c32380c9bf74586600266977280f56a0be9b0e35aeb82b41c7a, 538ea659a8d804da10da8865064be83bbaeddbb334476d707a5b85e37691d0b3"
    })
    void areForEverAfterWithoutTexts(String preset, String ofRun, String ofBenchmark) {
        TrainConfig config = ConfigLoader.load(preset, null, List.of());
        assertThat(ConfigIdentity.sha256(config, "epochs")).isEqualTo(ofRun);
        assertThat(ConfigIdentity.sha256(config, "seed")).isEqualTo(ofBenchmark);
    }

    @Test
    void whatAConfigurationTellsOfItselfDoesNotCount() {
        TrainConfig mlp = ConfigLoader.load("mlp", null, List.of());
        for (Setting text : List.of(
                new Setting("about", "other words", "--set"),
                new Setting("published.accuracy", "12", "--set"),
                new Setting("published.note", "elsewhere", "--set"))) {
            TrainConfig other = ConfigLoader.load("mlp", null, List.of(text));
            assertThat(ConfigIdentity.sha256(other)).isEqualTo(ConfigIdentity.sha256(mlp));
            assertThat(ConfigIdentity.withTexts(other)).isNotEqualTo(ConfigIdentity.withTexts(mlp));
            assertThat(ConfigIdentity.difference(mlp, other)).isEmpty();
            assertThat(other.withTextsOf(mlp)).isEqualTo(mlp);
        }
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

    /** All that differs in any of several, with the value of each, and nothing that is the same or only told. */
    @Test
    void whatDiffersAmongSeveralHasTheValueOfEach() {
        TrainConfig mlp = ConfigLoader.load("mlp", null, List.of());
        TrainConfig other = ConfigLoader.load(
                "mlp",
                null,
                List.of(
                        new Setting("seed", "7", "--seed"),
                        new Setting("about", "other", "--set"),
                        new Setting("layers", "[{flatten: {}}, {dense: {units: 9}}, {output: {}}]", "--set")));
        assertThat(ConfigIdentity.differences(List.of(mlp, mlp, other)))
                .containsEntry("seed", List.of("1", "1", "7"))
                .containsEntry("layers.002.units", List.of("128", "128", "9"))
                .containsEntry("layers.004", Arrays.asList("output", "output", null))
                .doesNotContainKeys("about", "batch", "layers.001", "layers.002");
        assertThat(ConfigIdentity.differences(List.of(mlp, mlp))).isEmpty();
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
