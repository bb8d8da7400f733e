package org.mnist.experiment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.inference.TTest;
import org.mnist.base.Failure;
import org.mnist.base.Text;

/** Comparison with earlier measurements, which finds a worse accuracy and does not take chance for one. */
public final class Baseline {
    /** A drop that chance alone would show less often than this counts as one. */
    private static final double SIGNIFICANCE = 0.01;

    private Baseline() {}

    /**
     * One side of a comparison with a baseline.
     *
     * @param arch the architecture
     * @param epochs how long each is trained
     * @param seeds how many are trained
     */
    public record Side(String arch, int epochs, int seeds) {}

    /**
     * Refuses a comparison that could not be made; to be asked before hours of training.
     *
     * @param before measurements of the baseline
     * @param now what is to be compared with it
     * @throws Failure of kind USAGE if one has fewer than two seeds or other epochs, or the baseline lacks one
     */
    public static void requireComparable(List<Measurement> before, List<Side> now) {
        Set<String> known = before.stream().map(Measurement::arch).collect(Collectors.toSet());
        List<String> unknown = now.stream()
                .map(Side::arch)
                .filter(arch -> !known.contains(arch))
                .distinct()
                .toList();
        if (now.isEmpty() || !unknown.isEmpty()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--baseline: it does not measure "
                            + (now.isEmpty() ? "what is here" : String.join(", ", unknown))
                            + "; leave that out, or name a file that measures it");
        }
        for (Side current : now) {
            for (Measurement earlier : before) {
                if (earlier.arch().equals(current.arch)) {
                    requireComparable(earlier, current);
                }
            }
        }
    }

    private static void requireComparable(Measurement earlier, Side current) {
        if (earlier.epochs() != current.epochs) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--baseline: " + current.arch + " was trained for " + earlier.epochs() + " epochs there, and for "
                            + current.epochs + " here; use the same --epochs");
        }
        if (!earlier.runs().stream().allMatch(Measurement.Run::tookAllEpochs)) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--baseline: runs of " + current.arch
                            + " there ended early, by --until-accuracy; measure whole ones");
        }
        if (earlier.runs().size() < 2 || current.seeds < 2) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--baseline: a comparison needs at least two seeds on both sides, such as --seeds 1,2,3");
        }
    }

    /** The sides that measurements make. */
    public static List<Side> sides(List<Measurement> measured) {
        return measured.stream()
                .map(m -> new Side(m.arch(), m.epochs(), m.runs().size()))
                .toList();
    }

    /**
     * An architecture held to its accuracy of before.
     *
     * @param arch its name
     * @param gate the mean accuracies of before and now, and Welch's one-sided t-test between them
     */
    public record Judgement(String arch, @JsonUnwrapped Gate gate) {
        /** The sentence for an accuracy that has fallen; empty if it has not. */
        public Optional<String> regression() {
            return gate.passed()
                    ? Optional.empty()
                    : Optional.of(Text.format(
                            "%s fell from %s to %s (Welch's test, p = %.2g)",
                            arch,
                            Text.percent(gate.threshold()),
                            Text.percent(gate.value()),
                            Objects.requireNonNull(gate.p())));
        }
    }

    /**
     * Judges measurements that {@link #requireComparable} has found to be so.
     *
     * @param before measurements of the baseline
     * @param now new ones
     * @return a judgement for each that both have, in the order of the new ones
     */
    public static List<Judgement> judge(List<Measurement> before, List<Measurement> now) {
        List<Judgement> judgements = new ArrayList<>();
        for (Measurement current : now) {
            for (Measurement earlier : before) {
                if (earlier.arch().equals(current.arch())) {
                    double p = chanceOfDrop(earlier, current);
                    judgements.add(new Judgement(
                            current.arch(),
                            new Gate(
                                    earlier.accuracies().getMean(),
                                    current.accuracies().getMean(),
                                    p >= SIGNIFICANCE,
                                    p)));
                }
            }
        }
        return judgements;
    }

    private static double chanceOfDrop(Measurement earlier, Measurement current) {
        double drop = earlier.accuracies().getMean() - current.accuracies().getMean();
        if (earlier.accuracies().getVariance() == 0 && current.accuracies().getVariance() == 0) {
            return drop > 0 ? 0 : 1; // without any spread every drop is a drop
        }
        double oneSided = new TTest()
                        .tTest(
                                earlier.accuracies().getValues(),
                                current.accuracies().getValues())
                / 2;
        return drop > 0 ? oneSided : 1 - oneSided;
    }
}
