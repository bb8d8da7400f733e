package org.mnist.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.base.PlainFiles;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;
import org.mnist.base.schema.Schema;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/**
 * The run folder of a training of a sweep. When the training has ended, what it came to is noted in it, so that nothing is done
 * again, nor all of it read.
 *
 * @param trial the training
 * @param path the run folder
 */
record TrialFolder(Trial trial, Path path) {
    static final String FILE = "trial.json";

    /** An empty file by which a training that ends where nobody watches says that it has ended well. */
    static final String TRAINED = ".trained";

    /** What the training came to, if it has ended; a note that is damaged is passed over, and is made again. */
    Optional<TrialResult> read() {
        Path file = path.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            TrialResult found =
                    Json.read(Schema.TRIAL, PlainFiles.text(file), TrialResult.class, file.toString(), line -> {});
            return Optional.of(found)
                    .filter(result -> result.trial().equals(trial.name()))
                    .map(result -> result.withSettings(trial.candidate().settings()));
        } catch (JsonProcessingException | PlainFiles.UnsoundFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    /** Notes what the training came to, if it has ended well somewhere where nobody watched. */
    Optional<TrialResult> recordTrained(Consumer<String> warn) {
        return Files.exists(path.resolve(TRAINED)) ? Optional.of(record(warn)) : Optional.empty();
    }

    /**
     * Notes what the training came to, which has ended.
     *
     * @throws Failure if its files do not say that
     */
    TrialResult record(Consumer<String> warn) {
        RunFiles files = new RunFiles(path, warn);
        TrainConfig config = trial.candidate().config();
        List<EpochResult> history = files.metrics().read();
        TrainState state = TrainState.of(history);
        Optional<RunResult> scored = files.ended(config);
        TrialResult result = TrialResult.of(
                trial,
                state.epochs(),
                state.best(),
                state.earlierSeconds(),
                files.readProvenance().processor(),
                scored.map(found -> found.best().test().accuracy()).orElse(null));
        SafeFiles.write(path.resolve(FILE), Json.document(result) + "\n");
        return result;
    }

    /** Removes models and checkpoints, and leaves what tells of the training. */
    void dropModels() {
        RunFiles files = new RunFiles(path, line -> {});
        for (Path file : List.of(files.best(), files.last(), path.resolve(RunMarks.CHECKPOINTS))) {
            try {
                SafeFiles.delete(file);
            } catch (IOException e) {
                throw SafeFiles.failure(file, e);
            }
        }
    }
}
