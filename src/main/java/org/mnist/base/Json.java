package org.mnist.base;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mnist.base.schema.NullableComponents;
import org.mnist.base.schema.Schema;

/** Writer and reader of records as JSON; keys are in snake_case. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .setAnnotationIntrospector(new NullableComponents())
            .setDefaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** One JSON text, indented, without a line end and without a schema number. */
    public static String write(Object value) {
        return text(value);
    }

    /**
     * One JSON document with its schema number, indented, without a line end. A list is a list of documents, each with its
     * own number.
     */
    public static String document(Object value) {
        if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.forEach(element -> array.add(numbered(element)));
            return text(array);
        }
        return text(numbered(value));
    }

    /** One JSON text on one line, without a line end and without a schema number, for the files of other programs. */
    public static String compact(Object value) {
        JsonNode tree = MAPPER.valueToTree(value);
        requireFinite(tree);
        return printable(tree.toString());
    }

    /** One JSON document with its schema number on one line, without a line end. */
    public static String line(Object value) {
        return compact(numbered(value));
    }

    /**
     * Reads a document of this or an older schema. Unknown keys are left alone; {@code null} is refused where a record does
     * not say that there may be none.
     *
     * @param name what to call the document
     * @param warn gets a line if a newer program wrote it, of which then is read what is known here
     * @throws JsonProcessingException if it is not one of that type
     */
    public static <T> T read(Schema schema, String text, Class<T> type, String name, Consumer<String> warn)
            throws JsonProcessingException {
        JsonNode tree = MAPPER.readTree(text);
        if (!(tree instanceof ObjectNode document)) {
            throw new JsonMappingException(null, "it holds no `{...}`");
        }
        int found;
        try {
            found = schema.upgrade(document);
        } catch (IllegalArgumentException e) {
            throw new JsonMappingException(null, Failure.message(e), e);
        }
        if (schema.isNewer(found)) {
            warn.accept(schema.tooNew(name, found) + "; what that has not is left out");
        }
        return MAPPER.treeToValue(document, type);
    }

    /** The fault of a text that {@link #read} has refused, in one clause. */
    public static String fault(JsonProcessingException refused) {
        if (!(refused instanceof JsonMappingException mapping)) {
            return "it is no JSON";
        }
        if (mapping.getCause() instanceof IllegalArgumentException wrong) { // a record has refused its values
            return Failure.message(wrong);
        }
        if (mapping.getCause() instanceof NullPointerException) {
            return "it has null where something should be";
        }
        if (!(mapping instanceof MismatchedInputException)) {
            return refused.getOriginalMessage();
        }
        String path = mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty()
                ? "it is not one JSON document"
                : "`" + path.substring(1) + "` is missing, or is not what it should be";
    }

    private static JsonNode numbered(Object value) {
        JsonNode tree = MAPPER.valueToTree(value);
        if (!(tree instanceof ObjectNode object)) {
            return tree;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put(Schema.KEY, Schema.of(value).number());
        document.setAll(object);
        return document;
    }

    private static String text(Object value) {
        JsonNode tree = MAPPER.valueToTree(value);
        requireFinite(tree);
        try {
            return printable(MAPPER.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON has no word for what is no number: whoever makes the document says null, or leaves the key out. */
    private static void requireFinite(JsonNode tree) {
        if (tree.isFloatingPointNumber() && !Double.isFinite(tree.doubleValue())) {
            throw new IllegalStateException("a document of JSON would hold " + tree.doubleValue());
        }
        tree.forEach(Json::requireFinite);
    }

    /**
     * A text of JSON in which nothing controls a terminal, as it might in a file's name: what would stands in strings only, and
     * is escaped there.
     */
    private static String printable(String json) {
        if (json.codePoints().noneMatch(Json::mustEscape)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder();
        json.codePoints().forEach(c -> {
            if (mustEscape(c)) {
                for (char unit : Character.toChars(c)) {
                    escaped.append(Text.format("\\u%04x", (int) unit));
                }
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean mustEscape(int codePoint) {
        return codePoint != '\n' && codePoint != '\r' && Text.isUnprintable(codePoint);
    }
}
