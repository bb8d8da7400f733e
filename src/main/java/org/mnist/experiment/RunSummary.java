package org.mnist.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.base.SafeFiles;
import org.mnist.config.TrainConfig;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/**
 * A run folder in a few words. No model is read, and a process that works in the folder is not disturbed.
 *
 * @param run the folder
 * @param arch name of the architecture; null where that cannot be read, as each of the following
 * @param data the data set
 * @param seed the seed
 * @param started when a process last began with it, in UTC
 * @param epochs how many are done
 * @param of how many it is to train
 * @param valAccuracy of the best epoch, 0 to 1; null also where none has ended or nothing was held out
 * @param testAccuracy of that epoch's model, 0 to 1; null also where it was not scored
 * @param state what has become of it
 * @param reason what is wrong with it, and what helps; null if nothing is
 * @param bytes what its files take
 */
public record RunSummary(
        String run,
        @Nullable String arch,
        @Nullable String data,
        @Nullable Long seed,
        @Nullable String started,
        int epochs,
        @Nullable Integer of,
        @Nullable Double valAccuracy,
        @Nullable Double testAccuracy,
        State state,
        @Nullable String reason,
        long bytes) {
    /** What has become of a run. */
    public enum State {
        /** All is done: trained, and scored on the test images. */
        FINISHED,
        /** All epochs are done, and it was not scored on the test images. */
        TRAINED,
        /** Epochs are missing, and nobody works on it. */
        STOPPED,
        /** A process works in the folder. */
        RUNNING,
        /** A file of it is missing or damaged. */
        DAMAGED;

        /** The name in JSON. */
        @JsonValue
        public String text() {
            return Names.of(this);
        }
    }

    /** The summary of a run folder as it is now. */
    public static RunSummary of(Path folder) {
        return new Reader(folder).summary(RunDirectory.isInUse(folder));
    }

    /** The same where it is known whether another process works in it. */
    static RunSummary of(Path folder, boolean running) {
        return new Reader(folder).summary(running);
    }

    /** Reads what can be read, and remembers the first thing that cannot. */
    private static final class Reader {
        private final Path folder;
        private final RunFiles files;
        private @Nullable String reason;

        Reader(Path folder) {
            this.folder = folder;
            this.files = new RunFiles(folder, line -> {});
        }

        RunSummary summary(boolean running) {
            Optional<TrainConfig> config = config();
            Optional<RunResult> result = config.flatMap(known -> sound(() -> files.ended(known)));
            List<EpochResult> history = sound(() -> Optional.of(
                            result.isPresent()
                                    ? files.metrics().read(result.get().epochs())
                                    : files.metrics().readIfThere()))
                    .orElse(List.of());
            TrainState state = TrainState.of(history);
            Optional<Provenance> provenance = Files.exists(files.provenance())
                    ? sound(() -> Optional.of(files.readProvenance()))
                    : Optional.empty();
            if (result.isPresent() && !isKeptWithoutModels()) {
                Stream.of(files.best(), files.last())
                        .filter(model -> !Files.isRegularFile(model))
                        .findFirst()
                        .ifPresent(
                                model -> note(model + " is missing; " + RunFiles.resuming(model) + " makes it anew"));
            }
            return new RunSummary(
                    folder.toString(),
                    config.map(TrainConfig::name).orElse(null),
                    config.map(TrainConfig::data).orElse(null),
                    config.map(TrainConfig::seed).orElse(null),
                    provenance.map(Provenance::started).orElseGet(this::changed),
                    result.map(RunResult::epochs).orElse(history.size()),
                    config.map(TrainConfig::epochs).orElse(null),
                    result.map(ended -> ended.best().valAccuracy()).orElseGet(() -> validated(state)),
                    result.map(ended -> ended.best().test().accuracy()).orElse(null),
                    running
                            ? State.RUNNING
                            : reason != null
                                    ? State.DAMAGED
                                    : result.isPresent() ? State.FINISHED : unscored(config, state),
                    running ? null : reason,
                    SafeFiles.size(folder));
        }

        /** The configuration; only a run that was cut off before its first file may be without. */
        private Optional<TrainConfig> config() {
            if (Files.exists(files.config(), LinkOption.NOFOLLOW_LINKS)) {
                return sound(() -> Optional.of(files.readConfig()));
            }
            boolean begun = Stream.of(files.provenance(), files.result(), files.best(), files.last())
                            .anyMatch(Files::exists)
                    || !files.checkpoints().all().isEmpty();
            if (begun) {
                note(files.config() + " is missing; bring back the one that the run began with");
            }
            return Optional.empty();
        }

        /** Whether somebody has kept the figures alone, which is no damage. */
        private boolean isKeptWithoutModels() {
            return files.checkpoints().all().isEmpty()
                    && Stream.of(files.best(), files.last()).noneMatch(Files::exists);
        }

        private <T> Optional<T> sound(Supplier<Optional<T>> reader) {
            try {
                return reader.get();
            } catch (Failure e) {
                note(e.getMessage());
                return Optional.empty();
            }
        }

        private void note(String fault) {
            reason = reason == null ? fault : reason;
        }

        private @Nullable String changed() {
            try {
                return Files.getLastModifiedTime(folder)
                        .toInstant()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString();
            } catch (IOException e) {
                return null; // it has gone meanwhile
            }
        }
    }

    private static State unscored(Optional<TrainConfig> config, TrainState state) {
        boolean trained = config.filter(
                        known -> state.epochs() >= known.epochs() || state.isOutOfPatience(known.patience()))
                .isPresent();
        return trained ? State.TRAINED : State.STOPPED;
    }

    private static @Nullable Double validated(TrainState state) {
        return state.epochs() > 0 && state.best().hasValidation()
                ? (Double) state.best().valAccuracy()
                : null;
    }
}
