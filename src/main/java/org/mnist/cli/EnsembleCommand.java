package org.mnist.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mnist.data.Dataset;
import org.mnist.engine.Engine;
import org.mnist.eval.EvalResult;
import org.mnist.eval.Evaluator;
import org.mnist.failure.Failure;
import org.mnist.run.RunResult;
import org.mnist.run.SavedModel;
import org.mnist.term.Console;
import org.mnist.term.Table;
import org.mnist.term.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist ensemble}. */
@Command(
        name = "ensemble",
        description = "Averages the probabilities of several trained models and scores that on the test images.")
final class EnsembleCommand extends BaseCommand {
    @Parameters(arity = "2..*", paramLabel = "RUN|MODEL.zip", description = "Two or more run folders or model files.")
    List<Path> models;

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "mnist, fashion-mnist, sample, or a folder; if not given, what the runs were trained on.")
    String data;

    EnsembleCommand(Context context) {
        super(context);
    }

    /** A member in JSON. */
    record Member(String model, double accuracy, double loss) {}

    /** All figures in JSON. */
    record Ensembled(String data, boolean sample, List<Member> members, double meanAccuracy, RunResult.Test ensemble) {}

    @Override
    int run(Console console) {
        List<SavedModel> saved = models.stream().map(SavedModel::find).toList();
        Dataset dataset = store().open(data == null ? commonData(saved) : data);
        List<Member> members = new ArrayList<>();
        float[] sum = null;
        for (SavedModel model : saved) {
            console.say("scoring " + model.file());
            try (Engine engine = model.open(engines())) {
                float[] probabilities = Evaluator.probabilities(engine, dataset.test());
                EvalResult result = EvalResult.of(probabilities, dataset.test());
                members.add(new Member(model.file().toString(), result.accuracy(), result.loss()));
                sum = sum == null ? probabilities : plus(sum, probabilities);
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= saved.size();
        }
        EvalResult ensemble = EvalResult.of(sum, dataset.test());
        double mean = members.stream().mapToDouble(Member::accuracy).average().orElseThrow();
        print(
                new Ensembled(dataset.name(), dataset.isSample(), members, mean, RunResult.Test.of(ensemble)),
                text(dataset, members, mean, ensemble));
        return ExitCode.OK;
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

    private static float[] plus(float[] sum, float[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }

    private static String text(Dataset dataset, List<Member> members, double mean, EvalResult ensemble) {
        Table table = new Table("model", ">test accuracy", ">loss");
        members.forEach(m -> table.row(m.model(), Text.percent(m.accuracy()), Text.format("%.4f", m.loss())));
        table.row("mean of members", Text.percent(mean), "");
        table.row("ensemble", Text.percent(ensemble.accuracy()), Text.format("%.4f", ensemble.loss()));
        return List.of(
                        (dataset.isSample() ? "SAMPLE: " : "") + Text.count(ensemble.images()) + " test images of "
                                + dataset.name(),
                        table.text())
                .stream()
                .collect(Collectors.joining("\n\n"));
    }
}
