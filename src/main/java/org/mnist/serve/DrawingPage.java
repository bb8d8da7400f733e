package org.mnist.serve;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.mnist.base.Hashes;
import org.mnist.report.Html;

/** The page to draw on: one file with its style and its script, which needs no other. */
final class DrawingPage {
    private static final String TEMPLATE = Html.template(DrawingPage.class, "draw.html");

    /** The content security policy: only the page's own style and script run, and they talk to nobody but this server. */
    static final String POLICY = "default-src 'none'; connect-src 'self'; img-src data: blob:; style-src '"
            + hash("style") + "'; script-src '" + hash("script")
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private DrawingPage() {}

    /** The page of a model. */
    static String of(ModelInfo model) {
        return Html.fill(TEMPLATE, Map.of("name", Html.escape(model.name()), "about", Html.escape(model.about())));
    }

    /** The SHA-256 of what stands in an element, as a content security policy names it. */
    private static String hash(String element) {
        int start = TEMPLATE.indexOf("<" + element + ">") + element.length() + 2;
        byte[] content = TEMPLATE.substring(start, TEMPLATE.indexOf("</" + element + ">"))
                .getBytes(StandardCharsets.UTF_8);
        return "sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256().digest(content));
    }
}
