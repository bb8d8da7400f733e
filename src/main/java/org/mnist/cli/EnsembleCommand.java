package org.mnist.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.eval.EvalResult;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.experiment.BenchmarkReport;
import org.mnist.experiment.RunCollection;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.experiment.SavedModel;
import org.mnist.experiment.TrainingOutcome;
import org.mnist.experiment.TrainingRun;
import org.mnist.network.LayerSpec;
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
                    "Where to train --arch, one run folder for each seed; what is there of them is read or gone on with.")
    Path out;

    @Option(
            names = "--best",
            paramLabel = "N",
            description =
                    "Only the N runs with the highest validation accuracy are members; if not given, all of them.")
    Integer best;

    @Mixin
    TtaOption views = new TtaOption();

    @Option(names = "--export-json", paramLabel = "FILE", description = "Also write the figures for `bench --from`.")
    Path exportJson;

    @Mixin
    ConfigOptions options = new ConfigOptions();

    EnsembleCommand(Context context) {
        super(context);
    }

    /** A member in JSON; what is not known of a bare model file is null. */
    record Member(String model, String arch, Long seed, Double valAccuracy, double accuracy, double loss) {}

    /** All figures in JSON. */
    record Ensembled(
            String data,
            boolean sample,
            int views,
            List<Member> members,
            double meanAccuracy,
            RunResult.Test ensemble) {}

    @Override
    int run(Console console) {
        check();
        List<Path> named = models;
        if (named.isEmpty()) {
            try (Signals signals = Signals.catchStops(console)) {
                named = train(console, signals);
                if (named == null) {
                    console.error("stopped and saved; the same command goes on with it");
                    return signals.exitCode();
                }
            }
        }
        List<SavedModel> members = named.stream().map(SavedModel::find).toList();
        score(console, best == null ? members : chosen(members));
        return ExitCode.OK;
    }

    private void check() {
        views.check();
        boolean trains = arch.arch != null || options.config != null;
        if (trains == !models.isEmpty()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    trains
                            ? "an ensemble takes trained models, or trains an --arch, not both; leave one out"
                            : "an ensemble needs members: two or more run folders, or --arch lenet5 --seeds 1..5 --out DIR");
        }
        int settings = options.settings().size() - (options.data == null ? 0 : 1);
        if (!trains && (settings > 0 || out != null || seeds.given())) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "the members are trained already; only --data, --best, --views and --export-json go with them");
        }
        if (trains && out == null) {
            throw new Failure(Failure.Kind.USAGE, "--arch needs a place for the runs; add --out DIR");
        }
        int count = trains ? seeds.seeds().size() : models.size();
        if (count < 2) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "an ensemble of one is that one; " + (trains ? "add --seeds 1..5" : "add a run"));
        }
        if (best != null && (best < 2 || best > count)) {
            throw new Failure(Failure.Kind.USAGE, "--best is " + best + "; valid are 2 to " + count);
        }
        if (trains && options.seed != null) {
            throw new Failure(Failure.Kind.USAGE, "--seed: an ensemble takes --seeds, such as --seeds 1..5");
        }
        requireWritable(exportJson);
    }

    /** The run folders; null if it was asked to stop. */
    private List<Path> train(Console console, Signals signals) {
        TrainConfig config = ConfigLoader.load(arch.arch, options.config, options.settings());
        Engines.check(config.compute());
        views.check(config);
        RunCollection runs =
                new RunCollection(out, store().open(config.data()), context.arguments, engines(), console::info);
        List<Path> folders = new ArrayList<>();
        for (long seed : seeds.seeds()) {
            TrainConfig member = config.withSeed(seed);
            ProgressPrinter log = new ProgressPrinter(console, config.epochs());
            if (runs.run(member, List.of(log), signals::stopRequested) instanceof TrainingOutcome.Stopped) {
                return null;
            }
            folders.add(RunCollection.folder(out, member));
        }
        return folders;
    }

    private List<SavedModel> chosen(List<SavedModel> candidates) {
        for (SavedModel candidate : candidates) {
            if (valAccuracy(candidate) == null) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "--best: there is no validation accuracy of " + candidate.file()
                                + "; name run folders that are finished and held images out");
            }
        }
        return candidates.stream()
                .sorted(Comparator.comparing(EnsembleCommand::valAccuracy).reversed())
                .limit(best)
                .toList();
    }

    /** What validation said of a model; null where nobody asked. */
    private static Double valAccuracy(SavedModel model) {
        RunResult result = model.config() == null ? null : result(model);
        return result == null ? null : result.best().valAccuracy();
    }

    private static RunResult result(SavedModel model) {
        Path folder = model.file().toAbsolutePath().getParent();
        return TrainingRun.finished(new RunFiles(folder), model.config()).orElse(null);
    }

    private void score(Console console, List<SavedModel> saved) {
        List<TestTimeAugmentation> seen = saved.stream().map(views::of).toList();
        Dataset dataset = store().open(options.data == null ? commonData(saved) : options.data);
        List<Member> members = new ArrayList<>();
        float[] sum = new float[dataset.test().count() * LayerSpec.CLASSES];
        for (int i = 0; i < saved.size(); i++) {
            SavedModel model = saved.get(i);
            console.info("scoring " + model.file());
            try (Predictor predictor = model.open(engines())) {
                float[] probabilities = seen.get(i).probabilities(predictor, dataset.test());
                EvalResult result = EvalResult.of(probabilities, dataset.test());
                members.add(new Member(
                        model.file().toString(),
                        model.config() == null ? null : model.config().name(),
                        model.config() == null ? null : (Long) model.config().seed(),
                        valAccuracy(model),
                        result.accuracy(),
                        result.loss()));
                TestTimeAugmentation.add(probabilities, sum);
            }
        }
        TestTimeAugmentation.divide(sum, saved.size());
        EvalResult ensemble = EvalResult.of(sum, dataset.test());
        double mean = members.stream().mapToDouble(Member::accuracy).average().orElseThrow();
        if (exportJson != null) {
            BenchmarkReport.start(dataset, context.arguments)
                    .madeHere()
                    .with(new BenchmarkReport.Ensemble(
                            members.stream().map(Member::arch).toList(),
                            members.stream().map(Member::seed).toList(),
                            views.views,
                            members.stream().map(Member::accuracy).toList(),
                            mean,
                            ensemble.accuracy()))
                    .write(exportJson);
        }
        print(
                new Ensembled(
                        dataset.name(), dataset.isSample(), views.views, members, mean, RunResult.Test.of(ensemble)),
                text(dataset, members, mean, ensemble));
    }

    private static String commonData(List<SavedModel> saved) {
        List<String> data = saved.stream().map(SavedModel::data).distinct().toList();
        if (data.size() > 1) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "the runs were trained on different data (" + String.join(", ", data) + "); say which by --data");
        }
        return data.get(0);
    }

    private String text(Dataset dataset, List<Member> members, double mean, EvalResult ensemble) {
        Table table = new Table("model", ">validation accuracy", ">test accuracy", ">loss");
        members.forEach(m -> table.row(
                m.model(),
                m.valAccuracy() == null ? "–" : Text.percent(m.valAccuracy()),
                Text.percent(m.accuracy()),
                Text.format("%.4f", m.loss())));
        table.row("mean of members", "", Text.percent(mean), "");
        table.row("ensemble", "", Text.percent(ensemble.accuracy()), Text.format("%.4f", ensemble.loss()));
        return (dataset.isSample() ? "SAMPLE: " : "") + Text.count(ensemble.images()) + " test images of "
                + dataset.name() + views.words() + "\n\n" + table.text();
    }
}
