package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.mnist.cli.Context;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Engines;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that make one configuration: an architecture, and what changes it. */
public final class ArchOption {
    @Option(
            names = "--arch",
            paramLabel = "PRESET|FILE",
            completionCandidates = Candidates.OfPresets.class,
            description = "A preset (`mnist presets`), which goes over the defaults below, or a YAML file of your own.")
    private Optional<String> arch = Optional.empty();

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Mixin
    private ConfigOptions changes = new ConfigOptions();

    /** Whether an architecture is named, by itself or in a configuration file. */
    public boolean given() {
        return arch.isPresent() || config.file.isPresent();
    }

    /** The flags that change it. */
    public ConfigOptions changes() {
        return changes;
    }

    /** The configuration that the flags make, fitted to its data. */
    public TrainConfig resolve(Context context) {
        return ConfigLoader.load(
                arch.orElse(null),
                config.file.orElse(null),
                changes.settings(),
                context.store(),
                context.console()::info);
    }

    /** The configuration that the flags make, and that an engine of this build can train here. */
    public TrainConfig resolveTrainable(Context context) {
        return trainable(resolve(context));
    }

    /** The configuration to go on with a run by; the flags may add epochs to it, name another place for its data, and change nothing else. */
    public TrainConfig resume(Path run, Context context) {
        return trainable(ResumePolicy.config(run, arch, config.file, changes, context));
    }

    private static TrainConfig trainable(TrainConfig config) {
        Engines.check(config);
        return config;
    }
}
