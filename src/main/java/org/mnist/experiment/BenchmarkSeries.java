package org.mnist.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mnist.config.TrainConfig;
import org.mnist.train.TrainListener;

/**
 * Measurements of several configurations, each trained from several seeds. What an earlier report has is not run again.
 *
 * @param configs the configurations; their own seeds count for nothing
 * @param seeds the seeds to train each from
 * @param earlier the report to go on with, if there is one
 */
public record BenchmarkSeries(List<TrainConfig> configs, List<Long> seeds, Optional<BenchmarkReport> earlier) {
    /** Finds what an older version has measured of these configurations. */
    public BenchmarkSeries {
        earlier = earlier.map(report -> report.rekeyed(configs));
    }

    /** The sides of a comparison with a baseline once all is measured, earlier runs included. */
    public List<Baseline.Side> sides() {
        return configs.stream()
                .map(config -> {
                    Set<Long> all = new HashSet<>(seeds);
                    earlier.ifPresent(
                            report -> report.runsOf(Benchmark.hash(config)).forEach(run -> all.add(run.seed())));
                    return new Baseline.Side(config.name(), config.epochs(), all.size());
                })
                .toList();
    }

    /** The measurements that a report has of these configurations, and of no others that it may have as well. */
    public List<Measurement> measuredIn(BenchmarkReport report) {
        Set<String> hashes = configs.stream().map(Benchmark::hash).collect(Collectors.toSet());
        return report.results().stream()
                .filter(result -> hashes.contains(result.configSha256()))
                .toList();
    }

    /** The configurations to train, with their seeds, but for those that an earlier report has. */
    public List<TrainConfig> trainings() {
        return configs.stream()
                .flatMap(config -> seeds.stream()
                        .filter(seed -> earlier.stream()
                                .flatMap(report -> report.runsOf(Benchmark.hash(config)).stream())
                                .noneMatch(run -> run.seed() == seed))
                        .map(config::withSeed))
                .toList();
    }

    /**
     * Runs what has not been run.
     *
     * @param benchmark measures one training
     * @param progress gives each training a listener that a person watches it by
     * @param stop asked after every step whether to stop
     * @param save gets the report so far after each training
     * @param log gets a line for each training
     * @return the report of all; empty if it was asked to stop
     */
    public Optional<BenchmarkReport> run(
            Benchmark benchmark,
            Function<TrainConfig, TrainListener> progress,
            BooleanSupplier stop,
            Consumer<BenchmarkReport> save,
            Consumer<String> log) {
        BenchmarkReport report = earlier.map(benchmark.report()::goingOnWith).orElseGet(benchmark::report);
        for (TrainConfig config : configs) {
            List<Measurement.Run> done = new ArrayList<>(report.runsOf(Benchmark.hash(config)));
            for (long seed : seeds) {
                String which = config.name() + ", seed " + seed;
                if (done.stream().anyMatch(run -> run.seed() == seed)) {
                    log.accept(which + ": done before");
                    continue;
                }
                log.accept(which);
                TrainConfig seeded = config.withSeed(seed);
                Optional<Measurement.Run> run = benchmark.run(seeded, List.of(progress.apply(config)), stop);
                if (run.isEmpty()) {
                    return Optional.empty();
                }
                done.add(run.get());
                report = benchmark.madeBy(seeded, report).with(benchmark.measurement(config, done));
                save.accept(report);
            }
        }
        return Optional.of(report);
    }
}
