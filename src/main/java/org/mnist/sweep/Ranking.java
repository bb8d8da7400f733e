package org.mnist.sweep;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The configurations of a sweep by their mean validation accuracy, the best first; of equal ones the lower mean validation loss.
 * Those of which every seed was trained come before those of which some failed. Test accuracies decide on nothing.
 */
public final class Ranking {
    private Ranking() {}

    /**
     * A configuration with what its trainings came to.
     *
     * @param configuration its name
     * @param arch name of the architecture
     * @param settings the values that were tried of the swept keys
     * @param trials how many trainings have ended
     * @param valAccuracy their mean validation accuracy, 0 to 1
     * @param standardError of that mean, the sample's standard deviation divided by the root of their number; null for one
     * @param valLoss their mean validation loss
     * @param trainSeconds their mean time of training steps
     * @param testAccuracy their mean test accuracy; null where they were not scored
     * @param testDeviation the sample's standard deviation of the test accuracies; null for one
     */
    public record Ranked(
            String configuration,
            String arch,
            Map<String, String> settings,
            int trials,
            double valAccuracy,
            @Nullable Double standardError,
            double valLoss,
            double trainSeconds,
            @Nullable Double testAccuracy,
            @Nullable Double testDeviation) {}

    /**
     * Ranks configurations.
     *
     * @param results of all trainings that have ended
     * @param seeds from how many seeds each was to be trained
     */
    public static List<Ranked> of(List<TrialResult> results, int seeds) {
        Map<String, List<TrialResult>> all = results.stream()
                .collect(Collectors.groupingBy(TrialResult::configuration, LinkedHashMap::new, Collectors.toList()));
        return all.values().stream()
                .map(Ranking::ranked)
                .sorted(Comparator.comparing((Ranked one) -> one.trials() < seeds)
                        .thenComparing(Ranked::valAccuracy, Comparator.reverseOrder())
                        .thenComparing(Ranked::valLoss)
                        .thenComparing(Ranked::configuration))
                .toList();
    }

    /**
     * The configurations that may be as good as the best: those whose mean is within one standard error of their difference.
     *
     * @param ranking at least one
     */
    public static List<Ranked> alike(List<Ranked> ranking) {
        Ranked best = ranking.get(0);
        return ranking.stream()
                .skip(best.standardError() == null ? ranking.size() : 1) // of one seed there is no error to tell by
                .filter(one -> best.valAccuracy() - one.valAccuracy() <= Math.hypot(error(best), error(one)))
                .toList();
    }

    private static double error(Ranked one) {
        return Objects.requireNonNullElse(one.standardError(), 0.0);
    }

    private static Ranked ranked(List<TrialResult> trials) {
        TrialResult first = trials.get(0);
        DescriptiveStatistics accuracy = over(trials, TrialResult::valAccuracy);
        boolean scored = trials.stream().allMatch(trial -> trial.testAccuracy() != null);
        Optional<DescriptiveStatistics> test = scored
                ? Optional.of(over(trials, trial -> Objects.requireNonNull(trial.testAccuracy())))
                : Optional.empty();
        int count = trials.size();
        return new Ranked(
                first.configuration(),
                first.arch(),
                first.settings(),
                count,
                accuracy.getMean(),
                count < 2 ? null : (Double) (accuracy.getStandardDeviation() / Math.sqrt(count)),
                over(trials, TrialResult::valLoss).getMean(),
                over(trials, TrialResult::trainSeconds).getMean(),
                test.map(DescriptiveStatistics::getMean).orElse(null),
                count < 2
                        ? null
                        : test.map(DescriptiveStatistics::getStandardDeviation).orElse(null));
    }

    private static DescriptiveStatistics over(List<TrialResult> trials, ToDoubleFunction<TrialResult> figure) {
        return new DescriptiveStatistics(trials.stream().mapToDouble(figure).toArray());
    }
}
