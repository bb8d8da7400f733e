package org.mnist.sweep;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Check;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;
import org.mnist.train.EpochResult;

/**
 * What a training of a sweep came to: {@code trial.json}.
 *
 * @param trial the name of its run folder
 * @param configuration the name that it shares with the same configuration from other seeds
 * @param arch name of the architecture
 * @param seed the seed
 * @param settings the values that were tried of the swept keys
 * @param epochs how many were trained
 * @param bestEpoch the epoch that validation chose
 * @param valAccuracy validation accuracy after that epoch, 0 to 1
 * @param valLoss validation loss after that epoch
 * @param trainSeconds time of the training steps of all epochs
 * @param processor the kind of processor that it was trained on
 * @param testAccuracy test accuracy of that epoch's model, 0 to 1; null if it was not scored
 */
public record TrialResult(
        String trial,
        String configuration,
        String arch,
        long seed,
        Map<String, String> settings,
        int epochs,
        int bestEpoch,
        double valAccuracy,
        double valLoss,
        double trainSeconds,
        String processor,
        @Nullable Double testAccuracy)
        implements Document {
    /** Checks that each figure is one. */
    public TrialResult {
        Check.range("epochs", epochs, 1, Integer.MAX_VALUE);
        Check.range("best_epoch", bestEpoch, 1, epochs);
        Check.share("the validation accuracy", valAccuracy);
        Check.finite("the validation loss", valLoss);
        Check.finite("the time of training", trainSeconds);
        if (testAccuracy != null) {
            Check.share("the test accuracy", testAccuracy);
        }
    }

    /**
     * The result of a training.
     *
     * @param epochs how many it took
     * @param best the one that validation chose
     * @param processor the kind of processor that it was trained on
     */
    static TrialResult of(
            Trial trial,
            int epochs,
            EpochResult best,
            double trainSeconds,
            String processor,
            @Nullable Double testAccuracy) {
        Candidate candidate = trial.candidate();
        return new TrialResult(
                trial.name(),
                candidate.name(),
                candidate.config().name(),
                trial.seed(),
                candidate.settings(),
                epochs,
                best.epoch(),
                best.valAccuracy(),
                best.valLoss(),
                trainSeconds,
                processor,
                testAccuracy);
    }

    /** The same with the values of the keys that are swept now. */
    TrialResult withSettings(Map<String, String> now) {
        return new TrialResult(
                trial,
                configuration,
                arch,
                seed,
                now,
                epochs,
                bestEpoch,
                valAccuracy,
                valLoss,
                trainSeconds,
                processor,
                testAccuracy);
    }

    @Override
    public Schema schema() {
        return Schema.TRIAL;
    }
}
