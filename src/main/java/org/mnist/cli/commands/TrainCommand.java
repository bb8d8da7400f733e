package org.mnist.cli.commands;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.ShellCommand;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.Signals;
import org.mnist.cli.options.ArchOption;
import org.mnist.cli.options.LogOptions;
import org.mnist.cli.options.MinAccuracyOption;
import org.mnist.cli.options.WatchOption;
import org.mnist.cli.output.GapWarning;
import org.mnist.cli.output.ProgressPrinter;
import org.mnist.cli.output.ResultText;
import org.mnist.cli.output.TrainingText;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.SplitCheck;
import org.mnist.data.TrainValSplit;
import org.mnist.engine.Engines;
import org.mnist.experiment.Gate;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.experiment.SavedModel;
import org.mnist.experiment.TrainingOutcome;
import org.mnist.experiment.TrainingRun;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.network.file.ModelFiles;
import org.mnist.report.RunReport;
import org.mnist.track.TrackedRun;
import org.mnist.track.TrackerKind;
import org.mnist.track.Trackers;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainListener;
import org.mnist.train.TrainState;
import org.mnist.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mnist train}. */
@Command(name = "train", description = "Trains a network and scores it on the test images.")
final class TrainCommand extends BaseCommand {
    @Mixin
    ArchOption arch = new ArchOption();

    @Mixin
    MinAccuracyOption gate = new MinAccuracyOption();

    @Mixin
    LogOptions log = new LogOptions();

    @Mixin
    WatchOption watch = new WatchOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run folder; if not given, runs/<time>-<arch>-s<seed>.")
    Optional<Path> out = Optional.empty();

    @Option(names = "--resume", description = "Go on with the run in --out. Only --epochs may differ, and only grow.")
    boolean resume;

    @Option(
            names = "--no-report",
            description = "Draw no pictures and no report.html; `mnist report RUN` draws them later.")
    boolean noReport;

    @Option(
            names = "--no-test",
            description = "Train and save, and leave the test images alone; --resume without this scores them.")
    boolean noTest;

    @Option(
            names = "--layouts",
            paramLabel = "DIR",
            description =
                    "A folder that remembers which kernels are fastest, asked before the cache; runs that share it"
                            + " compute alike.")
    Optional<Path> layouts = Optional.empty();

    @Option(
            names = "--stop-at-eof",
            description = "Stop and save when standard input ends, as when the program that started this one dies.")
    boolean stopAtEof;

    @Option(names = "--dry-run", description = "Check everything and say what would be done, but do nothing.")
    boolean dryRun;

    TrainCommand(Context context) {
        super(context);
    }

    /** A training that is done and has not seen the test images, in JSON. */
    record Unscored(
            boolean trained,
            String arch,
            String data,
            long seed,
            int epochs,
            Epoch best,
            Epoch last,
            double trainSeconds,
            String folder) {
        /** An epoch with what validation said of it, null without. */
        record Epoch(
                int epoch,
                @Nullable Double valAccuracy,
                @Nullable Double valLoss) {
            static Epoch of(EpochResult result) {
                return result.hasValidation()
                        ? new Epoch(result.epoch(), result.valAccuracy(), result.valLoss())
                        : new Epoch(result.epoch(), null, null);
            }
        }
    }

    /** A training that would be done, in JSON. */
    record DryRun(
            boolean dryRun,
            String arch,
            long parameters,
            int epochs,
            int stepsPerEpoch,
            int trainImages,
            int validationImages) {}

    /** The figures of a run in JSON, as its {@code result.json} has them, with what came of the gate; null without one. */
    record Trained(
            @JsonUnwrapped RunResult result, @Nullable Gate gate) implements Document {
        @Override
        public Schema schema() {
            return result.schema();
        }
    }

    @Override
    void check() {
        if (resume && out.isEmpty()) {
            throw new Failure(Failure.Kind.USAGE, "--resume needs the run folder; add --out DIR");
        }
        if (noTest && gate.given()) {
            throw usage("--min-accuracy judges the test accuracy, which --no-test leaves out; leave one out");
        }
        log.require(resume, context.variables());
    }

    @Override
    int run(Console console) {
        TrainConfig config = resume ? arch.resume(out.orElseThrow(), context) : arch.resolveTrainable(context);
        if (!resume) {
            out.ifPresent(folder -> requireRunOutside("--out", folder, config.data()));
            TrainingRun.requireInit(config, console::info); // before there is a run folder
        }
        if (dryRun) {
            TrainingRun.tryToBuild(config);
            return describe(config);
        }
        return resume ? resume(console, config, out.orElseThrow()) : start(console, config);
    }

    private int start(Console console, TrainConfig config) {
        Dataset dataset = open(config);
        try (WatchOption.Page page = watch.open(console); // before there is a run folder
                RunDirectory run = create(console, config)) {
            return train(console, config, dataset, run, page);
        }
    }

    private RunDirectory create(Console console, TrainConfig config) {
        return out.isPresent()
                ? RunDirectory.create(out.get(), console::info)
                : RunDirectory.createUnlike(
                        newFolder(config, LocalDateTime.now(ZoneId.systemDefault())), console::info);
    }

    private int resume(Console console, TrainConfig config, Path folder) {
        try (RunDirectory run = RunDirectory.resume(folder, console::info)) {
            Optional<RunResult> finished = TrainingRun.finished(run.files(), config);
            if (finished.isEmpty()) {
                try (WatchOption.Page page = watch.open(console)) {
                    return train(console, config, open(config), run, page);
                }
            }
            if (noReport || RunReport.isThere(run.files())) {
                console.info(folder + " is finished; nothing to do");
            } else {
                console.info(folder + " is trained; drawing its report, which is missing");
                report(console, open(config), run);
            }
            tellTrackers(console, config, finished.get(), run.files());
            return finish(console, finished.get(), run.files());
        }
    }

