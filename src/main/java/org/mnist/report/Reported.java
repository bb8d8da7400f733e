package org.mnist.report;

import java.nio.file.Path;
import java.util.List;
import org.mnist.base.Text;
import org.mnist.config.TrainConfig;
import org.mnist.data.Images;
import org.mnist.experiment.Provenance;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;

/**
 * A run, as its report needs it.
 *
 * @param folder where it lies
 * @param config how it was trained
 * @param result its figures
 * @param provenance program and machine
 * @param history its epochs
 * @param train all training images of its data
 * @param test the test images
 * @param kernels of the first layer, by number, channel, row and column; none if it has none to look at
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reported(
        Path folder,
        TrainConfig config,
        RunResult result,
        Provenance provenance,
        List<EpochResult> history,
        Images train,
        Images test,
        float[][][][] kernels) {
    /** What a class of it is called. */
    String noun() {
        return config.task().tellsDigits() ? "digit" : "class";
    }

    /** What it is of, in a line: architecture, data, seed, and the name of its folder. */
    String title() {
        return Text.printable(result.arch() + " on " + result.data() + ", seed " + result.seed() + ", run "
                + folder.toAbsolutePath().normalize().getFileName());
    }
}
