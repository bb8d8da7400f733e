package org.mnist.report;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.Images;
import org.mnist.file.SafeFiles;
import org.mnist.run.Provenance;
import org.mnist.run.RunFiles;
import org.mnist.run.RunResult;
import org.mnist.train.EpochResult;

/** What a person looks at after a run: pictures, and a page with them and all figures, in the run folder. */
public final class RunReport {
    private RunReport() {}

    /**
     * Draws it from what the run folder has.
     *
     * @param files the run, which has ended
     * @param test the test images; null if they are not at hand: their picture is left out then
     * @param kernels of the first layer; null if it has none
     * @param talk gets a line if there is something that cannot be drawn
     * @return the page
     * @throws org.mnist.failure.Failure of kind NOT_FOUND if the run has not ended, BAD_INPUT if a file of it is damaged
     */
    public static Path write(RunFiles files, Images test, float[][][] kernels, Consumer<String> talk) {
        RunResult result = files.readResult();
        Provenance provenance = files.readProvenance();
        List<EpochResult> history = files.metrics().read();
        TrainConfig config = ConfigLoader.load(null, files.config(), List.of());
        List<Pictures.Picture> pictures = List.of();
        if (Pictures.canDraw()) {
            pictures = Pictures.of(result, history, test, kernels);
        } else {
            talk.accept(
                    "this Java cannot draw text, so the report has no pictures; install a font and fontconfig, then `mnist report "
                            + files.path() + "`");
        }
        for (Pictures.Picture picture : pictures) {
            SafeFiles.write(files.path().resolve(picture.file()), out -> out.write(picture.png(Paper.LIGHT)));
        }
        SafeFiles.write(files.report(), Page.of(config, result, provenance, pictures));
        return files.report();
    }
}
