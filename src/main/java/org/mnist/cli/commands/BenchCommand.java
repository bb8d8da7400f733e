package org.mnist.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.Signals;
import org.mnist.cli.options.ArchsOption;
import org.mnist.cli.options.BaselineOption;
import org.mnist.cli.options.MarkdownOption;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.PlaceOptions;
import org.mnist.cli.options.SeedsOption;
import org.mnist.cli.output.BenchTable;
import org.mnist.cli.output.ProgressPrinter;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.Benchmark;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.BenchmarkSeries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mnist bench}. */
@Command(
        name = "bench",
        description = "Trains several architectures and compares their speed and accuracy.",
        synopsisSubcommandLabel = "[show|profile]",
        subcommands = {BenchShowCommand.class, BenchProfileCommand.class})
final class BenchCommand extends BaseCommand {
    /** One epoch, unless asked for otherwise. */
    private static final Setting ONE_EPOCH = new Setting("epochs", "1", "--epochs");

    @Mixin
    ArchsOption archs = new ArchsOption();

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
    Optional<OutputFile> exportJson = Optional.empty();

    @Option(
            names = "--resume",
            description = "Go on with --export-json: what it has of these configurations and seeds is not run again.")
    boolean resume;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keep each run as a run folder in DIR; one that is there is read, or gone on with if it was cut"
                            + " off.")
    Optional<Path> keep = Optional.empty();

    @Mixin
    PlaceOptions place = new PlaceOptions();

    @Mixin
    MarkdownOption markdown = new MarkdownOption();

    @Mixin
    BaselineOption baseline = new BaselineOption();

    /** The spelling of version 0.1 for what {@link BenchShowCommand} does. */
    @Option(names = "--from", hidden = true, arity = "0..*")
    List<String> from = new ArrayList<>();

    /** The spelling of version 0.1 for what {@link BenchProfileCommand} does. */
    @Option(names = "--profile", hidden = true)
    boolean profile;

    BenchCommand(Context context) {
        super(context);
    }

    @Override
    void check() {
        if (spec.commandLine().getParseResult().hasMatchedOption("--from")) {
            throw usage("--from is now a command of its own: `mnist bench show FILE|DIR…`");
        }
        if (profile) {
            throw usage("--profile is now a command of its own: `mnist bench profile --arch lenet5`");
        }
        if (resume && exportJson.isEmpty()) {
            throw usage("--resume needs the file to go on with; add --export-json FILE");
        }
        if (!(untilAccuracy >= 0 && untilAccuracy <= 1)) {
            throw usage("--until-accuracy is " + untilAccuracy + "; valid are shares from 0 to 1");
        }
        if (keep.isPresent() && untilAccuracy > 0) {
            throw usage("--keep and --until-accuracy: a run that is kept is a whole one; leave one out");
        }
        if (resume && untilAccuracy > 0) {
            throw usage("--resume and --until-accuracy: a run that ended early is no whole one to go on with; leave one"
                    + " out");
        }
        if (place.given().isPresent() && (keep.isEmpty() || !full)) {
            throw usage(place.given().get()
                    + ": trainings beside one another say nothing of speed; add --full and --keep DIR, to"
                    + " compare accuracy");
        }
        archs.changes().refuseSeed("a benchmark");
    }

    @Override
    int run(Console console) {
        List<TrainConfig> configs = full ? archs.resolveTrainable(context) : archs.resolveTrainable(context, ONE_EPOCH);
        String data = configs.get(0).data();
        keep.ifPresent(folder -> requireRunOutside("--keep", folder, data));
        warnOfUnlikeValidation(configs, console::info);
        BenchmarkSeries series = new BenchmarkSeries(configs, seeds.seeds(), earlier(console, data));
        baseline.requireComparable(context.store(), data, series.sides());
        try (Signals signals = Signals.catchStops(console)) {
            boolean all =
                    keep.isEmpty() || place.train(keep.get(), series.trainings(), context, signals::stopRequested);
            if (!all) {
                return stopped(signals, remains(), keep);
            }
            return measure(console, series, signals::stopRequested)
                    .map(report -> finish(console, series, report))
                    .orElseGet(() -> stopped(signals, remains(), keep));
        }
    }

    /** The report to go on with: what is in the file that is to be written. */
    private Optional<BenchmarkReport> earlier(Console console, String data) {
        Optional<Path> file =
                exportJson.map(OutputFile::path).filter(path -> resume).filter(Files::exists);
        Optional<BenchmarkReport> report = file.map(path -> BenchmarkReport.read(path, console::info));
        report.ifPresent(found -> BaselineOption.requireSameData(context.store(), file.orElseThrow(), found, data));
        return report;
    }

    private Optional<BenchmarkReport> measure(Console console, BenchmarkSeries series, BooleanSupplier stop) {
        Benchmark benchmark = new Benchmark(
                context.store().open(series.configs().get(0)),
                context.arguments(),
                context.engines(),
                keep,
                untilAccuracy,
                console::info);
        return series.run(
                benchmark,
                config -> new ProgressPrinter(console, config.epochs()),
                stop,
                report -> exportJson.ifPresent(file -> report.write(file.path())),
                console::info);
    }

    private int finish(Console console, BenchmarkSeries series, BenchmarkReport report) {
        markdown.write(BenchTable.markdown(List.of(report)));
        BaselineOption.Judged judged = baseline.judge(report, series.measuredIn(report));
        print(judged, BenchTable.text(List.of(report), context.tableColumns()));
        return baseline.exitCode(console, List.of(judged));
    }

    /** The words for what there is of a benchmark that was stopped. */
    private String remains() {
        if (keep.isPresent()) {
            return "stopped and saved; the same command goes on with it";
        }
        return exportJson
                .map(file ->
                        "stopped; the trainings that had ended are in " + file + ", and --resume goes on with those")
                .orElse("stopped; nothing is kept, as it is with --keep DIR or --export-json FILE");
    }
}
