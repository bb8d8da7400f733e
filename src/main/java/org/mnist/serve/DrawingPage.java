package org.mnist.serve;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.mnist.base.Hashes;
import org.mnist.base.Json;
import org.mnist.network.Task;
import org.mnist.report.Html;

/** The page to draw on: one file with its style and its script, which needs no other. */
final class DrawingPage {
    private static final String TEMPLATE = Html.template(DrawingPage.class, "draw.html");

    /** The content security policy: only the page's own style and script run, and they talk to nobody but this server. */
    static final String POLICY = "default-src 'none'; connect-src 'self'; img-src data: blob:; style-src '"
            + hash("style") + "'; script-src '" + hash("script")
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private DrawingPage() {}

    /** The page of a model, with what its script needs to know of the reader in attributes. */
    static String of(ModelInfo model, PictureReader reader) {
        Task task = reader.task();
        boolean digits = reader instanceof PictureReader.Digits;
        Map<String, String> parts = new HashMap<>();
        parts.put("name", Html.escape(model.name()));
        parts.put("about", Html.escape(model.about()));
        parts.put("reader", reader.kind());
        parts.put("paper", reader.darkPaper() ? "dark" : "light");
        parts.put("classes", Html.escape(Json.write(task.classes())));
        parts.put("channels", Integer.toString(task.channels()));
        parts.put("height", Integer.toString(task.height()));
        parts.put("width", Integer.toString(task.width()));
        parts.put("heading", digits ? "Draw a digit" : "Draw, or open a picture");
        parts.put("noun", digits ? "digit" : "class");
        parts.put("seen", seen(task, digits));
        return Html.fill(TEMPLATE, parts);
    }

    private static String seen(Task task, boolean digits) {
        String size = task.height() + " × " + task.width() + (task.channels() == 1 ? " pixels" : " pixels in colour");
        return size + (digits ? ", cut out, scaled and centred." : ", the whole picture scaled.");
    }

    /** The SHA-256 of what stands in an element, as a content security policy names it. */
    private static String hash(String element) {
        int start = TEMPLATE.indexOf("<" + element + ">") + element.length() + 2;
        byte[] content = TEMPLATE.substring(start, TEMPLATE.indexOf("</" + element + ">"))
                .getBytes(StandardCharsets.UTF_8);
        return "sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256().digest(content));
    }
}
