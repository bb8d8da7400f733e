package org.mnist.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.engine.Engines;
import org.mnist.train.TrainListener;

/**
 * Several trainings, each in a run folder of its own below one folder. What is there already is not done again: a run
 * that has ended is read, and one that was cut off goes on.
 */
public final class RunCollection {
    private final Path folder;
    private final Dataset dataset;
    private final List<String> arguments;
    private final Engines engines;
    private final Consumer<String> log;

    /**
     * Trainings.
     *
     * @param folder which the run folders lie in
     * @param dataset what to train on
     * @param arguments the command line, for the provenance
     * @param engines chooses what trains
     * @param log gets a line for each thing a person may want to know
     */
    public RunCollection(Path folder, Dataset dataset, List<String> arguments, Engines engines, Consumer<String> log) {
        this.folder = folder;
        this.dataset = dataset;
        this.arguments = List.copyOf(arguments);
        this.engines = engines;
        this.log = log;
    }

    /** The run folder of a configuration below the one of all, by its name and seed. */
    public static Path folder(Path all, TrainConfig config) {
        return all.resolve(config.name() + "-s" + config.seed());
    }

    /**
     * Trains, goes on with a training, or reads what one came to.
     *
     * @param listeners are told how it goes
     * @param stop asked after every step whether to stop
     * @throws Failure of kind USAGE if the folder has a run of another configuration
     */
    public TrainingOutcome run(TrainConfig wanted, List<TrainListener> listeners, BooleanSupplier stop) {
        Path path = folder(folder, wanted);
        boolean begun = Files.isRegularFile(RunFiles.config(path));
        TrainConfig config = begun ? sameAsThere(path, wanted) : wanted;
        try (RunDirectory directory = begun ? RunDirectory.resume(path, log) : RunDirectory.create(path, log)) {
            Optional<RunResult> finished = TrainingRun.finished(directory.files(), config);
            if (finished.isPresent()) {
                log.accept(path + " is finished");
                return new TrainingOutcome.Finished(finished.get());
            }
            log.accept((begun ? "going on with " : "training ") + path);
            return new TrainingRun(directory, config, dataset, arguments, engines, log).train(listeners, stop);
        }
    }

    /** The configuration with the words of the run that is there. */
    private static TrainConfig sameAsThere(Path path, TrainConfig config) {
        TrainConfig there = new RunFiles(path, line -> {}).readTrainable();
        Optional<ConfigIdentity.Difference> difference = ConfigIdentity.difference(there, config);
        if (difference.isPresent()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    path + " has a run of another configuration (" + difference.get()
                            + "); `mnist train --resume --out " + path
                            + "` goes on with that one, and another folder keeps the two apart");
        }
        return config.withTextsOf(there);
    }
}
