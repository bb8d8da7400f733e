package org.mnist.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.TrainValSplit;
import org.mnist.engine.Engines;
import org.mnist.experiment.RunDirectory;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.experiment.SavedModel;
import org.mnist.experiment.TrainingOutcome;
import org.mnist.experiment.TrainingRun;
import org.mnist.report.RunReport;
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
    ConfigOptions options = new ConfigOptions();

    @Mixin
    MinAccuracyOption gate = new MinAccuracyOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run folder; if not given, runs/<time>-<arch>-s<seed>.")
    Path out;

    @Option(names = "--resume", description = "Go on with the run in --out. Only --epochs may differ, and only grow.")
    boolean resume;

    @Option(
            names = "--no-report",
            description = "Draw no pictures and no report.html; `mnist report RUN` draws them later.")
    boolean noReport;

    @Option(names = "--dry-run", description = "Check everything and say what would be done, but do nothing.")
    boolean dryRun;

    TrainCommand(Context context) {
        super(context);
    }

    /** What would be done, in JSON. */
    record Plan(
            boolean dryRun,
            String arch,
            long parameters,
            int epochs,
            int stepsPerEpoch,
            int trainImages,
            int validationImages) {}

    /** A run that was stopped, in JSON. */
    record Stopped(boolean stopped, String folder) {}

    @Override
    int run(Console console) {
        gate.check();
        if (resume && out == null) {
            throw new Failure(Failure.Kind.USAGE, "--resume needs the run folder; add --out DIR");
        }
        TrainConfig config = resume
                ? ResumePolicy.config(out, arch.arch, options)
                : ConfigLoader.load(arch.arch, options.config, options.settings());
        Engines.check(config.compute());
        if (dryRun) {
            return describe(config);
        }
        try (RunDirectory directory = resume ? RunDirectory.resume(out) : null) {
            Optional<RunResult> finished =
                    resume ? TrainingRun.finished(directory.files(), config) : Optional.empty();
            if (finished.isPresent()) {
                console.info(out + " is finished; nothing to do");
                return finish(console, finished.get(), directory.files());
            }
            Dataset dataset = store().open(config.data());
            int validation = TrainValSplit.of(config, dataset.train().count()).validation().length;
            try (RunDirectory run = resume ? directory : RunDirectory.create(runFolder(config))) {
                openLog(console, run);
                announce(console, config, dataset, validation, run);
                return train(console, config, dataset, run);
            }
        }
    }

    private int train(Console console, TrainConfig config, Dataset dataset, RunDirectory run) {
        try (Signals signals = Signals.catchStops(console)) {
            TrainingRun training = new TrainingRun(run, config, dataset, context.arguments, engines(), console::info);
            TrainingOutcome outcome =
                    training.train(List.of(new ProgressPrinter(console, config.epochs())), signals::stopRequested);
            if (!(outcome instanceof TrainingOutcome.Finished finished)) {
                console.error("stopped and saved; go on with: "
                        + Text.command(List.of(
                                "train", "--resume", "--out", run.files().path().toString())));
                if (output.json) {
                    print(new Stopped(true, run.files().path().toString()), "");
                }
                return signals.exitCode();
            }
            if (!noReport) {
                RunReport.write(
                        run.files(),
                        dataset.test(),
                        SavedModel.find(run.files().path()).kernels(),
                        console::info);
            }
            return finish(console, finished.result(), run.files());
        }
    }

    private int finish(Console console, RunResult result, RunFiles files) {
        print(result, ResultText.of(result));
        console.info(ResultText.next(files));
        return gate.judge(context.console(), result.best().test().accuracy());
    }

    private int describe(TrainConfig config) {
        int images = store().trainImages(config.data());
        int validation = TrainValSplit.of(config, images).validation().length;
        int steps = Trainer.stepsPerEpoch(config, images - validation);
        String text = LayerTable.of(config) + "\n\n"
                + Text.format(
                        "%s epochs of %s steps, %d images each; with %s training images, %s are held out for validation.%nNothing was done.",
                        Text.count(config.epochs()),
                        Text.count(steps),
                        config.batch(),
                        Text.count(images),
                        Text.count(validation));
        print(
                new Plan(
                        true,
                        config.name(),
                        config.architecture().parameters(),
                        config.epochs(),
                        steps,
                        images - validation,
                        validation),
                text);
        return ExitCode.OK;
    }

    private Path runFolder(TrainConfig config) {
        if (out != null) {
            return out;
        }
        String time = LocalDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("runs", time + "-" + config.name() + "-s" + config.seed());
    }

    private static void openLog(Console console, RunDirectory run) {
        try {
            console.openLog(run.files().log());
        } catch (IOException e) {
            throw SafeFiles.failure(run.files().log(), e);
        }
    }

    private static void announce(
            Console console, TrainConfig config, Dataset dataset, int validation, RunDirectory run) {
        if (dataset.isSample()) {
            console.info("SAMPLE: a tenth of MNIST; its figures say nothing about the real test set");
        }
        console.info(
                console.isLive()
                        ? LayerTable.of(config) + "\n"
                        : Text.format(
                                "%s: %s parameters, %s trainable",
                                config.name(),
                                Text.count(config.architecture().parameters()),
                                Text.count(config.architecture().trainable())));
        console.info(Text.format(
                "%s: %s images to train on, %s to validate, %s to test",
                dataset.name(),
                Text.count(dataset.train().count() - validation),
                Text.count(validation),
                Text.count(dataset.test().count())));
        console.info("run folder: " + run.files().path());
    }
}
