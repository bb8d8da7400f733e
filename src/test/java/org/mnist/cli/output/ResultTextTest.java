package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist.experiment.RunResult;
import org.mnist.experiment.RunResult.Scored;

/** The figures of a run, each in its place. */
class ResultTextTest {
    private static final RunResult RESULT = new RunResult(
            "mlp",
            "mnist",
            false,
            7,
            "finished",
            5,
            109_386,
            109_000,
            new Scored(3, 0.97, 0.11, new RunResult.Test(10_000, 0.9612, 0.1234, List.of(), List.of())),
            new Scored(5, 0.96, 0.12, new RunResult.Test(10_000, 0.9587, 0.2345, List.of(), List.of())),
            List.of(),
            64,
            1234,
            0.25,
            5678,
            "onednn",
            "an abacus",
            "runs/x");

    @Test
    void namesEachFigureOnce() {
        assertThat(ResultText.of(RESULT)).isEqualTo("""
            mlp, seed 7: test accuracy 96.12 % on all 10,000 images

                                           accuracy    loss  wrong
            ──────────────────────────────────────────────────────
            chosen by validation  epoch 3   96.12 %  0.1234    388
            last                  epoch 5   95.87 %  0.2345    413

            trained in 1 min 04 s by onednn: 1,234 images/s, 25.0 % of it waiting for images
            tested at 5,678 images/s\
            """);
    }
}
