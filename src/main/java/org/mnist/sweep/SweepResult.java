package org.mnist.sweep;

import java.util.List;
import java.util.Map;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;

/**
 * What a sweep came to: {@code sweep.json}.
 *
 * @param data the data set
 * @param sample whether that is the small sample in the jar, whose test images are not the real test set
 * @param settings the keys of a configuration of which more than one value was tried
 * @param seeds the seeds that each configuration was trained from
 * @param planned how many trainings there were to be
 * @param ranking the configurations of which at least one training has ended, the best by validation first
 * @param alike names of those whose mean validation accuracy is within one standard error of its difference from the best one's
 * @param trials all trainings that have ended, in the order of the plan
 * @param failures those that have failed
 * @param launcher where they ran
 * @param threads how many each used
 * @param hardware processor of the machine that directed them, and how many it has
 * @param folder where everything is
 */
public record SweepResult(
        String data,
        boolean sample,
        List<String> settings,
        List<Long> seeds,
        int planned,
        List<Ranking.Ranked> ranking,
        List<String> alike,
        List<TrialResult> trials,
        List<Failed> failures,
        String launcher,
        int threads,
        String hardware,
        String folder)
        implements Document {
    /** The kinds of processors that trained; between two of them the last bits may differ. */
    public List<String> processors() {
        return trials.stream().map(TrialResult::processor).distinct().sorted().toList();
    }

    /**
     * A training that has failed.
     *
     * @param trial the name of its run folder
     * @param configuration the name of its configuration
     * @param arch name of the architecture
     * @param seed the seed
     * @param settings the values that were tried of the swept keys
     * @param code the exit code of its process
     * @param why in one line
     */
    public record Failed(
            String trial,
            String configuration,
            String arch,
            long seed,
            Map<String, String> settings,
            int code,
            String why) {
        /** A failure of a training. */
        static Failed of(Trial trial, int code, String why) {
            Candidate candidate = trial.candidate();
            return new Failed(
                    trial.name(),
                    candidate.name(),
                    candidate.config().name(),
                    trial.seed(),
                    candidate.settings(),
                    code,
                    why);
        }
    }

    @Override
    public Schema schema() {
        return Schema.SWEEP_RESULT;
    }
}
