package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;

/** The rule of what may change in a run that goes on: the number of epochs, which may grow, and nothing else. */
final class ResumePolicy {
    private ResumePolicy() {}

    /**
     * The configuration to go on with.
     *
     * @param run the run folder
     * @param arch the architecture that was named, if one was
     * @param options what else was given
     */
    static TrainConfig config(Path run, Optional<String> arch, ConfigOptions options) {
        RunDirectory.requireRun(run);
        Path saved = RunFiles.config(run);
        TrainConfig before = ConfigLoader.load(null, saved, List.of());
        TrainConfig after;
        if (arch.isEmpty() && options.file.isEmpty()) {
            after = ConfigLoader.load(null, saved, options.settings());
        } else {
            List<ConfigLoader.Setting> settings = new ArrayList<>(options.settings());
            if (options.epochs.isEmpty()) {
                settings.add(new ConfigLoader.Setting("epochs", Integer.toString(before.epochs()), "--epochs"));
            }
            after = ConfigLoader.load(arch.orElse(null), options.file.orElse(null), settings);
        }
        if (after.epochs() < before.epochs()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--epochs is " + after.epochs() + ", but the run has " + before.epochs() + "; it may only grow");
        }
        ConfigIdentity.difference(before.withEpochs(after.epochs()), after).ifPresent(difference -> {
            throw new Failure(
                    Failure.Kind.USAGE,
                    difference + "; a resumed run keeps its configuration, so leave that out or start a new run");
        });
        return after;
    }
}
