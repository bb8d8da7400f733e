package org.mnist.cli.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mnist.base.Failure;
import org.mnist.cli.Context;
import org.mnist.config.TrainConfig;
import org.mnist.sweep.ClusterLauncher;
import org.mnist.sweep.Launcher;
import org.mnist.sweep.LocalLauncher;
import org.mnist.sweep.RunsAtOnce;
import picocli.CommandLine.Mixin;

/** Where several trainings run at once, each in a process of its own, and how many: on this machine, or on a cluster. */
public final class PlaceOptions {
    @Mixin
    private ParallelOption parallel = new ParallelOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    /** How many run at once, if that was said. */
    public Optional<Integer> parallel() {
        return parallel.given();
    }

    /** Whether a cluster is named. */
    public boolean onCluster() {
        return cluster.given();
    }

    /** The option by which trainings were asked to run at once; empty if none was given. */
    public Optional<String> given() {
        return onCluster() ? Optional.of("--cluster") : parallel().map(number -> "--parallel");
    }

    /** The place in few words. */
    public String words() {
        return cluster.place();
    }

    /**
     * Refuses more trainings at once than this machine has processors for, unless they run elsewhere.
     *
     * @param threads how many each uses
     * @throws Failure of kind USAGE
     */
    public void check(int threads) {
        if (!onCluster()) {
            parallel.slots(threads);
        }
    }

    /** A folder as it is to be named: in full where other machines hear of it. */
    public Path named(Path folder) {
        return onCluster() ? folder.toAbsolutePath().normalize() : folder;
    }

    /**
     * The place itself.
     *
     * @param threads how many each training uses
     * @param folder of all that trainings read and write, by its full name; empty if there is to be no training
     * @throws Failure of kind USAGE if they are too many, UNAVAILABLE if there is no such cluster
     */
    public Launcher launcher(int threads, Context context, Optional<Path> folder) {
        Optional<ClusterLauncher.Settings> settings = cluster.settings(threads, parallel());
        return settings.isPresent()
                ? ClusterLauncher.connect(settings.get(), context.variables(), folder)
                : new LocalLauncher(parallel.slots(threads), context.variables());
    }

    /**
     * Trains several at once what is to be in run folders, if that was asked for.
     *
     * @param folder which the run folders lie in
     * @param configs how to train, with their seeds
     * @param stop asked now and then whether to stop
     * @return false if it was stopped
     */
    public boolean train(Path folder, List<TrainConfig> configs, Context context, BooleanSupplier stop) {
        if (given().isEmpty() || configs.isEmpty()) {
            return true;
        }
        int threads = configs.get(0).threads();
        check(threads); // before there is a folder
        RunsAtOnce runs = new RunsAtOnce(named(folder), context.console()::info);
        List<TrainConfig> left = runs.unfinished(configs);
        if (left.isEmpty()) {
            return true;
        }
        runs.measure(left, context.engines(), context.store()::open);
        try (Launcher launcher = launcher(threads, context, Optional.of(runs.folder()))) {
            return runs.train(left, launcher, stop);
        }
    }
}
