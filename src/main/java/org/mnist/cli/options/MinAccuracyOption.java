package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.cli.ExitCode;
import org.mnist.experiment.Gate;
import picocli.CommandLine.Option;

/** The gate {@code --min-accuracy}. */
public final class MinAccuracyOption implements CheckedOptions {
    @Option(
            names = "--min-accuracy",
            paramLabel = "X",
            description = "End with 3 if the test accuracy is lower; a share such as 0.985.")
    private Optional<Double> minAccuracy = Optional.empty();

    @Override
    public void check() {
        minAccuracy.filter(least -> !(least >= 0 && least <= 1)).ifPresent(wrong -> {
            throw new Failure(
                    Failure.Kind.USAGE, "--min-accuracy is " + wrong + "; valid are shares from 0 to 1, such as 0.985");
        });
    }

    /** Whether there is a gate. */
    public boolean given() {
        return minAccuracy.isPresent();
    }

    /** What comes of a test accuracy, 0 to 1; empty if there is no gate. */
    public Optional<Gate> judge(double accuracy) {
        return minAccuracy.map(least -> new Gate(least, accuracy, accuracy >= least, null));
    }

    /** The exit code for what was judged; a gate that is missed is said. */
    public static int exitCode(Console console, Optional<Gate> judged) {
        Optional<Gate> missed = judged.filter(gate -> !gate.passed());
        missed.ifPresent(gate -> console.error("mnist: the test accuracy is " + Text.percent(gate.value())
                + ", below the " + Text.percent(gate.threshold()) + " that --min-accuracy asks for"));
        return missed.isPresent() ? ExitCode.GATE : ExitCode.OK;
    }
}
