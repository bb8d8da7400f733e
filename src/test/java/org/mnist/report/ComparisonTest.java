package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.experiment.RunFiles;
import org.mnist.testing.FinishedRun;
import org.mnist.train.EpochResult;

class ComparisonTest {
    private static final List<EpochResult> OTHER = List.of(new EpochResult(1, 0.9, 0.7, 0.8, 0.75, 0.1, 1, 1));

    @TempDir
    Path folder;

    @Test
    void eachRunIsNamedByItsFolderAndHasItsOwnCurve() {
        RunFiles first = FinishedRun.write(folder.resolve("first"));
        RunFiles second = FinishedRun.write(folder.resolve("second"), FinishedRun.result(), OTHER);
        Map<String, List<EpochResult>> curves = new LinkedHashMap<>();
        curves.put(first.path().toString(), FinishedRun.HISTORY);
        curves.put(second.path().toString(), OTHER);
        assertThat(Comparison.draw(List.of(first, second), Path.of("x.png")))
                .isEqualTo(Png.bytes(Curves.compare(curves, Drawing.WIDE)
                        .draw(Drawing.WIDE)
                        .titled("Training", List.of(Comparison.KEY))
                        .image(Theme.LIGHT)));
    }

    @Test
    void aRunWithoutAnEpochIsRefused() {
        RunFiles first = FinishedRun.write(folder.resolve("first"));
        RunFiles empty = FinishedRun.write(folder.resolve("empty"), FinishedRun.result(), List.of());
        assertThatThrownBy(() -> Comparison.draw(List.of(first, empty), Path.of("x.png")))
                .isInstanceOf(Failure.class)
                .hasMessage(empty.path() + " has no epoch yet; leave it out")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }
}
