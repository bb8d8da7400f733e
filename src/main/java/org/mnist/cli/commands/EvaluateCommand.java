package org.mnist.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.options.Candidates;
import org.mnist.cli.options.MinAccuracyOption;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.SkipBadOption;
import org.mnist.cli.options.TtaOption;
import org.mnist.data.ReadOptions;
import org.mnist.data.TestImages;
import org.mnist.engine.Predictor;
import org.mnist.eval.EvalResult;
import org.mnist.eval.PredictionsCsv;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.experiment.Gate;
import org.mnist.experiment.RunResult;
import org.mnist.experiment.SavedModel;
import org.mnist.network.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Scores a trained model on the test images, all of them.",
            "Images without labels can be predicted only: name a file by --predictions or --kaggle."
        })
final class EvaluateCommand extends BaseCommand {
    @Parameters(
            paramLabel = "RUN|MODEL.zip",
            description = "A run folder, whose best.zip is taken, or a DL4J model file.")
    Path model;

    @Option(
            names = "--data",
            paramLabel = "NAME|PATH",
            completionCandidates = Candidates.OfData.class,
            description = "A known data set, sample, or a folder or file of your own; its classes are matched with the"
                    + " model's by name. If not given, what the run was trained on.")
    Optional<String> data = Optional.empty();

    @Mixin
    SkipBadOption skipBad = new SkipBadOption();

    @Option(
            names = "--predictions",
            paramLabel = "FILE.csv",
            description =
                    "Also write a row for each test image: index, label, predicted, and the probability of each class"
                            + " in a column of its name.")
    Optional<OutputFile> predictions = Optional.empty();

    @Option(
            names = "--kaggle",
            paramLabel = "FILE.csv",
            description = "Also write what competitions take: ImageId, from 1, and Label.")
    Optional<OutputFile> kaggle = Optional.empty();

    @Mixin
    TtaOption tta = new TtaOption();

    @Mixin
    MinAccuracyOption gate = new MinAccuracyOption();

    EvaluateCommand(Context context) {
        super(context);
    }

    /** The figures in JSON; without labels there is no {@code test}, without a gate no {@code gate}, and a file that was not asked for is null. */
    record Evaluated(
            String model,
            String data,
            boolean sample,
            int views,
            int images,
            @Nullable String predictions,
            @Nullable String kaggle,
            RunResult.@Nullable Test test,
            @Nullable Gate gate) {}

    @Override
    int run(Console console) {
        SavedModel saved = SavedModel.find(model, console::info);
        TestTimeAugmentation views = tta.of(saved);
        String name = data.orElseGet(saved::data);
        Stream.of(predictions, kaggle)
                .flatMap(Optional::stream)
                .map(OutputFile::path)
                .filter(Files::exists) // a new table beside tables is none of them
                .forEach(file -> requireNoInput("file", file, name));
        Task task = saved.task();
        TestImages test =
                context.store().openTest(name, task, ReadOptions.forModel(task, saved.config(), skipBad.given()));
        if (!test.areLabelled()) {
            requireOutput(name);
        }
        if (saved.result(line -> {}).isPresent() && !isOfTheRun(saved, test)) {
            console.info("these are not the test images that the run was scored on");
        }
        if (views.count() > 1) {
            console.info("scoring each image " + views.count() + " times");
        }
        float[] probabilities;
        try (Predictor predictor = saved.open(context.engines())) {
            probabilities = views.probabilities(predictor, test.images());
        }
        predictions.ifPresent(file -> file.write(out -> PredictionsCsv.write(probabilities, test.images(), task, out)));
        kaggle.ifPresent(
                file -> file.write(out -> PredictionsCsv.writeKaggle(probabilities, test.images(), task, out)));
        EvalResult result = test.areLabelled() ? EvalResult.of(probabilities, test.images()) : null;
        Optional<Gate> judged = result == null ? Optional.empty() : gate.judge(result.accuracy());
        print(
                new Evaluated(
                        saved.file().toString(),
                        test.name(),
                        test.isSample(),
                        views.count(),
                        test.images().count(),
                        predictions.map(OutputFile::toString).orElse(null),
                        kaggle.map(OutputFile::toString).orElse(null),
                        result == null ? null : RunResult.Test.of(result, task),
                        judged.orElse(null)),
                text(saved, test, result));
        return MinAccuracyOption.exitCode(console, judged);
    }

    private String text(SavedModel saved, TestImages test, @Nullable EvalResult result) {
        String images = Text.count(test.images().count()) + " images of " + test.name() + tta.words();
        String figures = result == null
                ? Text.format("%s: %s, which have no labels", saved.file(), images)
                : Text.format(
                        "%s%s: test accuracy %s, loss %.4f, on %s",
                        test.isSample() ? "SAMPLE: " : "",
                        saved.file(),
                        Text.percent(result.accuracy()),
                        result.loss(),
                        images);
        return Stream.of(
                        figures,
                        predictions.map(file -> "predictions  " + file).orElse(null),
                        kaggle.map(file -> "to submit    " + file).orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    /** Whether the run's own score is of the same images; where nobody knows, it is taken for so. */
    private static boolean isOfTheRun(SavedModel saved, TestImages test) {
        return saved.provenance(line -> {})
                .map(provenance ->
                        provenance.data().values().containsAll(test.hashes().values()))
                .orElse(true);
    }

    /** Refuses to score what has no labels, before there is work. */
    private void requireOutput(String name) {
        if (gate.given()) {
            throw usage("--min-accuracy: " + name + " has no labels to score by; leave it out");
        }
        if (predictions.isEmpty() && kaggle.isEmpty()) {
            throw usage(name + " has no labels to score by; add --predictions FILE.csv or --kaggle FILE.csv");
        }
    }
}
