package org.mnist.report;

import java.util.List;
import org.mnist.config.TrainConfig;
import org.mnist.data.Images;
import org.mnist.experiment.Provenance;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;

/**
 * A run, as its report needs it.
 *
 * @param config how it was trained
 * @param result its figures
 * @param provenance program and machine
 * @param history its epochs
 * @param train all training images of its data
 * @param test the test images
 * @param kernels of the first layer, by number, channel, row and column; none if it has none to look at
 */
record Reported(
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
}
