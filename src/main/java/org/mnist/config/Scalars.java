package org.mnist.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a plain word of a configuration means, in a file and on the command line alike: YAML 1.2's core schema, of which numbers
 * are decimal only. {@code 010} is ten; {@code 0x10}, {@code 1_000}, {@code yes} and {@code .inf} are text. Words stay as they
 * were written until it is known what their key needs.
 */
final class Scalars {
    private static final Set<String> NULL = Set.of("null", "Null", "NULL", "~");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]{1,400}|[0-9]{1,400}(\\.[0-9]{0,400})?)([eE][-+]?[0-9]{1,4})?");

    private Scalars() {}

    /** A word as a node: null, a truth, or text. */
    static JsonNode node(String word) {
        if (NULL.contains(word)) {
            return JsonNodeFactory.instance.nullNode();
        }
        boolean truth = TRUE.contains(word);
        return truth || FALSE.contains(word)
                ? JsonNodeFactory.instance.booleanNode(truth)
                : JsonNodeFactory.instance.textNode(word);
    }

    /** A word as a whole number; any other as it is. */
    static JsonNode number(TextNode word) {
        Long number = whole(word.asText());
        return number == null ? word : JsonNodeFactory.instance.numberNode(number);
    }

    /** A word as a whole number; null if it is none, or too large. */
    static @Nullable Long whole(String word) {
        if (!WHOLE.matcher(word).matches()) {
            return null;
        }
        try {
            return new BigDecimal(word).longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** A word as a number; NaN if it is none, or too large. */
    static double decimal(String word) {
        double number = DECIMAL.matcher(word).matches() ? Double.parseDouble(word) : Double.NaN;
        return Double.isInfinite(number) ? Double.NaN : number;
    }

    private static @Nullable Integer wholeInt(String word) {
        Long number = whole(word);
        return number == null || number != number.intValue() ? null : (Integer) number.intValue();
    }

    private static @Nullable Double finite(String word) {
        double number = decimal(word);
        return Double.isNaN(number) ? null : (Double) number;
    }

    /** Readers of numbers from words, which are stricter than Jackson's. */
    static SimpleModule readers() {
        return new SimpleModule()
                .addDeserializer(int.class, new Reader<>(int.class, Scalars::wholeInt))
                .addDeserializer(Integer.class, new Reader<>(Integer.class, Scalars::wholeInt))
                .addDeserializer(long.class, new Reader<>(long.class, Scalars::whole))
                .addDeserializer(double.class, new Reader<>(double.class, Scalars::finite))
                .addDeserializer(Double.class, new Reader<>(Double.class, Scalars::finite));
    }

    /** The number that a word is, or null. */
    private interface Words<T> extends Serializable {
        @Nullable
        T number(String word);
    }

    /** Reader of one type of number, from a word or from a number of the program's own. */
    private static final class Reader<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final Words<T> words;

        Reader(Class<T> type, Words<T> words) {
            super(type);
            this.words = words;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
                context.handleUnexpectedToken(_valueClass, parser);
            }
            T number = words.number(parser.getText());
            if (number == null) {
                throw context.weirdStringException(parser.getText(), _valueClass, "no such number");
            }
            return number;
        }

        @Override
        public @Nullable T getNullValue(DeserializationContext context) throws JsonMappingException {
            if (_valueClass.isPrimitive()) {
                context.reportInputMismatch(this, "Missing");
            }
            return null;
        }
    }
}