    /** The data; refused, before there is a folder, if nothing would be left of it to train on. */
    private Dataset open(TrainConfig config) {
        Dataset dataset = context.store().open(config);
        TrainValSplit.sizes(config, dataset.train().count());
        return dataset;
    }

    /** The folder of a run that was given no name. */
    static Path newFolder(TrainConfig config, LocalDateTime now) {
        return Path.of("runs", RunDirectory.stamp(now) + "-" + config.name() + "-s" + config.seed());
    }

    /** Tells trackers what they have missed of a run that has ended. */
    private void tellTrackers(Console console, TrainConfig config, RunResult result, RunFiles files) {
        List<TrackerKind> behind = log.of(files, context.variables()).stream()
                .filter(kind -> !kind.isComplete(files))
                .toList();
        if (behind.isEmpty()) {
            return;
        }
        try (Trackers trackers = Trackers.open(behind, new TrackedRun(files, config, console::info))) {
            TrainState ended = TrainState.of(files.metrics().read(result.epochs()));
            trackers.onStart(ended, () -> ModelFiles.parameters(files.last(), NetworkSpec.of(config)));
            trackers.onResult(result);
            trackers.onFinished();
        }
    }

    private int train(Console console, TrainConfig config, Dataset dataset, RunDirectory run, WatchOption.Page page) {
        RunFiles files = run.files();
        openLog(console, files);
        TrainingText.announce(console, config, dataset, files.path());
        SplitCheck.problems(config, dataset).forEach(problem -> console.info("warning: " + problem));
        Engines engines = layouts.map(context.engines()::remembering).orElseGet(context::engines);
        TrainingRun training = new TrainingRun(run, config, dataset, context.arguments(), engines, console::info);
        page.show(files, config);
        try (Signals signals = Signals.catchStops(console)) {
            if (stopAtEof) {
                signals.stopAtEnd(context.in());
            }
            TrainingOutcome outcome = train(console, config, dataset, run, training, signals);
            if (outcome instanceof TrainingOutcome.Trained trained) {
                return trained(config, files, trained.state());
            }
            return outcome instanceof TrainingOutcome.Finished finished
                    ? finish(console, finished.result(), files)
                    : stopped(signals, files);
        }
    }

    private TrainingOutcome train(
            Console console,
            TrainConfig config,
            Dataset dataset,
            RunDirectory run,
            TrainingRun training,
            Signals signals) {
        TrackedRun tracked = new TrackedRun(run.files(), config, console::info);
        try (Trackers trackers = Trackers.open(log.of(run.files(), context.variables()), tracked)) {
            List<TrainListener> listeners = List.of(
                    new ProgressPrinter(console, config.epochs()), new GapWarning(config, console::info), trackers);
            TrainingOutcome outcome = noTest
                    ? training.trainOnly(listeners, signals::stopRequested)
                    : training.train(listeners, signals::stopRequested);
            if (outcome instanceof TrainingOutcome.Finished finished) {
                trackers.onResult(finished.result());
                if (!noReport) {
                    report(console, dataset, run);
                }
                trackers.onFinished();
            } else if (outcome instanceof TrainingOutcome.Trained) {
                trackers.onFinished();
            }
            return outcome;
        }
    }

    private int trained(TrainConfig config, RunFiles files, TrainState state) {
        print(
                new Unscored(
                        true,
                        config.name(),
                        config.data(),
                        config.seed(),
                        state.epochs(),
                        Unscored.Epoch.of(state.best()),
                        Unscored.Epoch.of(state.last()),
                        state.earlierSeconds(),
                        files.path().toString()),
                TrainingText.trained(state) + "\nThe test images have not been looked at; score them by: "
                        + again(files));
        return ExitCode.OK;
    }

    private static void report(Console console, Dataset dataset, RunDirectory run) {
        run.requireInPlace();
        RunFiles files = run.files();
        RunReport.write(
                files, dataset, SavedModel.find(files.path(), console::info).kernels(), console::info);
    }

    private static void openLog(Console console, RunFiles files) {
        try {
            console.openLog(files.log());
        } catch (IOException e) {
            throw SafeFiles.failure(files.log(), e);
        }
    }

    private int stopped(Signals signals, RunFiles files) {
        return stopped(signals, "stopped and saved; go on with: " + again(files), Optional.of(files.path()));
    }

    private static String again(RunFiles files) {
        return ShellCommand.of(
                List.of("train", "--resume", "--out", files.path().toString()));
    }

    private int finish(Console console, RunResult result, RunFiles files) {
        Optional<Gate> judged = gate.judge(result.best().test().accuracy());
        print(new Trained(result, judged.orElse(null)), ResultText.of(result));
        ResultText.chance(result).ifPresent(console::info);
        console.info(ResultText.next(files));
        return MinAccuracyOption.exitCode(console, judged);
    }

    private int describe(TrainConfig config) {
        int images = context.store()
                .facts(config.data(), config.imageSize(), config.skipBad())
                .trainImages();
        TrainValSplit.Sizes sizes = TrainValSplit.sizes(config, images);
        int steps = Trainer.stepsPerEpoch(config, sizes.train());
        print(
                new DryRun(
                        true,
                        config.name(),
                        config.architecture().parameters(),
                        config.epochs(),
                        steps,
                        sizes.train(),
                        sizes.validation()),
                TrainingText.dryRun(config, sizes, steps));
        return ExitCode.OK;
    }
}
