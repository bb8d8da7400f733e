package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader.Setting;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that change a configuration. Their values are checked where all configuration is, with the flag's name. */
public final class ConfigOptions implements CheckedOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One value put over all others, such as optimizer.kind=nadam; may be given often.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            completionCandidates = Candidates.OfData.class,
            description = "A name (`mnist data list`), or a folder or file of your own.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--image-size",
            paramLabel = "N|HxW",
            description = "What pictures of your own are scaled to; if not given, their commonest size.")
    private Optional<String> imageSize = Optional.empty();

    @Mixin
    SkipBadOption skipBad = new SkipBadOption();

    @Option(
            names = "--train-images",
            paramLabel = "N|SHARE",
            description = "Use a part of the training images, drawn by the seed, of each class its share.")
    private Optional<String> trainImages = Optional.empty();

    @Option(
            names = "--init",
            paramLabel = "RUN|MODEL.zip",
            description = "Start from the weights of a trained model; layers of another shape are drawn anew.")
    private Optional<Path> init = Optional.empty();

    @Option(names = "--freeze", paramLabel = "N", description = "Leave the first N layers with weights as they are.")
    private Optional<String> freeze = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
    Optional<String> epochs = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "Images a step.")
    private Optional<String> batch = Optional.empty();

    @Option(names = "--lr", paramLabel = "X", description = "Highest learning rate.")
    private Optional<String> learningRate = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
    private Optional<String> seed = Optional.empty();

    @Option(
            names = "--validation",
            paramLabel = "N|SHARE",
            description = "Training images held out: a count such as 5000, a share such as 0.2 or 1/12, or 0.")
    private Optional<String> validation = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            completionCandidates = Candidates.OfEngines.class,
            description = "auto, onednn or dl4j.")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--backend",
            paramLabel = "BACKEND",
            completionCandidates = Candidates.OfBackends.class,
            description = "cpu or cuda.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            completionCandidates = Candidates.OfPrecisions.class,
            description = "f32, bf16 or bf16-emulated.")
    private Optional<String> precision = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads; 0: as many as there are processors.")
    private Optional<String> threads = Optional.empty();

    @Override
    public void check() {
        settings();
    }

    /** The data set that was asked for, if any. */
    public Optional<String> data() {
        return data;
    }

    /** Whether what cannot be read is left out. */
    public boolean skipBad() {
        return skipBad.given();
    }

    /** Whether anything was asked for but which data is read, and whether all of it must be sound. */
    public boolean changeMoreThanReading() {
        return settings().size() > (data.isPresent() ? 1 : 0) + (skipBad() ? 1 : 0);
    }

    /**
     * Refuses {@code --seed}.
     *
     * @param several what is trained from several seeds, such as {@code an ensemble}
     */
    public void refuseSeed(String several) {
        if (seed.isPresent()) {
            throw new Failure(Failure.Kind.USAGE, "--seed: " + several + " takes --seeds, such as --seeds 1..5");
        }
    }

    /** The settings that were given, the last one counts most. */
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (String assignment : set) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new Failure(
                        Failure.Kind.USAGE, "--set " + assignment + ": it takes KEY=VALUE, such as --set batch=128");
            }
            if (assignment.matches("task[.=].*")) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "--set " + assignment + ": shape and classes are those of the data; give other data by --data,"
                                + " or scale pictures by --image-size");
            }
            settings.add(new Setting(
                    assignment.substring(0, equals), assignment.substring(equals + 1), "--set " + assignment));
        }
        add(settings, "data", data, "--data");
        add(settings, "image-size", imageSize, "--image-size");
        add(settings, "skip-bad", skipBad() ? Optional.of("true") : Optional.empty(), "--skip-bad");
        add(settings, "train-images", trainImages, "--train-images");
        add(settings, "init", init.map(Path::toString), "--init");
        add(settings, "freeze", freeze, "--freeze");
        add(settings, "epochs", epochs, "--epochs");
        add(settings, "batch", batch, "--batch");
        add(settings, "learning-rate", learningRate, "--lr");
        add(settings, "seed", seed, "--seed");
        add(settings, "validation", validation, "--validation");
        add(settings, "engine", engine, "--engine");
        add(settings, "backend", backend, "--backend");
        add(settings, "precision", precision, "--precision");
        add(settings, "threads", threads, "--threads");
        return settings;
    }

    private static void add(List<Setting> settings, String key, Optional<String> value, String flag) {
        value.ifPresent(text -> settings.add(new Setting(key, text, flag)));
    }
}
