package org.mnist.report;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.mnist.base.Failure;
import org.mnist.data.Images;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;

/** The pictures of a run, and whether this Java can draw them. */
final class Pictures {
    private Pictures() {}

    /**
     * A picture that is drawn when it is asked for.
     *
     * @param file name of its file
     * @param title heading above it
     * @param text what can be seen, for those who cannot see it
     * @param drawing draws it
     */
    record Picture(String file, String title, String text, Function<Theme, BufferedImage> drawing) {
        /** The picture drawn in a theme. */
        BufferedImage draw(Theme theme) {
            return drawing.apply(theme);
        }
    }

    /**
     * The pictures that can be drawn of a run.
     *
     * @param noun what a class is called
     * @param test the test images
     * @param kernels of the first layer; none if it has none to look at
     */
    static List<Picture> of(
            RunResult result, List<EpochResult> history, String noun, Images test, float[][][][] kernels) {
        List<String> names = result.best().test().names();
        String omission = ConfusionPicture.omission(names.size());
        List<Picture> pictures = new ArrayList<>();
        pictures.add(new Picture(
                RunFiles.CURVES,
                "Training",
                "Loss, accuracy and learning rate after each epoch; the best epoch is "
                        + result.best().epoch(),
                theme -> Curves.draw(history, result.best().epoch(), theme)));
        pictures.add(new Picture(
                RunFiles.CONFUSION,
                "Which " + noun + " was taken for which" + (omission.isEmpty() ? "" : ": " + omission),
                "A table of actual against predicted classes, with counts and shares of each row",
                theme -> ConfusionPicture.draw(result.best().test().confusion(), names, theme)));
        pictures.add(new Picture(
                RunFiles.MISTAKES,
                "The surest mistakes",
                "Test images with what they are, what they were taken for, and how surely",
                theme -> MistakesPicture.draw(result.mistakes(), test, names, theme)));
        if (kernels.length > 0) {
            pictures.add(new Picture(
                    RunFiles.FILTERS,
                    "What the first layer looks for",
                    kernels[0].length == 1
                            ? "The first layer's kernels; positive weights in one colour, negative ones in another"
                            : "The first layer's kernels, in the colours that they answer to",
                    theme -> FiltersPicture.draw(kernels, theme)));
        }
        return pictures;
    }

    /**
     * Whether this Java can draw text: one without fonts fails in many ways, none of which it documents, at the first letter.
     */
    static boolean canDraw() {
        try {
            return Theme.LIGHT.pen(Theme.LIGHT.sheet(1, 1), 12).getFontMetrics().stringWidth("0") > 0;
        } catch (RuntimeException | InternalError | LinkageError | AWTError e) {
            return false;
        }
    }

    /**
     * Refuses to draw where this Java cannot.
     *
     * @throws Failure of kind UNAVAILABLE
     */
    static void requireCanDraw() {
        if (!canDraw()) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "this Java cannot draw text; install a font and fontconfig");
        }
    }
}
