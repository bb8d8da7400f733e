package org.mnist.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.experiment.Provenance;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.network.Task;
import org.mnist.train.EpochResult;

/** The report of a run in its folder: pictures, and a page with them and all figures. */
public final class RunReport {
    private RunReport() {}

    /**
     * Draws the report from what the run folder has.
     *
     * @param files the run, which has ended
     * @param dataset has the test images
     * @param kernels of the first layer; none if it has none to look at
     * @param log gets a line if there is something that cannot be drawn
     * @return the page
     * @throws Failure of kind NOT_FOUND if the run has not ended, BAD_INPUT if a file of it is damaged, USAGE if it was
     *     tested on other images
     */
    public static Path write(RunFiles files, Dataset dataset, float[][][][] kernels, Consumer<String> log) {
        if (dataset.own()) {
            requireTested(files, dataset);
        }
        return write(files, dataset.test(), kernels, log);
    }

    static Path write(RunFiles files, Images test, float[][][][] kernels, Consumer<String> log) {
        RunResult result = files.readResult();
        requireMistakesIn(result, test.count(), files);
        Provenance provenance = files.readProvenance();
        List<EpochResult> history = files.metrics().read(result.epochs());
        TrainConfig config = files.readConfig();
        List<Pictures.Picture> pictures = List.of();
        if (Pictures.canDraw()) {
            pictures = Pictures.of(result, history, noun(config.task()), test, kernels);
        } else {
            log.accept("this Java cannot draw text, so the report has no pictures; install a font and fontconfig, then"
                    + " `mnist report "
                    + files.path() + "`");
        }
        for (Pictures.Picture picture : pictures) {
            SafeFiles.write(files.picture(picture.file()), out -> out.write(Png.bytes(picture.draw(Theme.LIGHT))));
        }
        SafeFiles.write(files.report(), ReportPage.of(config, result, provenance, pictures));
        return files.report();
    }

    /** Whether the page and its pictures are there: the page is written last. */
    public static boolean isThere(RunFiles files) {
        return Files.isRegularFile(files.report())
                && (!Pictures.canDraw()
                        || Stream.of(RunFiles.CURVES, RunFiles.CONFUSION, RunFiles.MISTAKES)
                                .allMatch(name -> Files.isRegularFile(files.picture(name))));
    }

    /** The mistakes of a run are numbers of its own test images. */
    private static void requireTested(RunFiles files, Dataset dataset) {
        if (!files.readProvenance()
                .data()
                .values()
                .containsAll(dataset.testHashes().values())) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--data: " + dataset.name() + " is not what " + files.path()
                            + " was tested on: its images are others; --data names the place of the same data");
        }
    }

    private static void requireMistakesIn(RunResult result, int images, RunFiles files) {
        if (result.mistakes().stream().anyMatch(mistake -> mistake.image() >= images)) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    files.result() + " is damaged: it has a mistake that is none of the " + images
                            + " test images; `mnist train --resume --out " + files.path() + "` makes it anew");
        }
    }

    /** What a class of a task is called. */
    static String noun(Task task) {
        return task.tellsDigits() ? "digit" : "class";
    }
}
