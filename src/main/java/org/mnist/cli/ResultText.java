package org.mnist.cli;

import org.mnist.run.RunResult;
import org.mnist.term.Text;

/** The figures of a run for a person. */
final class ResultText {
    private ResultText() {}

    static String of(RunResult result) {
        RunResult.Scored best = result.best();
        String chosen = best.valAccuracy() == null
                ? "the last epoch, " + best.epoch()
                : "epoch " + best.epoch() + ", chosen by validation";
        return Text.format(
                "%s%s, seed %d: test accuracy %s (%s), loss %.4f, on %s images%n"
                        + "last epoch (%d): %s, loss %.4f%n"
                        + "trained %d epochs in %s by %s, %.0f images/s, %.1f %% of it waiting for images; tested at %.0f images/s%n"
                        + "%s",
                result.sample() ? "SAMPLE: " : "",
                result.arch(),
                result.seed(),
                Text.percent(best.test().accuracy()),
                chosen,
                best.test().loss(),
                Text.count(best.test().images()),
                result.last().epoch(),
                Text.percent(result.last().test().accuracy()),
                result.last().test().loss(),
                result.epochs(),
                Text.duration(result.trainSeconds()),
                result.engine(),
                result.trainImagesPerSecond(),
                100 * result.waitingShare(),
                result.testImagesPerSecond(),
                result.folder());
    }
}
