package org.mnist.report;

import java.util.List;
import java.util.stream.Collectors;
import org.mnist.base.Text;
import org.mnist.data.Images;
import org.mnist.eval.EvalResult.Mistake;

/** Images of a data set on a page, each with what it is, what it was taken for, how surely, and its number. */
final class Gallery {
    /** The longer side of an image, in pixels, or a little less. */
    private static final int SIDE = 84;

    private Gallery() {}

    /**
     * The images as HTML; a sentence if there is none.
     *
     * @param images the images that the mistakes number
     * @param names of the classes, by label
     */
    static String of(List<Mistake> mistakes, Images images, List<String> names) {
        return mistakes.isEmpty()
                ? "<p>There is none.</p>"
                : mistakes.stream()
                        .map(mistake -> tile(mistake, images, names))
                        .collect(Collectors.joining("\n", "<div class=\"gallery\">\n", "\n</div>"));
    }

    private static String tile(Mistake mistake, Images images, List<String> names) {
        int width = images.image().width();
        int height = images.image().height();
        double scale = Math.max(1, SIDE / Math.max(width, height));
        String label = names.get(mistake.label());
        String predicted = names.get(mistake.predicted());
        return Text.format(
                "<figure><img alt=\"%s\" width=\"%.0f\" height=\"%.0f\" src=\"%s\"/><figcaption>%s → %s"
                        + "<span>%.1f %%</span><span>image %d</span></figcaption></figure>",
                Html.escape("image " + mistake.image() + ": " + label + ", taken for " + predicted),
                width * scale,
                height * scale,
                Png.address(ImagePicture.of(images, mistake.image())),
                Html.escape(label),
                Html.escape(predicted),
                100 * mistake.probability(),
                mistake.image());
    }
}
