package org.mnist.report;

import java.nio.file.Path;
import java.util.List;
import org.mnist.config.TrainConfig;
import org.mnist.data.Images;
import org.mnist.experiment.RunResult;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.NoiseImages;
import org.mnist.train.EpochResult;

/** Runs that never were, as reports need them. */
final class ReportedRun {
    /** The training images. */
    static final Images TRAIN = NoiseImages.of(1200);

    /** The test images, which are others. */
    static final Images TEST = NoiseImages.of(1000);

    private ReportedRun() {}

    static Reported of(RunResult result) {
        return of(result, FinishedRun.HISTORY, new float[0][][][]);
    }

    static Reported of(RunResult result, List<EpochResult> history, float[][][][] kernels) {
        return of(FinishedRun.config(), result, history, kernels);
    }

    static Reported of(TrainConfig config, RunResult result, List<EpochResult> history, float[][][][] kernels) {
        return new Reported(
                Path.of("runs/mlp"), config, result, FinishedRun.provenance(), history, TRAIN, TEST, kernels);
    }
}
