package org.mnist.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.Hardware;
import org.mnist.sweep.Launcher.End;

/**
 * The trainings of a sweep, from the first to the score of the best. Trainings are compared by validation images alone; the test
 * images are looked at once, at the end, by the trainings of the best configuration, unless all were to be scored.
 */
public final class Sweep {
    /**
     * What is to be done.
     *
     * @param candidates the configurations
     * @param seeds the seeds that each is trained from
     * @param costs what a training of each costs, by its name
     * @param scoreAll whether every training is scored on the test images
     * @param keepModels whether the models of those that are not the best stay
     */
    public record Plan(
            List<Candidate> candidates,
            List<Long> seeds,
            Map<String, Cost> costs,
            boolean scoreAll,
            boolean keepModels) {
        /** All trainings, those of a configuration together. */
        List<Trial> trials() {
            return candidates.stream()
                    .flatMap(candidate -> seeds.stream().map(candidate::trial))
                    .toList();
        }

        /** How many trainings there are. */
        public int count() {
            return candidates.size() * seeds.size();
        }

        /** Steps of all trainings. */
        public long steps() {
            return costs.values().stream().mapToLong(Cost::steps).sum() * seeds.size();
        }

        /** Seconds that all trainings take, so many at a time, and what is scored at the end: it may be the dearest. */
        public double seconds(int slots) {
            double all = costs.values().stream().mapToDouble(this::seconds).sum() * seeds.size();
            double longest =
                    costs.values().stream().mapToDouble(this::seconds).max().orElse(0);
            double scoring = scoreAll
                    ? 0
                    : costs.values().stream().mapToDouble(Cost::scoring).max().orElse(0);
            return Math.max(all / slots, longest) + Math.ceil((double) seeds.size() / slots) * scoring;
        }

        private double seconds(Cost cost) {
            return cost.seconds() + (scoreAll ? cost.scoring() : 0);
        }
    }

    /** The flag by which a training ends with the process that started it. */
    static final String STOP_AT_EOF = "--stop-at-eof";

    /** The exit code for files that do not say what they should. */
    private static final int DAMAGED = 65;

    private final SweepFolder folder;
    private final Plan plan;
    private final Launcher launcher;
    private final SweepProgress progress;
    private final Consumer<String> log;
    private final Map<String, TrialResult> results = new LinkedHashMap<>();
    private final Map<String, SweepResult.Failed> failures = new LinkedHashMap<>();
    private final Set<String> withoutModels = new HashSet<>();

    /**
     * A sweep.
     *
     * @param folder where everything is
     * @param launcher where trainings run
     * @param progress shows how it goes
     * @param log gets a line for each thing that a person may want to know
     */
    public Sweep(SweepFolder folder, Plan plan, Launcher launcher, SweepProgress progress, Consumer<String> log) {
        this.folder = folder;
        this.plan = plan;
        this.launcher = launcher;
        this.progress = progress;
        this.log = log;
    }

    /**
     * Trains what has not been trained, and scores the best.
     *
     * @param stop asked now and then whether to stop
     * @return whether all was done, and nothing was stopped
     */
    public boolean run(BooleanSupplier stop) {
        writeConfigs();
        List<Trial> waiting = new ArrayList<>();
        for (Trial trial : plan.trials()) {
            folder.run(trial)
                    .read()
                    .or(() -> folder.run(trial).recordTrained(log))
                    .ifPresentOrElse(result -> results.put(trial.name(), result), () -> waiting.add(trial));
        }
        progress.begin(results.size(), plan.count(), Optional.empty());
        boolean all = run(waiting, plan.scoreAll(), stop);
        List<Ranking.Ranked> ranking = ranking();
        if (!all || ranking.isEmpty()) {
            return all;
        }
        dropModels();
        Optional<String> best = Optional.of(ranking.get(0).configuration()).filter(name -> !plan.scoreAll());
        List<Trial> unscored = unscored(best);
        if (!unscored.isEmpty()) {
            progress.begin(0, unscored.size(), Optional.of(best.orElse("all that had ended before")));
        }
        return run(unscored, true, stop);
    }

    /** Writes the configurations, and says what is to be run elsewhere: a job for each training that has not ended. */
    public List<Job> jobs() {
        writeConfigs();
        return plan.trials().stream()
                .filter(trial -> folder.run(trial).read().isEmpty())
                .map(trial -> job(trial, plan.scoreAll()))
                .toList();
    }

    /** The trainings that have ended, in the order of the plan. */
    public List<TrialResult> results() {
        return plan.trials().stream()
                .map(Trial::name)
                .filter(results::containsKey)
                .map(results::get)
                .toList();
    }

    /**
     * What all came to so far.
     *
     * @param data name of the data set
     * @param sample whether that is the small sample
     * @param varied the keys of which more than one value is tried
     * @param place where the trainings ran
     */
    public SweepResult result(String data, boolean sample, List<String> varied, String place) {
        List<Ranking.Ranked> ranking = ranking();
        return new SweepResult(
                data,
                sample,
                varied,
                plan.seeds(),
                plan.count(),
                ranking,
                ranking.isEmpty()
                        ? List.of()
                        : Ranking.alike(ranking).stream()
                                .map(Ranking.Ranked::configuration)
                                .toList(),
                results(),
                failures(),
                place,
                plan.candidates().get(0).config().threads(),
                Hardware.summary(),
                folder.path().toString());
    }

