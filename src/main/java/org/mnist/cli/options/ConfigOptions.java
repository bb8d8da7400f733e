package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader.Setting;
import picocli.CommandLine.Option;

/** The flags that change a configuration. Their values are checked where all configuration is, with the flag's name. */
public final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file put over the preset; a run folder's config.yaml repeats that run.")
    public Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One value put over all others, such as optimizer.kind=nadam; may be given often.")
    public List<String> set = new ArrayList<>();

    @Option(names = "--data", paramLabel = "NAME|DIR", description = "mnist, fashion-mnist, sample, or a folder.")
    public String data;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
    public String epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Images a step.")
    public String batch;

    @Option(names = "--lr", paramLabel = "X", description = "Highest learning rate.")
    public String learningRate;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
    public String seed;

    @Option(
            names = "--validation",
            paramLabel = "N|SHARE",
            description = "Training images held out: a count such as 5000, a share such as 0.2 or 1/12, or 0.")
    public String validation;

    @Option(names = "--engine", paramLabel = "NAME", description = "auto, onednn or dl4j.")
    public String engine;

    @Option(names = "--backend", paramLabel = "NAME", description = "cpu or cuda.")
    public String backend;

    @Option(names = "--precision", paramLabel = "NAME", description = "f32, bf16 or bf16-emulated.")
    public String precision;

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads; 0: as many as there are processors.")
    public String threads;

    /** What was given, in the order in which it counts. */
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (String assignment : set) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new Failure(
                        Failure.Kind.USAGE, "--set " + assignment + ": it takes KEY=VALUE, such as --set batch=128");
            }
            settings.add(new Setting(
                    assignment.substring(0, equals), assignment.substring(equals + 1), "--set " + assignment));
        }
        add(settings, "data", data, "--data");
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

    private static void add(List<Setting> settings, String key, String value, String flag) {
        if (value != null) {
            settings.add(new Setting(key, value, flag));
        }
    }
}
