package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.cli.Context;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.DatasetStore;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;

/** The rule of what may change in a run that goes on: the number of epochs, which may grow, the place of its data, and nothing else. */
final class ResumePolicy {
    private ResumePolicy() {}

    /**
     * The configuration to go on with.
     *
     * @param run the run folder
     * @param arch the architecture that was named, if one was
     * @param file the configuration file that was named, if one was
     * @param options what else was given
     * @param context has the data
     */
    static TrainConfig config(
            Path run, Optional<String> arch, Optional<Path> file, ConfigOptions options, Context context) {
        RunDirectory.requireRun(run);
        RunFiles files = new RunFiles(run, context.console()::info);
        TrainConfig before = files.readTrainable();
        TrainConfig after;
        if (arch.isEmpty() && file.isEmpty()) {
            after = ConfigLoader.load(null, files.config(), settings(options, context.store()));
        } else {
            List<ConfigLoader.Setting> settings = new ArrayList<>(options.settings());
            if (options.epochs.isEmpty()) {
                settings.add(new ConfigLoader.Setting("epochs", Integer.toString(before.epochs()), "--epochs"));
            }
            after = ConfigLoader.load(
                    arch.orElse(null), file.orElse(null), settings, context.store(), context.console()::info);
        }
        if (before.task().isOlderFormOf(after.task())) {
            after = after.withTask(before.task()); // the run goes on under the names that it began with
        }
        after = after.withTextsOf(before);
        if (after.epochs() < before.epochs()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--epochs is " + after.epochs() + ", but the run has " + before.epochs() + "; it may only grow");
        }
        ConfigIdentity.difference(moved(before, after, context.store()).withEpochs(after.epochs()), after)
                .ifPresent(difference -> {
                    throw new Failure(
                            Failure.Kind.USAGE,
                            difference
                                    + "; a resumed run keeps its configuration, so leave that out or start a new run");
                });
        return after;
    }

    /** The settings that were given; a place of data does not depend on where the program is started. */
    private static List<ConfigLoader.Setting> settings(ConfigOptions options, DatasetStore store) {
        return options.settings().stream()
                .map(setting -> setting.path().equals("data") && !store.isName(setting.value())
                        ? new ConfigLoader.Setting("data", SafeFiles.absolute(setting.value()), setting.origin())
                        : setting)
                .toList();
    }

    /** Own data may have moved: what it holds is compared when it has been read. */
    private static TrainConfig moved(TrainConfig before, TrainConfig after, DatasetStore store) {
        return store.isName(before.data()) || store.isName(after.data()) ? before : before.withData(after.data());
    }
}
