package org.mnist.cli.commands;

import java.util.List;
import java.util.stream.Collectors;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.ArchsOption;
import org.mnist.cli.output.ProfileTable;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Profile;
import org.mnist.engine.TrainingEngine;
import org.mnist.network.dl4j.NetworkFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mnist bench profile}. */
@Command(name = "profile", description = "Times the primitives of a training step; nothing is trained.")
final class BenchProfileCommand extends BaseCommand {
    @Mixin
    ArchsOption archs = new ArchsOption();

    BenchProfileCommand(Context context) {
        super(context);
    }

    /**
     * The time that a training step takes, in JSON.
     *
     * @param arch name of the configuration
     * @param precision of its numbers
     * @param profile its primitives
     */
    record StepProfile(String arch, String precision, Profile profile) {}

    @Override
    int run(Console console) {
        List<StepProfile> profiles =
                archs.resolveTrainable(context).stream().map(this::profile).toList();
        print(
                profiles,
                profiles.stream()
                        .map(step -> ProfileTable.of(step.arch() + " " + step.precision(), step.profile()))
                        .collect(Collectors.joining("\n\n")));
        return ExitCode.OK;
    }

    private StepProfile profile(TrainConfig config) {
        try (TrainingEngine engine =
                context.engines().training(config, () -> NetworkFactory.create(config), config.batch())) {
            Profile profile = engine.profile()
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.UNAVAILABLE,
                            "engine " + engine.name() + " has no primitives to time; use --engine onednn"));
            return new StepProfile(config.name(), Names.of(config.precision()), profile);
        }
    }
}
