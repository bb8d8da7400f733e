package org.mnist.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.base.Names;
import org.mnist.base.PlainFiles;
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
    /** Picture of loss, accuracy and learning rate; a run of one epoch lacks it. */
    public static final String CURVES = "curves.png";

    /** Picture of the confusion matrix. */
    public static final String CONFUSION = "confusion.png";

    /** Picture of how far the confidence can be trusted; a run of before that was kept lacks it. */
    public static final String CALIBRATION = "calibration.png";

    /** Picture of the surest mistakes. */
    public static final String MISTAKES = "mistakes.png";

    /** Picture of the first layer; a run in which that has nothing to look at lacks it. */
    public static final String FILTERS = "filters.png";

    /** All pictures, each of which there is as an SVG, too. */
    public static final List<String> PICTURES = List.of(CURVES, CONFUSION, CALIBRATION, MISTAKES, FILTERS);

    /** The name of the SVG beside a picture. */
    public static String svg(String picture) {
        return picture.replace(".png", ".svg");
    }

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
     * @throws Failure of kind NOT_FOUND if there is none, BAD_INPUT if it is damaged
     */
    public TrainConfig readConfig() {
        if (Files.exists(config()) && !Files.isRegularFile(config())) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT, config() + " is not a file; bring back the one that the run began with");
        }
        try {
            return ConfigLoader.ofRun(config(), warn);
        } catch (Failure e) {
            boolean bad = e.kind() == Failure.Kind.USAGE; // it is not what a person wrote, but a run
            throw bad ? new Failure(Failure.Kind.BAD_INPUT, e.getMessage(), e) : e;
        }
    }

    /**
     * The resolved configuration, to go on by it.
     *
     * @throws Failure of kind NOT_FOUND if there is none, BAD_INPUT if it is damaged, USAGE if a newer program wrote it
     */
    public TrainConfig readTrainable() {
        new RunFiles(path, line -> {}).readConfig(); // so that what is wrong from here on is not the file's fault
        return ConfigLoader.load(null, config(), List.of());
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
        return new Checkpoints(path.resolve(RunMarks.CHECKPOINTS));
    }

    /** The kernels that the fast engine has chosen for this run; with others, the last bits may differ. */
    public Path layouts() {
        return path.resolve("layouts");
    }

    /** The model of the best epoch. */
    public Path best() {
        return path.resolve("best.zip");
    }

    /** Makes the model of a checkpoint that of the best epoch, if it is of that one. */
    void keepBest(Checkpoints.Saved checkpoint) {
        if (checkpoint.isBest()) {
            SafeFiles.copy(checkpoint.result(), best());
        }
    }

    /** The model of the last epoch. */
    public Path last() {
        return path.resolve("last.zip");
    }

    /** The final figures. */
    public Path result() {
        return path.resolve("result.json");
    }

    /** The report, a page for people, which is written last of all. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** A picture of the report. */
    public Path picture(String name) {
        return path.resolve(name);
    }

    /** Removes the page and its pictures, which then are not there until they are those of the newest figures. */
    void deleteReport() {
        List<Path> files = new ArrayList<>(List.of(report()));
        PICTURES.forEach(name -> files.addAll(List.of(picture(name), picture(svg(name)))));
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw SafeFiles.failure(file, e);
            }
        }
    }

    /**
     * Whether the models are there, and what tells of so many epochs of training.
     *
     * @throws Failure if that is missing (NOT_FOUND) or damaged (BAD_INPUT)
     */
    boolean areComplete(int epochs) {
        readProvenance();
        metrics().read(epochs);
        return Files.isRegularFile(best()) && Files.isRegularFile(last());
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
        if (!Files.exists(result(), LinkOption.NOFOLLOW_LINKS)) {
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

    /** What a reader makes of a file; empty, with a line, where that is missing or damaged: all else is as sound without it. */
    <T> Optional<T> orWarn(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (Failure e) {
            warn.accept("left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The same; empty where it is not there or, with a line, damaged. */
    Optional<Provenance> lookUpProvenance() {
        return Files.exists(provenance()) ? orWarn(this::readProvenance) : Optional.empty();
    }

    private <T> T read(Schema schema, Path file, Class<T> type) {
        try {
            return Json.read(schema, PlainFiles.text(file), type, file.toString(), warn);
        } catch (NoSuchFileException e) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    file + " is not there; name the folder of a run that has ended, or end it by " + resuming(file),
                    e);
        } catch (JsonProcessingException e) {
            throw damaged(file, Json.fault(e), e);
        } catch (PlainFiles.UnsoundFileException e) {
            throw damaged(file, Failure.message(e), e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    /** The command that goes on with the run which a file is of. */
    static String resuming(Path file) {
        return "`mnist train --resume --out " + SafeFiles.folderOf(file) + "`";
    }

    /** The failure that a damaged file is which can be made anew. */
    static Failure damaged(Path file, String how, @Nullable Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT, file + " is damaged: " + how + "; " + resuming(file) + " makes it anew", cause);
    }
}
