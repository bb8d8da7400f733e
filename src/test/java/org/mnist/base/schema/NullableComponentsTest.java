package org.mnist.base.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullableComponentsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setAnnotationIntrospector(new NullableComponents())
            .setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL));

    record Figures(String name, @Nullable Double recall, List<Double> shares, List<@Nullable Double> precisions) {}

    @Test
    void whatMayBeNullIsRead() throws JsonProcessingException {
        assertThat(MAPPER.readValue(
                        "{\"name\": \"a\", \"recall\": null, \"shares\": [0.5], \"precisions\": [1.0, null]}",
                        Figures.class))
                .isEqualTo(new Figures("a", null, List.of(0.5), Arrays.asList(1.0, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": null, \"recall\": 1.0, \"shares\": [], \"precisions\": []}",
                "{\"name\": \"a\", \"recall\": 1.0, \"shares\": null, \"precisions\": []}",
                "{\"name\": \"a\", \"recall\": 1.0, \"shares\": [null], \"precisions\": []}",
                "{\"name\": \"a\", \"recall\": 1.0, \"shares\": [], \"precisions\": null}"
            })
    void whatMayNotIsRefused(String json) {
        assertThatThrownBy(() -> MAPPER.readValue(json, Figures.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("null");
    }
}
