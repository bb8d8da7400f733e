package org.mnist.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.base.Names;
import org.mnist.base.RunMarks;
import org.mnist.base.SafeFiles;
import org.mnist.base.schema.Schema;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.train.Trainer;

/**
 * The files of a run folder, where they are and what they say.
 *
 * @param path the folder
 * @param warn gets a line for each file that a newer program wrote
 */
public record RunFiles(Path path, Consumer<String> warn) {
    /** Where the resolved configuration lies in a run folder. */
    public static Path config(Path run) {
        return run.resolve(RunMarks.CONFIG);
    }

    /** The resolved configuration. */
    public Path config() {
        return config(path);
    }

    /**
     * The resolved configuration, to look at the run and to use its models.
     *
     * @throws Failure as {@link ConfigLoader#ofRun} does
     */
    public TrainConfig readConfig() {
        return ConfigLoader.ofRun(config(), warn);
    }

    /** Program and machine that the run ran with. */
    public Path provenance() {
        return path.resolve(RunMarks.PROVENANCE);
    }

    /** A row for each epoch. */
    public MetricsCsv metrics() {
        return new MetricsCsv(path.resolve("metrics.csv"), warn);
    }

    /** The checkpoints. */
    public Checkpoints checkpoints() {
        return new Checkpoints(path.resolve("checkpoints"));
    }

    /** The kernels that the fast engine has chosen for this run; with others, the last bits may differ. */
    public Path layouts() {
        return path.resolve("layouts");
    }

    /** The model of the best epoch. */
    public Path best() {
        return path.resolve("best.zip");
    }

    /** The model of the last epoch. */
    public Path last() {
        return path.resolve("last.zip");
    }

    /** The final figures. */
    public Path result() {
        return path.resolve("result.json");
    }

    /** The report, a page for people. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** The log: all that was said to the user. */
    public Path log() {
        return path.resolve("log.txt");
    }

    /**
     * The final figures.
     *
     * @throws Failure of kind NOT_FOUND if the run has not ended, BAD_INPUT if the file is damaged
     */
    public RunResult readResult() {
        return read(Schema.RESULT, result(), RunResult.class);
    }

    /**
     * The final figures of a run that has ended; empty if it has not, or is to go on to more epochs.
     *
     * @param config what it is to be trained by
     * @throws Failure of kind BAD_INPUT if the file is damaged
     */
    public Optional<RunResult> ended(TrainConfig config) {
        if (!Files.exists(result())) {
            return Optional.empty();
        }
        RunResult found = readResult();
        return Names.of(Trainer.End.EARLY).equals(found.ended()) || found.epochs() >= config.epochs()
                ? Optional.of(found)
                : Optional.empty();
    }

    /**
     * Program and machine that the run ran with.
     *
     * @throws Failure of kind NOT_FOUND if that is not there, BAD_INPUT if the file is damaged
     */
    public Provenance readProvenance() {
        return read(Schema.PROVENANCE, provenance(), Provenance.class);
    }

    private <T> T read(Schema schema, Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    file
                            + " is not there; name the folder of a run that has ended, or end it by `mnist train"
                            + " --resume`");
        }
        try {
            return Json.read(schema, Files.readString(file), type, file.toString(), warn);
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    file + " is damaged; `mnist train --resume` on a run without it makes it anew",
                    e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }
}
