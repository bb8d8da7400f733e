package org.mnist.base;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;

/** The form in JSON of a number that may be none: JSON has no NaN, so null stands for it. */
public final class NanAsNull {
    private NanAsNull() {}

    /** Writes null for NaN. */
    public static final class Writer extends StdScalarSerializer<Double> {
        private static final long serialVersionUID = 1L;

        /** A writer, as Jackson makes it. */
        public Writer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (value.isNaN()) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
    }

    /** Reads null as NaN. */
    public static final class Reader extends StdScalarDeserializer<Double> {
        private static final long serialVersionUID = 1L;

        /** A reader, as Jackson makes it. */
        public Reader() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                context.handleUnexpectedToken(Double.class, parser);
            }
            return parser.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
