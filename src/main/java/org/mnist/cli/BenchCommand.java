package org.mnist.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.engine.Engines;
import org.mnist.experiment.Baseline;
import org.mnist.experiment.Benchmark;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.Measurement;
import org.mnist.experiment.RunCollection;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.train.TrainListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mnist bench}. */
@Command(name = "bench", description = "Trains several architectures and compares their speed and accuracy.")
final class BenchCommand extends BaseCommand {
    @Option(
            names = "--arch",
            paramLabel = "A,B",
            split = ",",
            description = "Presets or YAML files; if not given, every preset.")
    List<String> archs;

    @Mixin
    SeedsOption seeds = new SeedsOption();

    @Option(names = "--full", description = "Train each for all its epochs; without this and --epochs it is one.")
    boolean full;

    @Option(
            names = "--until-accuracy",
            paramLabel = "X",
            description =
                    "End a training at this validation accuracy, 0 to 1, and tell the time of its steps until then.")
    double untilAccuracy;

    @Option(
            names = "--export-json",
            paramLabel = "FILE",
            description = "Also write the figures as JSON, after each run.")
    Path exportJson;

    @Option(
            names = "--resume",
            description = "Go on with --export-json: what it has of these configurations and seeds is not run again.")
    boolean resume;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keep each run as a run folder in DIR; one that is there is read, or gone on with if it was cut off.")
    Path keep;

    @Option(
            names = "--from",
            paramLabel = "FILE|DIR",
            split = ",",
            description = "Train nothing: show what earlier --export-json files have, or all in a folder.")
    List<Path> from;

