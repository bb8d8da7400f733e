package org.mnist.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.mnist.base.Hashes;
import org.mnist.base.Text;

/** The page to draw on: one file with its style and script, which needs nothing else. */
final class DrawingPage {
    private static final String TEMPLATE = template();

    /** Only the page's own style and script run, and they talk to nobody but this server. */
    static final String POLICY = "default-src 'none'; connect-src 'self'; img-src data: blob:; style-src '"
            + hash("style") + "'; script-src '" + hash("script")
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private DrawingPage() {}

    /** The page for a model. */
    static String of(ModelCard model) {
        return TEMPLATE.replace("${name}", Text.html(model.name())).replace("${about}", Text.html(model.about()));
    }

    /** What stands in an element, by its SHA-256, as a content security policy names it. */
    private static String hash(String element) {
        int start = TEMPLATE.indexOf("<" + element + ">") + element.length() + 2;
        byte[] content = TEMPLATE.substring(start, TEMPLATE.indexOf("</" + element + ">"))
                .getBytes(StandardCharsets.UTF_8);
        return "sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256().digest(content));
    }

    private static String template() {
        try (InputStream in = DrawingPage.class.getResourceAsStream("draw.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
