package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.train.EpochResult;

class CurvesTest {
    private static final int PANELS = 3;

    /** A rate that never changes has no height of its own. */
    @Test
    void everyChartMarksTheBestEpoch() {
        List<EpochResult> history = List.of(
                new EpochResult(1, 0.15, 0.955, 0.07, 0.979, 0.001, 2, 24_000),
                new EpochResult(2, 0.06, 0.983, 0.05, 0.986, 0.001, 2, 24_000),
                new EpochResult(3, 0.04, 0.987, 0.06, 0.982, 0.001, 2, 24_000));
        BufferedImage curves = Curves.draw(history, 2, Theme.LIGHT);
        int height = curves.getHeight() / PANELS;
        for (int panel = 0; panel < PANELS; panel++) {
            BufferedImage chart = curves.getSubimage(0, panel * height, curves.getWidth(), height);
            assertThat(longestMark(chart)).as("chart %d", panel).isGreaterThan(height / 4);
        }
    }

    /** How many pixels of the column that has most of them are of the colour of marks. */
    private static long longestMark(BufferedImage chart) {
        return IntStream.range(0, chart.getWidth())
                .mapToLong(x -> IntStream.range(0, chart.getHeight())
                        .filter(y -> chart.getRGB(x, y) == Theme.LIGHT.mark().getRGB())
                        .count())
                .max()
                .orElseThrow();
    }
}
