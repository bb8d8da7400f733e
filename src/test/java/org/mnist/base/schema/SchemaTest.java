package org.mnist.base.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    @Test
    void whatHasNoNumberIsOfSchemaZeroAndGetsTheNamesOfToday() throws JsonProcessingException {
        ObjectNode old = object("""
                {"weight-average": 0.9, "schedule": {"kind": "cosine", "end-share": 0.1, "rise-share": 0.2, "start-share": 0.3},
                "augmentation": {"clean-epochs": 2, "flip": 0.5}}
                """);
        assertThat(Schema.CONFIG.upgrade(old)).isZero();
        assertThat(old).isEqualTo(object("""
                                {"ema": 0.9, "schedule": {"kind": "cosine", "end-factor": 0.1, "pct-start": 0.2, "start-factor": 0.3},
                                "augmentation": {"off-epochs": 2, "flip": 0.5}}
                                """));
    }

    @Test
    void whatHasItsNumberStaysAsItIs() throws JsonProcessingException {
        ObjectNode now = object("{\"schema\": 1, \"weight-average\": 0.9}");
        assertThat(Schema.CONFIG.upgrade(now)).isEqualTo(1);
        assertThat(now).isEqualTo(object("{\"weight-average\": 0.9}"));
    }

    @Test
    void aStateWithoutAWordOnRunningAveragesIsOfATrainingWithExponentialOnes() throws JsonProcessingException {
        for (String number : List.of("", "\"schema\": 1, ")) {
            ObjectNode old = object("{" + number + "\"train\": {\"steps\": 3}}");
            Schema.STATE.upgrade(old);
            assertThat(old).isEqualTo(object("{\"train\": {\"steps\": 3, \"averages\": \"exponential\"}}"));
        }
    }

    /** JSON has no NaN: an epoch without validation had it as a word. */
    @Test
    void whatWasNoNumberIsNull() throws JsonProcessingException {
        ObjectNode old = object("{\"schema\": 2, \"train\": {\"history\": [{\"val_loss\": \"NaN\", \"val_accuracy\":"
                + " \"NaN\"}, {\"val_loss\": 0.5, \"val_accuracy\": 0.9}]}}");
        Schema.STATE.upgrade(old);
        assertThat(old)
                .isEqualTo(
                        object("{\"train\": {\"history\": [{\"val_loss\": null, \"val_accuracy\": null}, {\"val_loss\":"
                                + " 0.5, \"val_accuracy\": 0.9}]}}"));
    }

    @Test
    void whatIsPublishedWasInPercentAndIsAShare() throws JsonProcessingException {
        ObjectNode old = object("{\"schema\": 1, \"results\": [{\"published\": 97.59}, {\"published\": null}, {}]}");
        Schema.BENCHMARK.upgrade(old);
        assertThat(old).isEqualTo(object("{\"results\": [{\"published\": 0.9759}, {\"published\": null}, {}]}"));
    }

    @Test
    void zeroIsTheNumberOfWhatHasNone() throws JsonProcessingException {
        ObjectNode old = object("{\"schema\": 0, \"weight-average\": 0.9}");
        assertThat(Schema.CONFIG.upgrade(old)).isZero();
        assertThat(old).isEqualTo(object("{\"ema\": 0.9}"));
    }

    @Test
    void whatIsNewerStaysAsItIs() throws JsonProcessingException {
        ObjectNode newer = object("{\"schema\": 7, \"weight-average\": 0.9}");
        assertThat(Schema.CONFIG.upgrade(newer)).isEqualTo(7);
        assertThat(Schema.CONFIG.isNewer(7)).isTrue();
        assertThat(Schema.CONFIG.isNewer(Schema.CONFIG.number())).isFalse();
        assertThat(newer).isEqualTo(object("{\"weight-average\": 0.9}"));
    }

    @Test
    void anOlderRunStartedFromNoModel() throws JsonProcessingException {
        for (String number : List.of("", "\"schema\": 1, ")) {
            ObjectNode old = object("{" + number + "\"version\": \"0.1\"}");
            Schema.PROVENANCE.upgrade(old);
            assertThat(old).isEqualTo(object("{\"version\": \"0.1\", \"parent\": null}"));
        }
    }

    @Test
    void theDigitsOfAResultAreClasses() throws JsonProcessingException {
        String scored = """
                {"test": {"confusion": [[3, 0, 1], [2, 0, 0], [0, 0, 0]], "classes": [
                {"digit": 0, "precision": 0.6, "recall": 0.75},
                {"digit": 1, "precision": 0.0, "recall": 0.0},
                {"digit": 2, "precision": 0.0, "recall": 0.0}]}}
                """;
        String named = """
                {"test": {"confusion": [[3, 0, 1], [2, 0, 0], [0, 0, 0]], "classes": [
                {"precision": 0.6, "recall": 0.75, "label": 0, "name": "0", "images": 4, "f1": 0.6666666666666666},
                {"precision": null, "recall": 0.0, "label": 1, "name": "1", "images": 2, "f1": 0.0},
                {"precision": 0.0, "recall": null, "label": 2, "name": "2", "images": 0, "f1": 0.0}]}}
                """;
        for (String number : List.of("", "\"schema\": 1, ")) {
            ObjectNode old = object("{" + number + "\"best\": " + scored + ", \"last\": " + scored + "}");
            Schema.RESULT.upgrade(old);
            assertThat(old)
                    .isEqualTo(object("{\"best\": " + named + ", \"last\": " + named
                            + ", \"val_images\": null, \"wrong\": null, \"diagnosis\": null}"));
        }
    }

    /** A run of schema 2 does not know which images it got wrong, and one that says so already keeps it. */
    @Test
    void whichImagesAnOlderRunGotWrongIsNotKnown() throws JsonProcessingException {
        ObjectNode old = object("{\"schema\": 2, \"seed\": 1}");
        Schema.RESULT.upgrade(old);
        assertThat(old).isEqualTo(object("{\"seed\": 1, \"val_images\": null, \"wrong\": null, \"diagnosis\": null}"));
        ObjectNode known = object("{\"schema\": 2, \"val_images\": 5, \"wrong\": [3]}");
        Schema.RESULT.upgrade(known);
        assertThat(known).isEqualTo(object("{\"val_images\": 5, \"wrong\": [3], \"diagnosis\": null}"));
    }

    /** A run that keeps its diagnosis keeps it; one of before has none. */
    @Test
    void whatAnOlderRunWouldSayOfItselfIsNotKnown() throws JsonProcessingException {
        ObjectNode known = object("{\"schema\": 3, \"diagnosis\": {\"pairs\": []}}");
        Schema.RESULT.upgrade(known);
        assertThat(known).isEqualTo(object("{\"diagnosis\": {\"pairs\": []}}"));
        ObjectNode now = object("{\"schema\": 4, \"best\": {\"test\": {\"classes\": [{\"label\": 0}]}}}");
        ObjectNode before = now.deepCopy();
        Schema.RESULT.upgrade(now);
        before.remove("schema");
        assertThat(now).isEqualTo(before);
    }

    @Test
    void oneKeyUnderBothNamesIsRefused() throws JsonProcessingException {
        ObjectNode both = object("{\"schedule\": {\"end-share\": 0.1, \"end-factor\": 0.2}}");
        assertThatThrownBy(() -> Schema.CONFIG.upgrade(both))
                .hasMessage("`end-share` and `end-factor` are one key under its old and its new name; leave one out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"1\"", "null", "99999999999", "true"})
    void aNumberThatIsNoneIsRefused(String number) throws JsonProcessingException {
        ObjectNode document = object("{\"schema\": " + number + "}");
        assertThatThrownBy(() -> Schema.RESULT.upgrade(document))
                .hasMessage("schema is " + number + "; it must be a whole number");
    }

    @Test
    void aDocumentSaysOfWhichKindItIs() {
        Document state = () -> Schema.STATE;
        assertThat(Schema.of(state)).isEqualTo(Schema.STATE);
        assertThat(Schema.of("a text")).isEqualTo(Schema.OUTPUT);
    }

    @Test
    void theOldNamesOfAllKeysAreKnown() {
        assertThat(Schema.CONFIG.renamed())
                .containsEntry("weight-average", "ema")
                .containsEntry("augmentation.clean-epochs", "augmentation.off-epochs")
                .hasSize(5);
        assertThat(Schema.RESULT.renamed()).isEmpty();
    }

    @Test
    void aNewerDocumentIsNamedWithBothNumbers() {
        assertThat(Schema.RESULT.tooNew("result.json", 9))
                .startsWith("result.json is of schema 9, which a newer mnist wrote; this one, ")
                .endsWith(", knows schema 4");
    }

    @Test
    void whatAnOldResultDoesNotHoldStaysAway() throws JsonProcessingException {
        ObjectNode old = object("{\"best\": {\"test\": {\"classes\": [7, {\"recall\": 1.0}]}}, \"last\": null}");
        Schema.RESULT.upgrade(old);
        assertThat(old).isEqualTo(object("""
                {"best": {"test": {"classes": [7, {"recall": 1.0, "images": 0, "f1": null}]}}, "last": null,
                "val_images": null, "wrong": null, "diagnosis": null}
                """));
    }

    @Test
    void aRunThatNamesItsParentKeepsIt() throws JsonProcessingException {
        ObjectNode old = object("{\"schema\": 1, \"parent\": \"runs/a\"}");
        Schema.PROVENANCE.upgrade(old);
        assertThat(old).isEqualTo(object("{\"parent\": \"runs/a\"}"));
    }

    /** The numbers that are out in the world; each grows by a step, and a step is never taken back. */
    @Test
    void everyKindHasItsNumber() {
        for (Schema schema : Schema.values()) {
            assertThat(schema.number())
                    .as(schema.name())
                    .isEqualTo(
                            switch (schema) {
                                case RESULT -> 4;
                                case STATE -> 3;
                                case PROVENANCE, BENCHMARK -> 2;
                                default -> 1;
                            });
        }
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(json);
    }
}
