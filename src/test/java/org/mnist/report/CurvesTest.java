package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mnist.train.EpochResult;

/** Charts are read back twice: what XChart is given, and which colour is where once it has drawn that. */
class CurvesTest {
    private static final Theme THEME = Theme.LIGHT;
    private static final List<EpochResult> HISTORY = List.of(
            new EpochResult(1, 0.15, 0.955, 0.07, 0.979, 0.001, 2, 24_000),
            new EpochResult(2, 0.06, 0.983, 0.05, 0.986, 0.001, 2, 24_000),
            new EpochResult(3, 0.04, 0.987, 0.06, 0.982, 0.001, 2, 24_000));

    /** Each epoch alike, no two figures of which are. */
    private static List<EpochResult> level(int epochs) {
        List<EpochResult> history = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            history.add(new EpochResult(epoch, 0.5, 0.8, 0.05, 0.98, 0.002, 2, 24_000));
        }
        return history;
    }

    private static List<EpochResult> unvalidated() {
        return HISTORY.stream()
                .map(e -> new EpochResult(
                        e.epoch(), e.trainLoss(), e.trainAccuracy(), Double.NaN, Double.NaN, e.learningRate(), 2, 1))
                .toList();
    }

    private static double[] places(AxisScale scale, double... values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = scale.place().applyAsDouble(values[i]);
        }
        return values;
    }

    private static List<String> names(XYChart chart) {
        return chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
    }

    private static void has(XYChart chart, String name, Color colour, double... values) {
        assertThat(names(chart)).as(chart.getTitle()).contains(name);
        XYSeries series = chart.getSeries(name);
        assertThat(series.getXData()).as("epochs of %s", name).containsExactly(1, 2, 3);
        assertThat(series.getYData()).as("%s: %s", chart.getTitle(), name).containsExactly(values);
        assertThat(series.getLineColor()).isEqualTo(colour);
        assertThat(series.getMarkerColor()).isEqualTo(colour);
    }

    @Test
    void chartsHaveTheFiguresOfEachEpoch() {
        List<XYChart> charts = Curves.charts(HISTORY, 2, THEME);
        assertThat(charts)
                .extracting(XYChart::getTitle)
                .containsExactly(
                        "loss (cross-entropy in nats, log scale)",
                        "accuracy, % (log scale of errors)",
                        "learning rate of the last step");
        AxisScale loss = AxisScale.LOGARITHM;
        AxisScale accuracy = AxisScale.NEAR_ONE;
        has(charts.get(0), "training", THEME.train(), places(loss, 0.15, 0.06, 0.04));
        has(charts.get(0), "validation", THEME.validation(), places(loss, 0.07, 0.05, 0.06));
        has(charts.get(1), "training", THEME.train(), places(accuracy, 0.955, 0.983, 0.987));
        has(charts.get(1), "validation", THEME.validation(), places(accuracy, 0.979, 0.986, 0.982));
        has(charts.get(2), "learning rate", THEME.validation(), 0.001, 0.001, 0.001);
    }

    @Test
    void aRunWithoutValidationHasNoValidationCurves() {
        List<XYChart> charts = Curves.charts(unvalidated(), 3, THEME);
        assertThat(names(charts.get(0))).containsExactlyInAnyOrder("training", "best epoch: 3");
        assertThat(names(charts.get(1))).containsExactlyInAnyOrder("training", "best epoch: 3");
    }

    @Test
    void theBestEpochIsALineAsHighAsTheAxis() {
        List<XYChart> charts = Curves.charts(HISTORY, 2, THEME);
        for (XYChart chart : charts) {
            assertThat(chart.getSeries("best epoch: 2").getXData()).containsExactly(2, 2);
            assertThat(chart.getSeries("best epoch: 2").getLineColor()).isEqualTo(THEME.mark());
        }
        assertThat(charts.get(0).getSeries("best epoch: 2").getYData())
                .containsExactly(new double[] {-5, -2}, within(1e-9)); // 0.02 and 0.2
        assertThat(charts.get(1).getSeries("best epoch: 2").getYData())
                .containsExactly(new double[] {4, 6}, within(1e-9)); // 95 and 99 %
        assertThat(charts.get(2).getSeries("best epoch: 2").getYData()).containsExactly(0, 1.1 * 0.001);
    }

    /** There is nothing to be better than. */
    @Test
    void theOnlyEpochIsNotMarked() {
        for (XYChart chart : Curves.charts(HISTORY.subList(0, 1), 1, THEME)) {
            assertThat(names(chart)).doesNotContain("best epoch: 1");
        }
    }

    /** A rate of nothing has an axis too. */
    @Test
    void aTrainingThatLearnsNothingIsDrawn() {
        List<EpochResult> still = List.of(new EpochResult(1, 2.3, 0.1, 2.3, 0.1, 0, 2, 1));
        assertThat(Curves.charts(still, 1, THEME).get(2).getStyler().getYAxisMax())
                .isEqualTo(1);
        assertThat(Curves.draw(still, 1, THEME).getHeight()).isEqualTo(960);
    }

    /** One value alone still has an axis with two round names on it. */
    @Test
    void theAxisOfOneEpochHasTwoEnds() {
        AxesChartStyler loss =
                Curves.charts(unvalidated().subList(0, 1), 1, THEME).get(0).getStyler();
        assertThat(loss.getYAxisMin()).isCloseTo(AxisScale.LOGARITHM.place().applyAsDouble(0.1), within(1e-9));
        assertThat(loss.getYAxisMax()).isCloseTo(AxisScale.LOGARITHM.place().applyAsDouble(0.2), within(1e-9));
        List<EpochResult> round = List.of(new EpochResult(1, 0.1, 0.9, Double.NaN, Double.NaN, 0.001, 2, 1));
        AxesChartStyler atAnEnd = Curves.charts(round, 1, THEME).get(0).getStyler();
        assertThat(atAnEnd.getYAxisMin()).isCloseTo(AxisScale.LOGARITHM.place().applyAsDouble(0.1), within(1e-9));
        assertThat(atAnEnd.getYAxisMax()).isCloseTo(AxisScale.LOGARITHM.place().applyAsDouble(0.2), within(1e-9));
    }

    private static Sheet chart(BufferedImage stack, int number) {
        return new Sheet(stack, THEME).part(0, 320 * number, stack.getWidth(), 320);
    }

    /** Level curves: a colour's row with most of its pixels is where its value is. */
    @Test
    void coloursAreAtTheHeightOfTheirValues() {
        BufferedImage curves = Curves.draw(level(9), 5, THEME);
        Sheet loss = chart(curves, 0);
        assertThat(loss.inRow(loss.rowOf(THEME.train()), THEME.train())).isGreaterThan(500);
        assertThat(loss.inRow(loss.rowOf(THEME.validation()), THEME.validation()))
                .isGreaterThan(500);
        assertThat(loss.rowOf(THEME.validation()))
                .as("a loss of 0.05 is well below one of 0.5")
                .isGreaterThan(loss.rowOf(THEME.train()) + 100);
        Sheet accuracy = chart(curves, 1);
        assertThat(accuracy.inRow(accuracy.rowOf(THEME.validation()), THEME.validation()))
                .isGreaterThan(500);
        assertThat(accuracy.rowOf(THEME.validation()))
                .as("98 % is well above 80 %")
                .isLessThan(accuracy.rowOf(THEME.train()) - 100);
        Sheet rate = chart(curves, 2);
        assertThat(rate.inRow(rate.rowOf(THEME.validation()), THEME.validation()))
                .isGreaterThan(500);
    }

    /** A rate that never changes has no height of its own. */
    @Test
    void everyChartMarksTheBestEpochInItsColumn() {
        for (int panel = 0; panel < 3; panel++) {
            int[] columns = new int[4];
            for (int best = 1; best <= 3; best++) {
                Sheet chart = chart(Curves.draw(HISTORY, best, THEME), panel);
                columns[best] = chart.columnOf(THEME.mark());
                assertThat(chart.inColumn(columns[best], THEME.mark()))
                        .as("length of the mark in chart %d", panel)
                        .isGreaterThan(75);
            }
            assertThat(columns[2]).isGreaterThan(columns[1] + 300);
            assertThat(columns[3] - columns[2]).isCloseTo(columns[2] - columns[1], within(2));
        }
    }

    /** Where there are many epochs, their dots would be a thick line. */
    @Test
    void manyEpochsHaveNoDots() {
        assertThat(marker(60)).isEqualTo(SeriesMarkers.CIRCLE);
        assertThat(marker(61)).isEqualTo(SeriesMarkers.NONE);
    }

    private static Marker marker(int epochs) {
        return Curves.charts(level(epochs), 1, THEME)
                .get(0)
                .getSeries("training")
                .getMarker();
    }

    @Test
    void runsAreComparedByTheirValidationOrElseTheirTraining() {
        Map<String, List<EpochResult>> runs = new LinkedHashMap<>();
        runs.put("first", HISTORY);
        runs.put("second", unvalidated());
        List<XYChart> charts = Curves.comparison(runs, THEME);
        assertThat(charts)
                .extracting(XYChart::getTitle)
                .containsExactly(
                        "validation loss (cross-entropy in nats, log scale)",
                        "validation accuracy, % (log scale of errors)");
        Color first = new Color(0x0072b2);
        Color second = new Color(0xd55e00);
        has(charts.get(0), "first", first, places(AxisScale.LOGARITHM, 0.07, 0.05, 0.06));
        has(charts.get(0), "second (training)", second, places(AxisScale.LOGARITHM, 0.15, 0.06, 0.04));
        has(charts.get(1), "first", first, places(AxisScale.NEAR_ONE, 0.979, 0.986, 0.982));
        has(charts.get(1), "second (training)", second, places(AxisScale.NEAR_ONE, 0.955, 0.983, 0.987));
        for (XYChart chart : charts) {
            assertThat(names(chart)).hasSize(2);
        }
    }

    /** The colours of two runs are where their losses are, and a seventh run has a colour again. */
    @Test
    void comparedRunsAreDrawnInTheirColours() {
        Map<String, List<EpochResult>> runs = new LinkedHashMap<>();
        runs.put("validated", level(9));
        runs.put(
                "not",
                level(9).stream()
                        .map(e -> new EpochResult(e.epoch(), 0.5, 0.8, Double.NaN, Double.NaN, 0.002, 2, 1))
                        .toList());
        BufferedImage picture = Curves.compare(runs, THEME);
        assertThat(picture.getHeight()).isEqualTo(640);
        Color validated = new Color(0x0072b2);
        Color not = new Color(0xd55e00);
        assertThat(chart(picture, 0).rowOf(validated))
                .isGreaterThan(chart(picture, 0).rowOf(not) + 100);
        assertThat(chart(picture, 1).rowOf(validated))
                .isLessThan(chart(picture, 1).rowOf(not) - 100);
        for (int i = 3; i <= 7; i++) {
            runs.put("run " + i, HISTORY);
        }
        assertThat(Curves.comparison(runs, THEME).get(0).getSeriesCollection())
                .extracting(XYSeries::getLineColor)
                .hasSize(7)
                .doesNotContainNull()
                .startsWith(validated, not)
                .endsWith(validated);
    }

    @Test
    void axesAreNamedByTheirScale() {
        List<XYChart> charts = Curves.charts(HISTORY, 2, THEME);
        assertThat(charts).extracting(XYChart::getXAxisTitle).containsOnly("epoch");
        assertThat(charts.get(0)
                        .getStyler()
                        .getYAxisTickLabelsFormattingFunction()
                        .apply(-3.0))
                .isEqualTo("0.1");
        assertThat(charts.get(1)
                        .getStyler()
                        .getYAxisTickLabelsFormattingFunction()
                        .apply(6.0))
                .isEqualTo("99");
        assertThat(charts.get(2).getStyler().getYAxisTickLabelsFormattingFunction())
                .isNull();
    }

    @Test
    void chartsTakeTheColoursOfTheTheme() {
        Sheet dark = new Sheet(Curves.draw(HISTORY, 2, Theme.DARK), Theme.DARK);
        assertThat(dark.at(1, 1)).isEqualTo(Theme.DARK.ground());
        for (XYChart chart : Curves.charts(HISTORY, 2, Theme.DARK)) {
            assertThat(chart.getStyler().getPlotBackgroundColor()).isEqualTo(Theme.DARK.ground());
            assertThat(chart.getStyler().getChartFontColor()).isEqualTo(Theme.DARK.ink());
        }
    }
}
