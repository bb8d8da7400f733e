package org.mnist.serve;

import java.util.Base64;
import java.util.Locale;
import org.mnist.base.Failure;
import org.mnist.data.Images;
import org.mnist.network.Task;

/** An image that was posted: the bytes of a picture's file, or the numbers that a network takes. */
sealed interface PostedImage {
    /** The most bytes of a request's body: 10 million. */
    int MAX_BYTES = 10_000_000;

    /** The bytes of a PNG, JPEG or the like. */
    final class File implements PostedImage {
        private final byte[] bytes;

        File(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The bytes themselves, which nobody changes. */
        byte[] bytes() {
            return bytes;
        }
    }

    /** The numbers of one image, in the network's shape. */
    record Numbers(Images image) implements PostedImage {}

    /**
     * The image in a body: a form of several parts, JSON, or of any other type the bytes of a picture's file, for few programs say
     * what they send.
     *
     * @param type the header {@code Content-Type}; empty if there is none
     * @param task says how many numbers an image has
     * @throws Failure of kind BAD_INPUT if there is no image in it
     */
    static PostedImage of(String type, byte[] body, Task task) {
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (media) {
            case "multipart/form-data" -> new File(PostedForm.file(type, body));
            case "application/json" -> PostedJson.read(body, task);
            default -> new File(body);
        };
    }

    /**
     * The bytes that a text in base 64 stands for; a text as it stands in a {@code data:} address will do.
     *
     * @throws Failure of kind BAD_INPUT if it is no base 64
     */
    static File base64(String text) {
        String digits = text.replaceFirst("^data:[^,]{0,200};base64,", "").replaceAll("\\s", "");
        try {
            return new File(Base64.getDecoder().decode(digits));
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.BAD_INPUT, "`image` is no base 64: " + Failure.message(e), e);
        }
    }
}
