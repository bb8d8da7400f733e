package org.mnist.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;

/** Form of several parts, as browsers and {@code curl -F} send it, of which one is a file. */
final class PostedForm extends MultiPart.AbstractPartsListener {
    private static final int MAX_PARTS = 16;
    private static final int MAX_HEADERS = 4096;

    private final List<byte[]> files = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private @Nullable Throwable fault;
    private boolean complete;

    private PostedForm() {}

    /**
     * The file in a form.
     *
     * @param type the header {@code Content-Type}, with the boundary between parts
     * @throws Failure of kind BAD_INPUT if the form is none, or has not one file
     */
    static byte[] file(String type, byte[] body) {
        String boundary = boundary(type);
        PostedForm form = new PostedForm();
        try {
            MultiPart.Parser parser = new MultiPart.Parser(boundary, form);
            parser.setMaxParts(MAX_PARTS);
            parser.setPartHeadersMaxLength(MAX_HEADERS);
            parser.parse(Content.Chunk.from(ByteBuffer.wrap(body), true));
        } catch (RuntimeException e) { // as the parser answers headers that mean nothing
            form.fault = e;
        }
        if (form.fault != null || !form.complete) {
            throw bad("the form is damaged", form.fault);
        }
        if (form.files.size() != 1) {
            throw bad("the form has " + form.files.size() + " files; send one, as curl -F image=@digit.png does", null);
        }
        return form.files.get(0);
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
        content.writeBytes(bytes(chunk.getByteBuffer()));
    }

    @Override
    public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {
        if (fileName != null) {
            files.add(content.toByteArray());
        }
        content.reset();
    }

    @Override
    public void onComplete() {
        complete = true;
    }

    @Override
    public void onFailure(Throwable failure) {
        fault = failure;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Failure bad(String message, @Nullable Throwable cause) {
        return new Failure(Failure.Kind.BAD_INPUT, message, cause);
    }

    private static String boundary(String type) {
        try {
            String boundary = MultiPart.extractBoundary(type);
            if (boundary != null && !boundary.isEmpty()) {
                return boundary;
            }
        } catch (IllegalArgumentException e) { // a quote that does not end
            throw bad("the form's Content-Type is damaged", e);
        }
        throw bad("the form's Content-Type has no boundary", null);
    }
}
