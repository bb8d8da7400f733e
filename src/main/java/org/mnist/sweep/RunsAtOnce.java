package org.mnist.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.mnist.base.SafeFiles;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunCollection;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.TrainingRun;
import org.mnist.sweep.Launcher.End;

/**
 * The trainings of a {@link RunCollection}, several at a time. Who goes through the collection afterwards finds them done, and
 * trains by itself what has failed here, which says why.
 *
 * @param folder which the run folders lie in
 * @param launcher where they run
 * @param log gets a line for each that has ended
 */
public record RunsAtOnce(Path folder, Launcher launcher, Consumer<String> log) {
    /**
     * Trains what has not ended.
     *
     * @param configs how to train, with their seeds
     * @param stop asked now and then whether to stop
     * @return false if it was stopped
     */
    public boolean train(List<TrainConfig> configs, BooleanSupplier stop) {
        List<Job> jobs = new ArrayList<>();
        for (TrainConfig config : configs) {
            Path run = RunCollection.folder(folder, config);
            if (!Files.exists(RunFiles.config(run)) || !isFinished(run, config)) {
                jobs.add(job(run, config));
            }
        }
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

    private static boolean isFinished(Path run, TrainConfig config) {
        Optional<?> finished = TrainingRun.finished(new RunFiles(run, line -> {}), config);
        return finished.isPresent();
    }

    private Job job(Path run, TrainConfig config) {
        String name = String.valueOf(run.getFileName());
        Path file = folder.resolve("configs").resolve(name + ".yaml");
        file.toAbsolutePath().getParent().toFile().mkdirs();
        SafeFiles.write(file, ConfigLoader.print(config));
        return new Job(
                name,
                run,
                List.of(
                        "train",
                        "--config",
                        file.toString(),
                        "--out",
                        run.toString(),
                        "--layouts",
                        folder.resolve("layouts").toString(),
                        Sweep.STOP_AT_EOF,
                        "--no-report",
                        "--quiet"));
    }
}
