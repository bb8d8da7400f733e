package org.mnist.report;

import java.awt.AWTError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.mnist.base.Failure;
import org.mnist.base.Text;
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
     * @param key what its colours and numbers mean, and what can be learned from it
     * @param text what can be seen, for those who cannot see it
     * @param drawing draws it in a width
     */
    record Picture(String file, String title, String key, String text, IntFunction<Drawing> drawing) {
        /** The picture for a file, with all that tells of it. */
        Drawing whole(RunResult result) {
            return drawing.apply(Drawing.WIDE).titled(title, List.of(where(result), key));
        }

        private static String where(RunResult result) {
            return Text.printable(result.arch() + " on " + result.data()) + ", seed " + result.seed() + ", run "
                    + Text.printable(result.folder());
        }
    }

    /** The pictures that can be drawn of a run. */
    static List<Picture> of(Reported run) {
        RunResult result = run.result();
        List<EpochResult> history = run.history();
        String noun = run.noun();
        float[][][][] kernels = run.kernels();
        List<String> names = result.best().test().names();
        List<Picture> pictures = new ArrayList<>();
        if (Curves.areThere(List.of(history))) {
            pictures.add(curves(history, result.best().epoch()));
        }
        pictures.add(new Picture(
                RunFiles.CONFUSION,
                "Which " + noun + " was taken for which",
                "Each row is of the test images of one " + noun
                        + ": how many were taken for which, and their share. Blue is"
                        + " right, red is wrong; the stronger the red, the larger the share.",
                "A table of actual against predicted classes, with counts and shares of each row",
                width -> ConfusionPicture.draw(result.best().test().confusion(), names, width)));
        if (result.diagnosis() != null) {
            pictures.add(new Picture(
                    RunFiles.CALIBRATION,
                    "How far its confidence can be trusted",
                    Sentences.calibration(
                            result.diagnosis().calibration(), result.best().test()),
                    "Columns of accuracy over confidence, with intervals, beside the line of a calibrated model",
                    width -> CalibrationPicture.draw(result.diagnosis().calibration(), width)));
        }
        pictures.add(new Picture(
                RunFiles.MISTAKES,
                "The surest mistakes",
                Sentences.MISTAKES,
                "Test images with what they are, what they were taken for, and how surely",
                width -> MistakesPicture.draw(result.mistakes(), run.test(), names, width)));
        if (kernels.length > 0) {
            boolean grey = kernels[0].length == 1;
            pictures.add(new Picture(
                    RunFiles.FILTERS,
                    "What the first layer looks for",
                    grey
                            ? "Each tile is a kernel, scaled to its own largest weight: blue weights are positive, red ones"
                                    + " negative. Strokes and edges are a good sign, noise one of too much room."
                            : "Each tile is a kernel in the colours that it answers to; middle grey is zero.",
                    grey
                            ? "The first layer's kernels; positive weights in one colour, negative ones in another"
                            : "The first layer's kernels, in the colours that they answer to",
                    width -> FiltersPicture.draw(kernels)));
        }
        return pictures;
    }

    /** The curves of one run of two epochs or more. */
    static Picture curves(List<EpochResult> history, int best) {
        return new Picture(
                RunFiles.CURVES,
                "Training",
                Sentences.CURVES,
                "Loss and accuracy after each epoch; the best epoch is " + best,
                width -> Curves.of(history, best, width).draw(width));
    }

    /**
     * Whether this Java can draw text: one without fonts fails in many ways, none of which it documents, at the first letter.
     */
    static boolean canDraw() {
        try {
            return Letters.of(12).width("0") > 0;
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
