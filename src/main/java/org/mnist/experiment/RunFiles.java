package org.mnist.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.base.SafeFiles;

/**
 * What is where in a run folder.
 *
 * @param path the folder
 */
public record RunFiles(Path path) {
    /** The resolved configuration. */
    public Path config() {
        return path.resolve("config.yaml");
    }

    /** What it ran on and with. */
    public Path provenance() {
        return path.resolve("provenance.json");
    }

    /** A row for each epoch. */
    public MetricsCsv metrics() {
        return new MetricsCsv(path.resolve("metrics.csv"));
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

    /** The page for people. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** All that was said to the user. */
    public Path log() {
        return path.resolve("log.txt");
    }

    /**
     * The final figures.
     *
     * @throws Failure of kind NOT_FOUND if the run has not ended, BAD_INPUT if the file is damaged
     */
    public RunResult readResult() {
        return read(result(), RunResult.class);
    }

    /**
     * What it ran on and with.
     *
     * @throws Failure of kind NOT_FOUND if that is not there, BAD_INPUT if the file is damaged
     */
    public Provenance readProvenance() {
        return read(provenance(), Provenance.class);
    }

    private static <T> T read(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    file
                            + " is not there; name the folder of a run that has ended, or end it by `mnist train --resume`");
        }
        try {
            return Json.read(Files.readString(file), type);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    file
                            + " is damaged, or of another version; `mnist train --resume` on a run without it makes it anew",
                    e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }
}
