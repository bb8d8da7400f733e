package org.mnist.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.TrainConfig;
import org.mnist.eval.Accuracy;
import org.mnist.eval.Significance;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/**
 * Several runs laid side by side: where their configurations differ, how good they are, how sure that is, and how likely each
 * differs from the best by more than chance.
 *
 * @param runs in the order in which they were named
 * @param keys the configuration keys in which they differ, those of layers last
 * @param reference the run that all others are tested against; null where none has been scored
 * @param difference how their test images differ; null if they are the same
 */
public record RunComparison(
        List<Compared> runs,
        List<String> keys,
        @Nullable Compared reference,
        @Nullable String difference) {
    /** The key whose value people know a run by. */
    private static final String NAME = "name";

    private static final String LAYERS = "layers.";

    /**
     * A run among others, as JSON has it.
     *
     * @param run its folder
     * @param arch name of the architecture
     * @param data the data set
     * @param seed the seed
     * @param epochs how many it is to train
     * @param trained how many it has trained
     * @param config its value of each configuration key in which the runs differ; null where it has none
     * @param validation on the images held out, after the best epoch; null where none were, or no epoch has ended
     * @param test on the test images, of the same epoch's model; null where the run has not been scored
     * @param mcnemar the test against the best; null for that one, and where a run has not kept which images were wrong
     * @param result its final figures; null where it has not ended
     */
    public record Compared(
            String run,
            String arch,
            String data,
            long seed,
            int epochs,
            int trained,
            Map<String, @Nullable String> config,
            @Nullable Accuracy validation,
            @Nullable Accuracy test,
            @Nullable McNemar mcnemar,
            @Nullable RunResult result) {
        Compared against(@Nullable McNemar test) {
            return new Compared(run, arch, data, seed, epochs, trained, config, validation, this.test, test, result);
        }
    }

    /**
     * A test of two runs on the same images.
     *
     * @param against the other run
     * @param onlyThisWrong images that this run alone got wrong
     * @param onlyOtherWrong images that the other alone got wrong
     * @param p the chance of so great a difference, or a greater one, between equally good models
     */
    public record McNemar(String against, int onlyThisWrong, int onlyOtherWrong, double p) {}

    /** A run as it was read. */
    private record Read(
            TrainConfig config, Optional<RunResult> result, Optional<EpochResult> best, int trained, TestSet test) {}

    /**
     * Reads and compares runs.
     *
     * @param folders two or more run folders
     * @param acrossData whether they may be of different test images; nothing is tested between those
     * @param warn gets a line for each file that a newer program wrote or that is left out
     * @throws Failure of kind NOT_FOUND if one is no run, BAD_INPUT if one is damaged, USAGE if they were scored on
     *     different images
     */
    public static RunComparison of(List<Path> folders, boolean acrossData, Consumer<String> warn) {
        List<Read> all = folders.stream().map(folder -> read(folder, warn)).toList();
        TestSet first = all.get(0).test();
        Optional<String> difference = all.stream()
                .flatMap(run -> run.test().differenceFrom(first).stream())
                .findFirst();
        if (difference.isPresent() && !acrossData) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    difference.get() + "; leave one out, or say --across-data to see them side by side all the same");
        }
        SortedMap<String, List<@Nullable String>> differing =
                ConfigIdentity.differences(all.stream().map(Read::config).toList());
        List<String> keys = differing.keySet().stream()
                .sorted(Comparator.comparing((String key) -> !key.equals(NAME))
                        .thenComparing(key -> key.startsWith(LAYERS)))
                .toList();
        List<Compared> runs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Map<String, @Nullable String> config = new LinkedHashMap<>();
            for (String key : keys) {
                config.put(key, Objects.requireNonNull(differing.get(key)).get(i));
            }
            runs.add(compared(folders.get(i), all.get(i), config));
        }
        int best = best(runs);
        for (int i = 0; i < runs.size(); i++) {
            if (best >= 0
                    && i != best
                    && all.get(i).test().differenceFrom(all.get(best).test()).isEmpty()) {
                runs.set(i, runs.get(i).against(mcnemar(runs.get(i), runs.get(best))));
            }
        }
        return new RunComparison(List.copyOf(runs), keys, best < 0 ? null : runs.get(best), difference.orElse(null));
    }

    private static Read read(Path folder, Consumer<String> warn) {
        RunDirectory.requireRun(folder);
        RunFiles files = new RunFiles(folder, warn);
        TrainConfig config = files.readConfig();
        Optional<RunResult> result = files.ended(config);
        List<EpochResult> history = result.isEmpty() ? files.metrics().readIfThere() : List.of();
        return new Read(
                config,
                result,
                history.isEmpty()
                        ? Optional.empty()
                        : Optional.of(TrainState.of(history).best()),
                result.map(RunResult::epochs).orElse(history.size()),
                new TestSet(
                        folder.toString(),
                        result.map(RunResult::data).orElse(config.data()),
                        config.task(),
                        result.map(ended -> ended.best().test().images()).orElse(null),
                        files.lookUpProvenance().map(Provenance::testData).orElse(Map.of())));
    }

    private static Compared compared(Path folder, Read read, Map<String, @Nullable String> config) {
        RunResult result = read.result().orElse(null);
        Double validation = result == null
                ? read.best()
                        .filter(EpochResult::hasValidation)
                        .map(EpochResult::valAccuracy)
                        .orElse(null)
                : result.best().valAccuracy();
        return new Compared(
                folder.toString(),
                read.config().name(),
                read.test().data(),
                read.config().seed(),
                read.config().epochs(),
                read.trained(),
                config,
                validation == null ? null : Accuracy.of(validation, RunResult.validationImages(read.config(), result)),
                result == null
                        ? null
                        : Accuracy.of(
                                result.best().test().accuracy(),
                                result.best().test().images()),
                null,
                result);
    }

    /** The place of the best run by validation among those that were scored; -1 if none was scored. */
    private static int best(List<Compared> runs) {
        int best = -1;
        for (int i = 0; i < runs.size(); i++) {
            RunResult result = runs.get(i).result();
            RunResult before = best < 0 ? null : runs.get(best).result();
            if (result != null && (before == null || isBetter(result.best(), before.best()))) {
                best = i;
            }
        }
        return best;
    }

    /** Whether validation has a higher accuracy, or the same and a lower loss. */
    private static boolean isBetter(RunResult.Scored run, RunResult.Scored other) {
        double accuracy = Objects.requireNonNullElse(run.valAccuracy(), 0.0);
        double otherAccuracy = Objects.requireNonNullElse(other.valAccuracy(), 0.0);
        double loss = Objects.requireNonNullElse(run.valLoss(), Double.MAX_VALUE);
        double otherLoss = Objects.requireNonNullElse(other.valLoss(), Double.MAX_VALUE);
        return accuracy > otherAccuracy || (accuracy == otherAccuracy && loss < otherLoss);
    }

    private static @Nullable McNemar mcnemar(Compared run, Compared other) {
        List<Integer> mine = run.result() == null ? null : run.result().wrong();
        List<Integer> others = other.result() == null ? null : other.result().wrong();
        if (mine == null || others == null) {
            return null;
        }
        int onlyThis = Significance.without(mine, others);
        int onlyOther = Significance.without(others, mine);
        return new McNemar(other.run(), onlyThis, onlyOther, Significance.mcnemar(onlyThis, onlyOther));
    }
}
