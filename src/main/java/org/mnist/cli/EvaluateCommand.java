package org.mnist.cli;

import java.nio.file.Path;
import org.mnist.base.Console;
import org.mnist.base.Text;
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
    String data;

    @Mixin
    TtaOption views = new TtaOption();

    @Mixin
    MinAccuracyOption gate = new MinAccuracyOption();

    EvaluateCommand(Context context) {
        super(context);
    }

    /** The figures in JSON. */
    record Evaluated(String model, String data, boolean sample, int views, RunResult.Test test) {}

    @Override
    int run(Console console) {
        gate.check();
        views.check();
        SavedModel saved = SavedModel.find(model);
        TestTimeAugmentation seen = views.of(saved);
        Dataset dataset = store().open(data == null ? saved.data() : data);
        if (seen.count() > 1) {
            console.info("scoring each image " + seen.count() + " times");
        }
        EvalResult result;
        try (Predictor predictor = saved.open(engines())) {
            result = EvalResult.of(seen.probabilities(predictor, dataset.test()), dataset.test());
        }
        print(
                new Evaluated(
                        saved.file().toString(),
                        dataset.name(),
                        dataset.isSample(),
                        seen.count(),
                        RunResult.Test.of(result)),
                Text.format(
                        "%s%s: test accuracy %s, loss %.4f, on %s images of %s%s",
                        dataset.isSample() ? "SAMPLE: " : "",
                        saved.file(),
                        Text.percent(result.accuracy()),
                        result.loss(),
                        Text.count(result.images()),
                        dataset.name(),
                        views.words()));
        return gate.judge(console, result.accuracy());
    }
}