    /** The run folder of the best configuration's training with the highest validation accuracy, if any has ended. */
    public Optional<Path> best() {
        List<Ranking.Ranked> ranking = ranking();
        return plan.trials().stream()
                .filter(trial -> results.containsKey(trial.name()))
                .filter(trial -> trial.candidate().name().equals(ranking.get(0).configuration()))
                .max(Comparator.comparingDouble(trial ->
                        Objects.requireNonNull(results.get(trial.name())).valAccuracy()))
                .map(trial -> folder.run(trial).path());
    }

    /** The trainings that have failed. */
    public List<SweepResult.Failed> failures() {
        return List.copyOf(failures.values());
    }

    /** The configurations, the best first. */
    public List<Ranking.Ranked> ranking() {
        return Ranking.of(results(), plan.seeds().size());
    }

    /** The trainings that have ended and have not seen the test images, of a configuration or of all. */
    private List<Trial> unscored(Optional<String> configuration) {
        return plan.trials().stream()
                .filter(trial -> configuration
                        .filter(name -> !name.equals(trial.candidate().name()))
                        .isEmpty())
                .filter(trial -> Optional.ofNullable(results.get(trial.name()))
                        .filter(result -> result.testAccuracy() == null)
                        .isPresent())
                .toList();
    }

    private void writeConfigs() {
        for (Candidate candidate : plan.candidates()) {
            Job.write(candidate.config(), folder.config(candidate));
        }
    }

    /** Runs trainings to their ends; false if it was stopped before. */
    private boolean run(List<Trial> trials, boolean score, BooleanSupplier stop) {
        Map<Job, Trial> jobs = new LinkedHashMap<>();
        trials.forEach(trial -> jobs.put(job(trial, score), trial));
        Watcher watcher = new Watcher(jobs);
        launcher.run(List.copyOf(jobs.keySet()), watcher, stop);
        progress.close();
        return !watcher.stopped;
    }

    private Job job(Trial trial, boolean score) {
        List<String> more = new ArrayList<>(List.of("--seed", Long.toString(trial.seed())));
        if (!score) {
            more.addAll(List.of("--no-test", "--no-report"));
        }
        return Job.training(folder.config(trial.candidate()), folder.run(trial).path(), folder.layouts(), more);
    }

    /** Keeps the results, and tells the progress. */
    private final class Watcher implements Launcher.Listener {
        private final Map<Job, Trial> jobs;
        private final Set<Trial> running = new LinkedHashSet<>();
        private final Set<Trial> begunBefore = new HashSet<>();
        private final long begun = System.nanoTime();
        private final double cost;
        private double done;
        boolean stopped;

        Watcher(Map<Job, Trial> jobs) {
            this.jobs = jobs;
            this.cost = jobs.values().stream().mapToDouble(this::cost).sum();
        }

        private double cost(Trial trial) {
            Cost cost = plan.costs().get(trial.candidate().name());
            return cost == null ? 1 : cost.seconds();
        }

        @Override
        public void started(Job job) {
            Trial trial = trial(job);
            running.add(trial);
            progress.started(trial, !begunBefore.add(trial));
        }

        @Override
        public void ended(Job job, End end) {
            Trial trial = trial(job);
            running.remove(trial);
            done += cost(trial);
            if (end instanceof End.Done) {
                keep(trial);
            } else if (end instanceof End.Failed failed) {
                fail(SweepResult.Failed.of(trial, failed.code(), failed.why()));
            } else {
                stopped = true;
            }
        }

        private void keep(Trial trial) {
            try {
                TrialResult result = folder.run(trial).record(log);
                results.put(trial.name(), result);
                failures.remove(trial.name());
                progress.finished(result);
            } catch (Failure | IllegalArgumentException | IllegalStateException e) { // its files do not say it
                fail(SweepResult.Failed.of(trial, DAMAGED, String.valueOf(e.getMessage())));
            }
            dropModels();
        }

        private void fail(SweepResult.Failed failed) {
            failures.put(failed.trial(), failed);
            progress.failed(failed);
        }

        private Trial trial(Job job) {
            return Objects.requireNonNull(jobs.get(job));
        }

        @Override
        public void tick() {
            List<SweepProgress.Running> now = running.stream()
                    .map(trial ->
                            SweepProgress.Running.of(trial, folder.run(trial).path()))
                    .toList();
            double share = now.stream()
                            .mapToDouble(one -> cost(one.trial()) * one.share())
                            .sum()
                    + done;
            double elapsed = (System.nanoTime() - begun) / 1e9;
            double left = share > 0 ? elapsed * (cost - share) / share : cost / launcher.slots();
            progress.show(new SweepProgress.Status(failures.size(), now, left));
        }
    }

    /** Models are kept of the best configuration so far, and of those that are not yet whole. */
    private void dropModels() {
        if (plan.keepModels()) {
            return;
        }
        Map<String, Long> ended = Stream.concat(
                        results.values().stream().map(TrialResult::configuration),
                        failures.values().stream().map(SweepResult.Failed::configuration))
                .collect(Collectors.groupingBy(name -> name, HashMap::new, Collectors.counting()));
        List<String> beaten = ranking().stream()
                .skip(1)
                .map(Ranking.Ranked::configuration)
                .filter(name -> ended.getOrDefault(name, 0L) == plan.seeds().size())
                .filter(withoutModels::add)
                .toList();
        plan.candidates().stream()
                .filter(candidate -> beaten.contains(candidate.name()))
                .flatMap(candidate -> plan.seeds().stream().map(candidate::trial))
                .forEach(trial -> folder.run(trial).dropModels());
    }
}
