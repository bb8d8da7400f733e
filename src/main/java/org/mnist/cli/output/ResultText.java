package org.mnist.cli.output;

import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.ShellCommand;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;

/** The figures of a run for a person. */
public final class ResultText {
    private ResultText() {}

    /** The accuracies, chosen by validation and last, and the speed. */
    public static String of(RunResult result) {
        RunResult.Scored best = result.best();
        Table table = new Table("", "", ">accuracy", ">loss", ">wrong");
        boolean chosen = best.valAccuracy() != null;
        if (chosen) {
            row(table, "chosen by validation", best);
        }
        row(table, "last", result.last());
        return Text.format(
                "%s%s, seed %d: test accuracy %s on all %s images%n%n%s%n%ntrained in %s by %s: %,.0f images/s, %.1f"
                        + " %% of it waiting for images%ntested at %,.0f images/s",
                result.sample() ? "SAMPLE: " : "",
                result.arch(),
                result.seed(),
                Text.percent(best.test().accuracy()),
                Text.count(best.test().images()),
                table.text(),
                Text.duration(result.trainSeconds()),
                result.engine(),
                result.trainImagesPerSecond(),
                100 * result.waitingShare(),
                result.testImagesPerSecond());
    }

    /** A warning where naming the commonest class would do as well as the model; empty elsewhere. */
    public static Optional<String> chance(RunResult result) {
        RunResult.Test test = result.best().test();
        int commonest = test.classes().stream()
                .mapToInt(RunResult.PerClass::images)
                .max()
                .orElse(0);
        double share = (double) commonest / test.images();
        return test.accuracy() > share
                ? Optional.empty()
                : Optional.of("warning: the test accuracy, " + Text.percent(test.accuracy())
                        + ", is not above the share of the commonest class, " + Text.percent(share)
                        + "; train for more epochs, or with another --arch, --lr or a smaller --batch");
    }

    /** The files that the run has left, and the commands that use them. */
    public static String next(RunFiles files) {
        String picture = files.readConfig().task().tellsDigits() ? "digit.png" : "picture.png";
        String folder = files.path().toString();
        return Stream.of(
                        Files.exists(files.report())
                                ? "report   " + Text.printable(files.report().toString())
                                : null,
                        "model    " + Text.printable(files.best().toString()),
                        "figures  " + Text.printable(files.result().toString()),
                        "try it   " + ShellCommand.of(List.of("serve", folder)),
                        "         " + ShellCommand.of(List.of("predict", folder, picture)))
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n", "\n", ""));
    }

    private static void row(Table table, String which, RunResult.Scored scored) {
        RunResult.Test test = scored.test();
        table.row(
                which,
                "epoch " + scored.epoch(),
                Text.percent(test.accuracy()),
                Text.format("%.4f", test.loss()),
                Text.count(Math.round((1 - test.accuracy()) * test.images())));
    }
}
