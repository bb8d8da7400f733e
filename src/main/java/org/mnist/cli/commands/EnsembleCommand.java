package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.Signals;
import org.mnist.cli.options.ArchOption;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.PlaceOptions;
import org.mnist.cli.options.SeedsOption;
import org.mnist.cli.options.TtaOption;
import org.mnist.cli.output.EnsembleTable;
import org.mnist.cli.output.ProgressPrinter;
import org.mnist.config.TrainConfig;
import org.mnist.data.ReadOptions;
import org.mnist.data.TestImages;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.EnsembleScore;
import org.mnist.experiment.RunCollection;
import org.mnist.experiment.RunResult;
import org.mnist.experiment.SavedModel;
import org.mnist.experiment.TrainingOutcome;
import org.mnist.network.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist ensemble}. */
@Command(
        name = "ensemble",
        description = {
            "Averages the probabilities of several models and scores that on the test images.",
            "It takes models that are trained already, or trains one architecture from several seeds."
        })
final class EnsembleCommand extends BaseCommand {
    @Parameters(arity = "0..*", paramLabel = "RUN|MODEL.zip", description = "Two or more run folders or model files.")
    List<Path> models = new ArrayList<>();

    @Mixin
    ArchOption arch = new ArchOption();

    @Mixin
    SeedsOption seeds = new SeedsOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where to train --arch, one run folder for each seed; what is there of them is read or gone on"
                            + " with.")
    Optional<Path> out = Optional.empty();

    @Option(
            names = "--best",
            paramLabel = "N",
            description =
                    "Only the N runs with the highest validation accuracy are members; if not given, all of them.")
    Optional<Integer> best = Optional.empty();

    @Mixin
    PlaceOptions place = new PlaceOptions();

    @Mixin
    TtaOption tta = new TtaOption();

    @Option(names = "--export-json", paramLabel = "FILE", description = "Also write the figures for `bench show`.")
    Optional<OutputFile> exportJson = Optional.empty();

    EnsembleCommand(Context context) {
        super(context);
    }

    /** All figures in JSON. */
    record Ensembled(
            String data,
            boolean sample,
            int views,
            List<EnsembleScore.Member> members,
            double meanAccuracy,
            RunResult.Test ensemble) {}

    @Override
    void check() {
        boolean trains = arch.given();
        if (trains == !models.isEmpty()) {
            throw usage(
                    trains
                            ? "an ensemble takes trained models, or trains an --arch, not both; leave one out"
                            : "an ensemble needs members: two or more run folders, or --arch lenet5 --seeds 1..5 --out"
                                    + " DIR");
        }
        if (!trains && (arch.changes().changeMoreThanReading() || out.isPresent() || seeds.given())) {
            throw usage(
                    "the members are trained already; only --data, --skip-bad, --best, --tta and --export-json go with"
                            + " them");
        }
        if (!trains && place.given().isPresent()) {
            throw usage(place.given().get() + ": the members are trained already; leave it out");
        }
        if (trains && out.isEmpty()) {
            throw usage("--arch needs a place for the runs; add --out DIR");
        }
        int count = trains ? seeds.seeds().size() : models.size();
        if (count < 2) {
            throw usage("an ensemble of one is that one; " + (trains ? "add --seeds 1..5" : "add a run"));
        }
        if (best.filter(n -> n < 2 || n > count).isPresent()) {
            throw usage("--best is " + best.get() + "; valid are 2 to " + count);
        }
        arch.changes().refuseSeed("an ensemble");
    }

    @Override
    int run(Console console) {
        if (!models.isEmpty()) {
            return score(console, models);
        }
        try (Signals signals = Signals.catchStops(console)) {
            return train(console, signals)
                    .map(folders -> score(console, folders))
                    .orElseGet(() -> stopped(signals, "stopped and saved; the same command goes on with it", out));
        }
    }

    /** The run folders; empty if it was asked to stop. */
    private Optional<List<Path>> train(Console console, Signals signals) {
        TrainConfig config = arch.resolveTrainable(context);
        tta.requireAugmentation(config);
        Path folder = out.orElseThrow();
        requireRunOutside("--out", folder, config.data());
        RunCollection runs = new RunCollection(
                folder, context.store().open(config), context.arguments(), context.engines(), console::info);
        List<Path> folders = new ArrayList<>();
        List<TrainConfig> members = seeds.seeds().stream().map(config::withSeed).toList();
        if (!place.train(folder, members, context, signals::stopRequested)) {
            return Optional.empty();
        }
        for (TrainConfig member : members) {
            ProgressPrinter progress = new ProgressPrinter(console, config.epochs());
            if (runs.run(member, List.of(progress), signals::stopRequested) instanceof TrainingOutcome.Stopped) {
                return Optional.empty();
            }
            folders.add(RunCollection.folder(folder, member));
        }
        return Optional.of(folders);
    }

    private int score(Console console, List<Path> named) {
        List<SavedModel> candidates =
                named.stream().map(path -> SavedModel.find(path, console::info)).toList();
        List<SavedModel> members = best.map(n -> chosen(candidates, n)).orElse(candidates);
        Task task = EnsembleScore.commonTask(candidates);
        List<TestTimeAugmentation> views = members.stream().map(tta::of).toList();
        TestImages test = context.store()
                .openTest(
                        arch.changes().data().orElseGet(() -> commonData(members)),
                        task,
                        ReadOptions.forModel(
                                task, members.get(0).config(), arch.changes().skipBad()));
        if (!test.areLabelled()) {
            throw usage(test.name() + " has no labels to score by; name other images by --data");
        }
        EnsembleScore score = EnsembleScore.of(members, views, test.images(), context.engines(), console::info);
        exportJson.ifPresent(file -> BenchmarkReport.start(test, context.arguments())
                .madeHere()
                .with(score.measured(tta.views()))
                .write(file.path()));
        print(
                new Ensembled(
                        test.name(),
                        test.isSample(),
                        tta.views(),
                        score.members(),
                        score.meanAccuracy(),
                        RunResult.Test.of(score.together(), task)),
                EnsembleTable.of(score, test, tta.words()));
        return ExitCode.OK;
    }

    /** Those that did best on validation images, never on test images. */
    private static List<SavedModel> chosen(List<SavedModel> candidates, int count) {
        Map<SavedModel, Double> accuracies = new HashMap<>();
        for (SavedModel candidate : candidates) {
            Optional<Double> accuracy = candidate.valAccuracy(line -> {}); // the score says it of those that are chosen
            if (accuracy.isEmpty()) {
                throw usage("--best: there is no validation accuracy of " + candidate.file()
                        + "; name run folders that are finished and held images out");
            }
            accuracies.put(candidate, accuracy.get());
        }
        return candidates.stream()
                .sorted(Comparator.comparing(accuracies::get, Comparator.reverseOrder()))
                .limit(count)
                .toList();
    }

    private static String commonData(List<SavedModel> models) {
        List<String> data = models.stream().map(SavedModel::data).distinct().toList();
        if (data.size() > 1) {
            throw usage(
                    "the runs were trained on different data (" + String.join(", ", data) + "); say which by --data");
        }
        return data.get(0);
    }
}
