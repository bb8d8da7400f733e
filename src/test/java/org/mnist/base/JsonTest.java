package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;

class JsonTest {
    private final List<String> warnings = new ArrayList<>();

    record Figures(String arch, double accuracy, @Nullable Double loss, List<Integer> counts) implements Document {
        @Override
        public Schema schema() {
            return Schema.RESULT;
        }
    }

    record Plain(int a) {}

    @Test
    void aDocumentBeginsWithItsNumberAndReadsBack() throws JsonProcessingException {
        Figures figures = new Figures("mlp", 0.5, null, List.of(1, 2));
        String text = Json.document(figures);
        assertThat(text.lines().toList().subList(0, 3))
                .containsExactly("{", "  \"schema\" : " + Schema.RESULT.number() + ",", "  \"arch\" : \"mlp\",");
        assertThat(read(text)).isEqualTo(figures);
        assertThat(warnings).isEmpty();
    }

    @Test
    void eachElementOfAListHasItsNumber() {
        assertThat(Json.document(List.of(new Plain(1), new Plain(2))).replaceAll("\\s", ""))
                .isEqualTo("[{\"schema\":1,\"a\":1},{\"schema\":1,\"a\":2}]");
    }

    record Measured(double value, List<List<Float>> more) {}

    @Test
    void noDocumentHoldsWhatIsNoNumber() {
        List<Measured> wrong = List.of(
                new Measured(Double.NaN, List.of(List.of(1f))),
                new Measured(Double.NEGATIVE_INFINITY, List.of(List.of(1f))),
                new Measured(1, List.of(List.of(1f), List.of(1f, Float.POSITIVE_INFINITY))),
                new Measured(1, List.of(List.of(Float.NaN))));
        for (Measured value : wrong) {
            for (Function<Object, String> writer : WRITERS) {
                assertThatThrownBy(() -> writer.apply(value)).hasMessageContaining("a document of JSON would hold");
                assertThatThrownBy(() -> writer.apply(List.of(new Plain(1), value)))
                        .hasMessageContaining("a document of JSON would hold");
            }
        }
        assertThat(Json.line(new Measured(1.5, List.of(List.of(0.1f), List.of()))))
                .isEqualTo("{\"schema\":1,\"value\":1.5,\"more\":[[0.1],[]]}");
    }

    private static final List<Function<Object, String>> WRITERS = List.of(Json::write, Json::document, Json::line);

    record Named(String name) {}

    /** Orders to a terminal, such as a name may hold, are escaped; what is read back is the name. */
    @Test
    void nothingInATextControlsATerminal() throws JsonProcessingException {
        String name = "a\u001b[31m\u009b\u007f\u202e\u2028\ud800\udb40\udc01☝é";
        for (String text : List.of(Json.line(new Named(name)), Json.document(new Named(name)))) {
            assertThat(text)
                    .contains("\\u009b\\u007f\\u202e\\u2028\\ud800\\udb40\\udc01☝é")
                    .contains("a\\u001B[31m");
            assertThat(new ObjectMapper().readTree(text).get("name").asText()).isEqualTo(name);
        }
        assertThat(Json.line(new Named("a\nb"))).isEqualTo("{\"schema\":1,\"name\":\"a\\nb\"}");
    }

    @Test
    void unknownKeysAreLeftAlone() throws JsonProcessingException {
        assertThat(read("{\"arch\": \"a\", \"accuracy\": 1, \"loss\": 2, \"counts\": [], \"of_a_later_version\": {}}"))
                .isEqualTo(new Figures("a", 1, 2.0, List.of()));
        assertThat(warnings).isEmpty();
    }

    @Test
    void ofANewerDocumentWhatIsKnownIsReadAndThatIsSaid() throws JsonProcessingException {
        assertThat(read("{\"schema\": 9, \"arch\": \"a\", \"accuracy\": 1, \"loss\": 2, \"counts\": [], \"more\": 3}"))
                .isEqualTo(new Figures("a", 1, 2.0, List.of()));
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("here is of schema 9, which a newer mnist wrote; this one, ")
                .endsWith(", knows schema " + Schema.RESULT.number() + "; what that has not is left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "[]",
                "5",
                "{\"arch\": null, \"accuracy\": 1, \"loss\": 2, \"counts\": []}",
                "{\"arch\": \"a\", \"accuracy\": null, \"loss\": 2, \"counts\": []}",
                "{\"arch\": \"a\", \"accuracy\": 1, \"loss\": 2, \"counts\": [null]}",
                "{\"arch\": \"a\", \"accuracy\": 1, \"loss\": 2}",
                "{\"schema\": \"x\", \"arch\": \"a\", \"accuracy\": 1, \"loss\": 2, \"counts\": []}",
                "{\"arch\": \"a\", \"accuracy\": 1, \"loss\": 2, \"counts\": []} {}"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(JsonProcessingException.class);
    }

    private Figures read(String text) throws JsonProcessingException {
        return Json.read(Schema.RESULT, text, Figures.class, "here", warnings::add);
    }
}
