package org.mnist.report;

import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.mnist.data.Images;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;

/** The pictures of a run. */
final class Pictures {
    private Pictures() {}

    /**
     * A picture.
     *
     * @param file its file's name
     * @param title for people
     * @param text what can be seen, for those who cannot
     * @param drawing draws it
     */
    record Picture(String file, String title, String text, Function<Theme, BufferedImage> drawing) {
        byte[] png(Theme paper) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                ImageIO.write(drawing.apply(paper), "png", out);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // there is no disk in this
            }
            return out.toByteArray();
        }
    }

    /**
     * Those that can be drawn.
     *
     * @param test the test images; null if they are not at hand
     * @param kernels of the first layer; null if it has none
     */
    static List<Picture> of(RunResult result, List<EpochResult> history, Images test, float[][][] kernels) {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(new Picture(
                "curves.png",
                "Training",
                "Loss, accuracy and learning rate after each epoch; the best epoch is "
                        + result.best().epoch(),
                paper -> Curves.draw(history, result.best().epoch(), paper)));
        pictures.add(new Picture(
                "confusion.png",
                "Which digit was taken for which",
                "A table of actual against predicted digits, with counts and shares of each row",
                paper -> ConfusionPicture.draw(result.best().test().confusion(), paper)));
        if (test != null) {
            pictures.add(new Picture(
                    "mistakes.png",
                    "The surest mistakes",
                    "Test images with what they are, what they were taken for, and how surely",
                    paper -> Tiles.mistakes(result.mistakes(), test, paper)));
        }
        if (kernels != null) {
            pictures.add(new Picture(
                    "filters.png",
                    "What the first layer looks for",
                    "The first layer's kernels; positive weights in one colour, negative ones in another",
                    paper -> Tiles.kernels(kernels, paper)));
        }
        return pictures;
    }

    /**
     * Whether text can be drawn: a Java without fonts fails in many ways, none of which it documents, at the first
     * letter.
     */
    static boolean canDraw() {
        try {
            return Theme.LIGHT.pen(Theme.LIGHT.sheet(1, 1), 12).getFontMetrics().stringWidth("0") > 0;
        } catch (RuntimeException | InternalError | LinkageError | AWTError e) {
            return false;
        }
    }
}
