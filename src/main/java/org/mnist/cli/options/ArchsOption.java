package org.mnist.cli.options;

import java.util.ArrayList;
import java.util.List;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Engines;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that make several configurations: architectures, and what changes all of them. */
public final class ArchsOption {
    @Option(
            names = "--arch",
            paramLabel = "A,B",
            completionCandidates = Candidates.OfPresets.class,
            split = ",",
            description = "Presets or YAML files; if not given, every preset.")
    private List<String> archs = Presets.NAMES;

    @Mixin
    private ConfigFileOption config = new ConfigFileOption();

    @Mixin
    private ConfigOptions changes = new ConfigOptions();

    /** The flags that change them. */
    public ConfigOptions changes() {
        return changes;
    }

    /**
     * The configurations that the flags make.
     *
     * @param context has the data
     * @param defaults settings that the flags go over
     * @throws Failure of kind USAGE if they are not all about the same data, UNAVAILABLE if no engine can train one here
     */
    public List<TrainConfig> resolveTrainable(Context context, Setting... defaults) {
        List<Setting> settings = new ArrayList<>(List.of(defaults));
        settings.addAll(changes.settings());
        List<TrainConfig> configs = new ArrayList<>();
        for (String arch : archs) {
            TrainConfig one = ConfigLoader.load(
                    arch, config.file.orElse(null), settings, context.store(), context.console()::info);
            Engines.check(one);
            configs.add(one);
        }
        List<String> data = configs.stream().map(TrainConfig::data).distinct().toList();
        if (data.size() > 1) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "these architectures name different data: " + String.join(", ", data)
                            + "; choose one for all with --data");
        }
        return configs;
    }
}
