package org.mnist.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.mnist.bench.Baseline;
import org.mnist.bench.Benchmark;
import org.mnist.bench.Measurement;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.Names;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.engine.Backends;
import org.mnist.engine.Engine;
import org.mnist.engine.Engines;
import org.mnist.engine.onednn.OneDnnEngine;
import org.mnist.engine.onednn.Profile;
import org.mnist.failure.Failure;
import org.mnist.file.SafeFiles;
import org.mnist.host.Hardware;
import org.mnist.model.NetworkFactory;
import org.mnist.run.BuildInfo;
import org.mnist.run.Json;
import org.mnist.term.Console;
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

    @Option(names = "--runs", paramLabel = "N", description = "As many seeds: 1 to N. The same as --seeds 1,2,...,N.")
    Integer runs;

    @Option(
            names = "--seeds",
            paramLabel = "1,2",
            split = ",",
            description = "Which seeds to train from; 1 if not given.")
    List<Long> seeds;

    @Option(names = "--export-json", paramLabel = "FILE", description = "Also write the figures as JSON.")
    Path exportJson;

    @Option(names = "--export-markdown", paramLabel = "FILE", description = "Also write the table as Markdown.")
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

    /** All figures in JSON. */
    record Report(
            String version, String commit, String hardware, String data, boolean sample, List<Measurement> results) {}

    @Override
    int run(Console console) {
        List<TrainConfig> configs = configs();
        if (profile) {
            return profile(configs);
        }
        List<Long> chosen = seeds();
        requireWritable(exportJson);
        requireWritable(exportMarkdown);
        Report before = baseline == null ? null : readBaseline();
        Dataset dataset = store().open(configs.get(0).data());
        List<Measurement> results = new ArrayList<>();
        for (TrainConfig config : configs) {
            List<Measurement.Run> done = new ArrayList<>();
            for (long seed : chosen) {
                console.say(config.name() + ", seed " + seed);
                done.add(Benchmark.run(
                        config.withSeed(seed),
                        dataset,
                        engines(),
                        List.of(new ProgressTalk(console, config.epochs()))));
            }
            results.add(Benchmark.measurement(config, done));
        }
        Report report = new Report(
                BuildInfo.version(),
                BuildInfo.commitId(),
                Hardware.summary(),
                dataset.name(),
                dataset.isSample(),
                results);
        if (exportJson != null) {
            SafeFiles.write(exportJson, Json.write(report) + "\n");
        }
        if (exportMarkdown != null) {
            SafeFiles.write(exportMarkdown, BenchTable.markdown(report));
        }
        print(report, BenchTable.text(report));
        return before == null ? ExitCode.OK : judge(console, before, results);
    }

    /** The profile of one configuration, in JSON. */
    record Profiled(String arch, String precision, Profile profile) {}

    private int profile(List<TrainConfig> configs) {
        List<Profiled> profiles = new ArrayList<>();
        for (TrainConfig config : configs) {
            Backends.start(config.backend(), config.threads());
            try (Engine engine = engines().open(config, NetworkFactory.create(config), config.batch())) {
                if (!(engine instanceof OneDnnEngine fast)) {
                    throw new Failure(
                            Failure.Kind.UNAVAILABLE,
                            "--profile: engine " + engine.name() + " has no primitives to time; use --engine onednn");
                }
                profiles.add(new Profiled(config.name(), Names.of(config.precision()), fast.profile()));
            }
        }
        print(profiles, profiles.stream().map(ProfileTable::text).collect(Collectors.joining("\n\n")));
        return ExitCode.OK;
    }

    private List<TrainConfig> configs() {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("epochs", "1", "--epochs")); // unless asked for otherwise
        settings.addAll(options.settings());
        return (archs == null ? Presets.NAMES : archs)
                .stream()
                        .map(arch -> {
                            TrainConfig config = ConfigLoader.load(arch, options.config, settings);
                            Engines.check(config);
                            return config;
                        })
                        .toList();
    }

    private List<Long> seeds() {
        if (runs != null && seeds != null) {
            throw new Failure(Failure.Kind.USAGE, "--runs and --seeds say the same thing; give one of them");
        }
        if (options.seed != null) {
            throw new Failure(Failure.Kind.USAGE, "--seed: a benchmark takes --seeds, such as --seeds 1,2,3");
        }
        if (runs != null && (runs < 1 || runs > 10_000)) {
            throw new Failure(Failure.Kind.USAGE, "--runs is " + runs + "; valid are whole numbers from 1 to 10000");
        }
        return seeds != null
                ? seeds
                : LongStream.rangeClosed(1, runs == null ? 1 : runs).boxed().toList();
    }

    private static void requireWritable(Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    file + " cannot be created; name a file in a folder that can be written");
        }
    }

    private Report readBaseline() {
        if (!Files.isRegularFile(baseline)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND, "there is no baseline " + baseline + "; make one with --export-json");
        }
        try {
            return Json.read(Files.readString(baseline), Report.class);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    baseline + " is no baseline: " + e.getOriginalMessage() + "; make one with --export-json",
                    e);
        } catch (IOException e) {
            throw SafeFiles.failure(baseline, e);
        }
    }

    private static int judge(Console console, Report before, List<Measurement> results) {
        List<String> regressions = Baseline.regressions(before.results(), results);
        regressions.forEach(regression -> console.insist("mnist: " + regression));
        return regressions.isEmpty() ? ExitCode.OK : ExitCode.GATE;
    }
}
