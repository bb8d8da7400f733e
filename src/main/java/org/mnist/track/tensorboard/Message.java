package org.mnist.track.tensorboard;

import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.UnknownFieldSet;

/** A message of protocol buffers for which nobody has made a class: its fields by their numbers. */
final class Message {
    private final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();

    /** Adds a whole number, a truth or the constant of an enum. */
    Message with(int field, long value) {
        return with(field, UnknownFieldSet.Field.newBuilder().addVarint(value));
    }

    /** Adds a number of double precision. */
    Message with(int field, double value) {
        return with(field, UnknownFieldSet.Field.newBuilder().addFixed64(Double.doubleToRawLongBits(value)));
    }

    /** Adds a text. */
    Message with(int field, String text) {
        return with(field, ByteString.copyFromUtf8(text));
    }

    /** Adds a message; once more for each element of a list. */
    Message with(int field, Message message) {
        return with(field, message.bytes());
    }

    /** Adds bytes, which may be a message. */
    Message with(int field, ByteString bytes) {
        return with(field, UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes));
    }

    private Message with(int number, UnknownFieldSet.Field.Builder field) {
        fields.mergeField(number, field.build());
        return this;
    }

    /** The message as it is written. */
    ByteString bytes() {
        return fields.build().toByteString();
    }
}
