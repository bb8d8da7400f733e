package org.mnist.cli;

import java.nio.file.Path;
import org.mnist.data.Dataset;
import org.mnist.engine.Engine;
import org.mnist.eval.EvalResult;
import org.mnist.eval.Evaluator;
import org.mnist.run.RunResult;
import org.mnist.run.SavedModel;
import org.mnist.term.Console;
import org.mnist.term.Text;
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
    MinAccuracyOption gate = new MinAccuracyOption();

    EvaluateCommand(Context context) {
        super(context);
    }

    /** The figures in JSON. */
    record Evaluated(String model, String data, boolean sample, RunResult.Test test) {}

    @Override
    int run(Console console) {
        gate.check();
        SavedModel saved = SavedModel.find(model);
        Dataset dataset = store().open(data == null ? saved.data() : data);
        EvalResult result;
        try (Engine engine = saved.open(engines())) {
            result = Evaluator.evaluate(engine, dataset.test());
        }
        print(
                new Evaluated(saved.file().toString(), dataset.name(), dataset.isSample(), RunResult.Test.of(result)),
                Text.format(
                        "%s%s: test accuracy %s, loss %.4f, on %s images of %s",
                        dataset.isSample() ? "SAMPLE: " : "",
                        saved.file(),
                        Text.percent(result.accuracy()),
                        result.loss(),
                        Text.count(result.images()),
                        dataset.name()));
        return gate.judge(console, result.accuracy());
    }
}
