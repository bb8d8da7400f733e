package org.mnist.report;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.mnist.base.SafeFiles;
import org.mnist.config.TrainConfig;
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
     * @param test the test images
     * @param kernels of the first layer; none if it has none to look at
     * @param log gets a line if there is something that cannot be drawn
     * @return the page
     * @throws org.mnist.base.Failure of kind NOT_FOUND if the run has not ended, BAD_INPUT if a file of it is damaged
     */
    public static Path write(RunFiles files, Images test, float[][][][] kernels, Consumer<String> log) {
        RunResult result = files.readResult();
        Provenance provenance = files.readProvenance();
        List<EpochResult> history = files.metrics().read();
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
            SafeFiles.write(
                    files.path().resolve(picture.file()), out -> out.write(Png.bytes(picture.draw(Theme.LIGHT))));
        }
        SafeFiles.write(files.report(), ReportPage.of(config, result, provenance, pictures));
        return files.report();
    }

    /** What a class of a task is called. */
    static String noun(Task task) {
        return task.tellsDigits() ? "digit" : "class";
    }
}
