package org.mnist.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mnist.base.SafeFiles;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.engine.Engines;
import org.mnist.experiment.RunCollection;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.TrainingRun;
import org.mnist.sweep.Launcher.End;

/**
 * The trainings of a {@link RunCollection}, several at a time. Who goes through the collection afterwards finds them done, and
 * trains by itself what has failed here, which says why.
 *
 * @param folder which the run folders lie in
 * @param log gets a line for each that has ended
 */
public record RunsAtOnce(Path folder, Consumer<String> log) {
    /**
     * The trainings that have not ended.
     *
     * @throws org.mnist.base.Failure of kind CANNOT_CREATE if something in the folder is a link, which nothing is written through
     */
    public List<TrainConfig> unfinished(List<TrainConfig> configs) {
        SafeFiles.requireNoLink(configs());
        SafeFiles.requireNoLink(layouts());
        configs.forEach(config -> SafeFiles.requireNoLink(RunCollection.folder(folder, config)));
        return configs.stream().filter(config -> !isFinished(config)).toList();
    }

    private boolean isFinished(TrainConfig config) {
        Path run = RunCollection.folder(folder, config);
        if (!Files.exists(RunFiles.config(run))) {
            return false;
        }
        Optional<?> finished = TrainingRun.finished(new RunFiles(run, line -> {}), config);
        return finished.isPresent();
    }

    /**
     * Finds out which kernels are fastest, while nothing else runs, for all trainings and whoever trains them.
     *
     * @param engines measures what it does not remember
     * @param data opens the data of a configuration
     */
    public void measure(List<TrainConfig> configs, Engines engines, Function<TrainConfig, Dataset> data) {
        CostMeter meter = new CostMeter(data, engines.remembering(layouts()));
        meter.measure(Candidate.of(configs.stream()
                .map(config -> new Candidate.Tried(config, Map.of()))
                .toList()));
    }

    /**
     * Trains.
     *
     * @param configs how, with their seeds
     * @param launcher where
     * @param stop asked now and then whether to stop
     * @return false if it was stopped
     */
    public boolean train(List<TrainConfig> configs, Launcher launcher, BooleanSupplier stop) {
        List<Job> jobs = configs.stream().map(this::job).toList();
        Set<String> running = new LinkedHashSet<>();
        boolean[] stopped = {false};
        launcher.run(
                jobs,
                new Launcher.Listener() {
                    @Override
                    public void started(Job job) {
                        log.accept((running.add(job.name()) ? "training " : "going on with ") + job.run());
                    }

                    @Override
                    public void ended(Job job, End end) {
                        stopped[0] |= end instanceof End.Stopped;
                        log.accept(job.run()
                                + (end instanceof End.Failed failed
                                        ? " has failed: " + failed.why()
                                        : end instanceof End.Done ? " is trained" : " is stopped"));
                    }

                    @Override
                    public void tick() {}
                },
                stop);
        return !stopped[0];
    }

    private Path configs() {
        return folder.resolve(SweepFolder.CONFIGS);
    }

    private Path layouts() {
        return folder.resolve(SweepFolder.LAYOUTS);
    }

    private Job job(TrainConfig config) {
        Path run = RunCollection.folder(folder, config);
        String name = String.valueOf(run.getFileName());
        Path file = configs().resolve(name + ".yaml");
        Job.write(config, file);
        return Job.training(file, run, layouts(), List.of("--no-report"));
    }
}
