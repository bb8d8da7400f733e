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
            description =
                    "Any key of the configuration (`mnist config keys`), such as optimizer.kind=nadam; may be given"
                            + " often, and goes over all else.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            completionCandidates = Candidates.OfData.class,
            description = "${bundle:config.data}")
    private Optional<String> data = Optional.empty();

    @Option(names = "--image-size", paramLabel = "N|HxW", description = "${bundle:config.image-size}")
    private Optional<String> imageSize = Optional.empty();

    @Mixin
    SkipBadOption skipBad = new SkipBadOption();

    @Option(names = "--train-images", paramLabel = "N|SHARE", description = "${bundle:config.train-images}")
    private Optional<String> trainImages = Optional.empty();

    @Option(
            names = "--init",
            paramLabel = "RUN|MODEL.zip",
            description = "Start from the weights of a trained model; layers of another shape are drawn anew.")
    private Optional<Path> init = Optional.empty();

    @Option(names = "--freeze", paramLabel = "N", description = "${bundle:config.freeze}")
    private Optional<String> freeze = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "${bundle:config.epochs}")
    Optional<String> epochs = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "${bundle:config.batch}")
    private Optional<String> batch = Optional.empty();

    @Option(names = "--lr", paramLabel = "X", description = "${bundle:config.learning-rate}")
    private Optional<String> learningRate = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "${bundle:config.seed}")
    private Optional<String> seed = Optional.empty();

    @Option(names = "--validation", paramLabel = "N|SHARE", description = "${bundle:config.validation}")
    private Optional<String> validation = Optional.empty();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            completionCandidates = Candidates.OfEngines.class,
            description = "${bundle:config.engine}")
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--backend",
            paramLabel = "BACKEND",
            completionCandidates = Candidates.OfBackends.class,
            description = "${bundle:config.backend}")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            completionCandidates = Candidates.OfPrecisions.class,
            description = "${bundle:config.precision}")
    private Optional<String> precision = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "${bundle:config.threads}")
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
            if (assignment.startsWith("layers.")) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "--set " + assignment + ": layers are changed in a file; begin with the one that `mnist config"
                                + " print --arch NAME` prints, and name it by --arch FILE");
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
