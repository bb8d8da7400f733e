package org.mnist.serve;

import java.util.List;
import java.util.Map;
import org.mnist.base.Json;
import org.mnist.base.Resources;
import org.mnist.network.Task;
import org.mnist.report.Html;

/** The page to draw on: one file with its style and its script, which needs no other. */
final class DrawingPage {
    private static final String TEMPLATE = Resources.text(DrawingPage.class, "draw.html");

    /** The content security policy: only the page's own style and script run, and they talk to nobody but this server. */
    static final String POLICY = "default-src 'none'; connect-src 'self'; img-src data: blob:; style-src '"
            + PageHashes.of(TEMPLATE, "style") + "'; script-src '" + PageHashes.of(TEMPLATE, "script")
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private DrawingPage() {}

    /**
     * A model as the page's script needs it.
     *
     * @param noun what a class is called
     * @param seen what of a picture the network sees
     */
    private record Shown(
            String name,
            String title,
            String about,
            String reader,
            String paper,
            List<String> classes,
            int channels,
            int height,
            int width,
            String heading,
            String noun,
            String seen) {}

    /** The page of models, of which the first is shown first. */
    static String of(List<ServedModel> models) {
        List<Shown> shown = models.stream().map(DrawingPage::shown).toList();
        return Html.fill(
                TEMPLATE,
                Map.of(
                        "models", Html.escape(Json.write(shown)),
                        "title", Html.escape(shown.get(0).title()),
                        "about", Html.escape(shown.get(0).about()),
                        "heading", shown.get(0).heading(),
                        "seen", shown.get(0).seen()));
    }

    private static Shown shown(ServedModel model) {
        PictureReader reader = model.reader();
        Task task = reader.task();
        boolean digits = reader instanceof PictureReader.Digits;
        return new Shown(
                model.name(),
                model.info().name(),
                model.info().about(),
                reader.kind(),
                reader.darkPaper() ? "dark" : "light",
                task.classes(),
                task.channels(),
                task.height(),
                task.width(),
                digits ? "Draw a digit" : "Draw, or open a picture",
                digits ? "digit" : "class",
                seen(task, digits));
    }

    private static String seen(Task task, boolean digits) {
        String size = task.height() + " × " + task.width() + (task.channels() == 1 ? " pixels" : " pixels in colour");
        return size + (digits ? ", cut out, scaled and centred." : ", the whole picture scaled.");
    }
}
