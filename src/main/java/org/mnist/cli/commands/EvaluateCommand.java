package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.options.MinAccuracyOption;
import org.mnist.cli.options.TtaOption;
import org.mnist.data.Dataset;
import org.mnist.engine.Predictor;
import org.mnist.eval.EvalResult;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.experiment.RunResult;
import org.mnist.experiment.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist evaluate}. */
@Command(name = "evaluate", description = "Scores a trained model on the test images, all of them.")
final class EvaluateCommand extends BaseCommand {
    @Parameters(
            paramLabel = "RUN|MODEL.zip",
            description = "A run folder, whose best.zip is taken, or a DL4J model file.")
    Path model;

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "mnist, fashion-mnist, sample, or a folder; if not given, what the run was trained on.")
    Optional<String> data = Optional.empty();

    @Mixin
    TtaOption tta = new TtaOption();

    @Mixin
    MinAccuracyOption gate = new MinAccuracyOption();

    EvaluateCommand(Context context) {
        super(context);
    }

    /** The figures in JSON. */
    record Evaluated(String model, String data, boolean sample, int views, RunResult.Test test) {}

    @Override
    int run(Console console) {
        SavedModel saved = SavedModel.find(model, console::info);
        TestTimeAugmentation views = tta.of(saved);
        Dataset dataset = context.store().open(data.orElseGet(saved::data));
        if (views.count() > 1) {
            console.info("scoring each image " + views.count() + " times");
        }
        EvalResult result;
        try (Predictor predictor = saved.open(context.engines())) {
            result = EvalResult.of(views.probabilities(predictor, dataset.test()), dataset.test());
        }
        print(
                new Evaluated(
                        saved.file().toString(),
                        dataset.name(),
                        dataset.isSample(),
                        views.count(),
                        RunResult.Test.of(result)),
                Text.format(
                        "%s%s: test accuracy %s, loss %.4f, on %s images of %s%s",
                        dataset.isSample() ? "SAMPLE: " : "",
                        saved.file(),
                        Text.percent(result.accuracy()),
                        result.loss(),
                        Text.count(result.images()),
                        dataset.name(),
                        tta.words()));
        return gate.judge(console, result.accuracy());
    }
}