    @Option(
            names = "--export-markdown",
            paramLabel = "FILE",
            description =
                    "Also write the table as Markdown; in a file that is there, between <!-- figures --> and <!-- end of figures -->.")
    Path exportMarkdown;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "End with 3 if an accuracy is lower than in this earlier --export-json (Welch's test).")
    Path baseline;

    @Option(names = "--profile", description = "Time the primitives of a training step instead; nothing is trained.")
    boolean profile;

    @Mixin
    ConfigOptions options = new ConfigOptions();

    BenchCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        if (from != null) {
            return show(from.stream()
                    .flatMap(path -> BenchmarkReport.all(path).stream())
                    .toList());
        }
        List<TrainConfig> configs = configs();
        if (profile) {
            return profile(configs);
        }
        check();
        List<Long> chosen = seeds.seeds();
        BenchmarkReport before = baseline == null ? null : BenchmarkReport.read(baseline);
        BenchmarkReport earlier = resume && Files.exists(exportJson) ? BenchmarkReport.read(exportJson) : null;
        if (earlier != null) {
            requireSameData(exportJson, earlier, configs);
        }
        if (before != null) {
            requireSameData(baseline, before, configs);
            Baseline.requireComparable(before.results(), sides(configs, chosen, earlier));
        }
        try (Signals signals = keep == null ? null : Signals.catchStops(console)) {
            BenchmarkReport report = measure(console, configs, chosen, earlier, signals);
            if (report == null) {
                console.error("stopped and saved; the same command goes on with it");
                return signals.exitCode();
            }
            show(List.of(report));
            return before == null ? ExitCode.OK : judge(console, before, report.results());
        }
    }

    private void check() {
        requireWritable(exportJson);
        requireWritable(exportMarkdown);
        if (resume && exportJson == null) {
            throw new Failure(Failure.Kind.USAGE, "--resume needs the file to go on with; add --export-json FILE");
        }
        if (!(untilAccuracy >= 0 && untilAccuracy <= 1)) {
            throw new Failure(
                    Failure.Kind.USAGE, "--until-accuracy is " + untilAccuracy + "; valid are shares from 0 to 1");
        }
        if (keep != null && untilAccuracy > 0) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--keep and --until-accuracy: a run that is kept is a whole one; leave one out");
        }
        if (options.seed != null) {
            throw new Failure(Failure.Kind.USAGE, "--seed: a benchmark takes --seeds, such as --seeds 1..10");
        }
    }

    private void requireSameData(Path file, BenchmarkReport report, List<TrainConfig> configs) {
        String data = configs.get(0).data();
        if (store().isName(data) && store().isName(report.data()) && !data.equals(report.data())) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    file + " is about " + report.data() + ", and this is to train on " + data + "; add --data "
                            + report.data() + ", or name another file");
        }
    }

    /** What will have been trained in the end, with what an earlier report has of it. */
    private static List<Baseline.Side> sides(List<TrainConfig> configs, List<Long> chosen, BenchmarkReport earlier) {
        return configs.stream()
                .map(config -> {
                    Set<Long> all = new HashSet<>(chosen);
                    if (earlier != null) {
                        earlier.runsOf(Benchmark.hash(config)).forEach(run -> all.add(run.seed()));
                    }
                    return new Baseline.Side(config.name(), config.epochs(), all.size());
                })
                .toList();
    }

    /** The measurements; null if a kept run was asked to stop. */
    private BenchmarkReport measure(
            Console console, List<TrainConfig> configs, List<Long> chosen, BenchmarkReport earlier, Signals signals) {
        Dataset dataset = store().open(configs.get(0).data());
        Benchmark benchmark = new Benchmark(
                dataset, context.arguments, engines(), Optional.ofNullable(keep), untilAccuracy, console::info);
        BenchmarkReport report = BenchmarkReport.start(dataset, context.arguments);
        report = earlier == null ? report : report.goingOnWith(earlier);
        for (TrainConfig config : configs) {
            List<Measurement.Run> done = new ArrayList<>(report.runsOf(Benchmark.hash(config)));
            for (long seed : chosen) {
                if (done.stream().anyMatch(run -> run.seed() == seed)) {
                    console.info(config.name() + ", seed " + seed + ": done before");
                    continue;
                }
                console.info(config.name() + ", seed " + seed);
                Optional<Measurement.Run> run = benchmark.run(
                        config.withSeed(seed),
                        List.of(new ProgressPrinter(console, config.epochs())),
                        () -> signals != null && signals.stopRequested());
                if (run.isEmpty()) {
                    return null;
                }
                done.add(run.get());
                report = madeBy(config.withSeed(seed), report).with(benchmark.measurement(config, done));
                if (exportJson != null) {
                    report.write(exportJson);
                }
            }
        }
        return report;
    }

    /** A run that was kept may be an earlier program's, on another machine. */
    private BenchmarkReport madeBy(TrainConfig config, BenchmarkReport report) {
        return keep == null
                ? report.madeHere()
                : report.madeBy(new RunFiles(RunCollection.folder(keep, config)).readProvenance());
    }

    private int show(List<BenchmarkReport> reports) {
        if (exportMarkdown != null) {
            MarkdownFile.write(exportMarkdown, BenchTable.markdown(reports));
        }
        print(reports.size() == 1 ? reports.get(0) : reports, BenchTable.text(reports));
        return ExitCode.OK;
    }

    private int profile(List<TrainConfig> configs) {
        List<Profiled> profiles =
                configs.stream().map(config -> Profiled.of(config, engines())).toList();
        print(profiles, profiles.stream().map(Profiled::text).collect(Collectors.joining("\n\n")));
        return ExitCode.OK;
    }

    private List<TrainConfig> configs() {
        List<TrainConfig> configs = resolved();
        List<String> data = configs.stream().map(TrainConfig::data).distinct().toList();
        if (data.size() > 1) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "these architectures name different data: " + String.join(", ", data)
                            + "; choose one for all with --data");
        }
        return configs;
    }

    private List<TrainConfig> resolved() {
        List<Setting> settings = new ArrayList<>();
        if (!full) {
            settings.add(new Setting("epochs", "1", "--epochs")); // unless asked for otherwise
        }
        settings.addAll(options.settings());
        return (archs == null ? Presets.NAMES : archs)
                .stream()
                        .map(arch -> {
                            TrainConfig config = ConfigLoader.load(arch, options.config, settings);
                            Engines.check(config.compute());
                            return config;
                        })
                        .toList();
    }

    private static int judge(Console console, BenchmarkReport before, List<Measurement> results) {
        List<String> regressions = Baseline.regressions(before.results(), results);
        regressions.forEach(regression -> console.error("mnist: " + regression));
        return regressions.isEmpty() ? ExitCode.OK : ExitCode.GATE;
    }
}
