package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.cli.ExitCode;
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

    /** The exit code for a test accuracy, 0 to 1; one that misses the gate is said. */
    public int judge(Console console, double accuracy) {
        if (minAccuracy.filter(least -> accuracy < least).isEmpty()) {
            return ExitCode.OK;
        }
        console.error("mnist: the test accuracy is " + Text.percent(accuracy) + ", below the "
                + Text.percent(minAccuracy.get()) + " that --min-accuracy asks for");
        return ExitCode.GATE;
    }
}
