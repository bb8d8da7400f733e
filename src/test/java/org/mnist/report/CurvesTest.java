package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mnist.train.EpochResult;

/** Charts are read back twice: what is to be drawn, and which colour is where once it has been. */
class CurvesTest {
    private static final Theme THEME = Theme.LIGHT;
    private static final List<EpochResult> HISTORY = List.of(
            new EpochResult(1, 0.15, 0.955, 0.07, 0.979, 0.001, 2, 24_000),
            new EpochResult(2, 0.06, 0.983, 0.05, 0.986, 0.002, 2, 24_000),
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

    private static List<String> names(Chart.Panel panel) {
        return panel.curves().stream().map(Chart.Curve::name).toList();
    }

    private static List<String> titles(Chart chart) {
        return chart.panels().stream().map(panel -> panel.upward().title()).toList();
    }

    private static void has(Chart.Panel panel, String name, Ink ink, double... values) {
        Chart.Curve curve = panel.curves().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(curve.points().stream().mapToDouble(Chart.Point::across))
                .as("epochs of %s", name)
                .containsExactly(1.0, 2.0, 3.0);
        assertThat(curve.points().stream().mapToDouble(Chart.Point::upward).toArray())
                .as("%s: %s", panel.upward().title(), name)
                .containsExactly(values);
        assertThat(curve.ink()).isEqualTo(ink);
        assertThat(curve.joined()).isTrue();
    }

    private static Chart chart(List<EpochResult> history, int best) {
        return Curves.of(history, best, Drawing.WIDE);
    }

    @Test
    void chartsHaveTheFiguresOfEachEpoch() {
        Chart chart = chart(HISTORY, 2);
        assertThat(titles(chart))
                .containsExactly(
                        "loss: cross-entropy in nats, log scale",
                        "accuracy in %, log scale of errors",
                        "learning rate of the last step");
        AxisScale loss = AxisScale.LOGARITHM;
        AxisScale accuracy = AxisScale.NEAR_ONE;
        List<Chart.Panel> panels = chart.panels();
        has(panels.get(0), "training", Ink.TRAIN, places(loss, 0.15, 0.06, 0.04));
        has(panels.get(0), "validation", Ink.VALIDATION, places(loss, 0.07, 0.05, 0.06));
        has(panels.get(1), "training", Ink.TRAIN, places(accuracy, 0.955, 0.983, 0.987));
        has(panels.get(1), "validation", Ink.VALIDATION, places(accuracy, 0.979, 0.986, 0.982));
        has(panels.get(2), "learning rate", Ink.VERMILION, 0.001, 0.002, 0.001);
        assertThat(panels.get(2).upward().low()).isZero();
    }

    /** A rate that never changes stands in the setup, and tells nothing as a line. */
    @Test
    void aConstantRateHasNoPanel() {
        assertThat(titles(chart(level(3), 1))).hasSize(2).noneMatch(title -> title.contains("rate"));
    }

    @Test
    void oneEpochIsNoCurve() {
        assertThat(Curves.areThere(List.of(HISTORY.subList(0, 1), HISTORY.subList(0, 1))))
                .isFalse();
        assertThat(Curves.areThere(List.of(HISTORY.subList(0, 1), HISTORY.subList(0, 2))))
                .isTrue();
    }

    @Test
    void aRunWithoutValidationHasNoValidationCurves() {
        List<Chart.Panel> panels = chart(unvalidated(), 3).panels();
        assertThat(names(panels.get(0))).containsExactly("training");
        assertThat(names(panels.get(1))).containsExactly("training");
    }

    /** Axes end at round names: 0.02 and 0.2, and 95 and 99 %. */
    @Test
    void axesEndAtRoundNames() {
        List<Chart.Panel> panels = chart(HISTORY, 2).panels();
        assertThat(ends(panels.get(0))).containsExactly("0.02", "0.2");
        assertThat(ends(panels.get(1))).containsExactly("95", "99");
        List<EpochResult> round = List.of(
                new EpochResult(1, 0.1, 0.9, Double.NaN, Double.NaN, 0.001, 2, 1),
                new EpochResult(2, 0.1, 0.9, Double.NaN, Double.NaN, 0.001, 2, 1));
        assertThat(ends(chart(round, 1).panels().get(0))).containsExactly("0.1", "0.2");
    }

    private static List<String> ends(Chart.Panel panel) {
        Axis axis = panel.upward();
        assertThat(axis.ticks().get(0)).isCloseTo(axis.low(), within(1e-9));
        assertThat(axis.ticks().get(axis.ticks().size() - 1)).isCloseTo(axis.high(), within(1e-9));
        return List.of(axis.name().apply(axis.low()), axis.name().apply(axis.high()));
    }

    /** Epochs are whole, and their names have room. */
    @Test
    void epochsAreNamedByWholeNumbers() {
        assertThat(epochs(HISTORY, Drawing.WIDE)).containsExactly("1", "2", "3");
        assertThat(epochs(level(100), Drawing.WIDE))
                .containsExactly("10", "20", "30", "40", "50", "60", "70", "80", "90", "100");
        assertThat(epochs(level(100), Drawing.NARROW)).containsExactly("20", "40", "60", "80", "100");
    }

    private static List<String> epochs(List<EpochResult> history, int width) {
        Axis axis = Curves.of(history, 1, width).across();
        return axis.ticks().stream().map(place -> axis.name().apply(place)).toList();
    }

    private static Sheet drawn(Chart chart, Theme theme) {
        return new Sheet(chart.draw(Drawing.WIDE).image(theme), theme);
    }

    /** A panel of a drawing, from the row of its title. */
    private static Sheet panel(Sheet sheet, int number) {
        return sheet.part(0, number * 248, sheet.picture().getWidth(), 248);
    }

    /** Level curves: a colour's row with most of its pixels is where its value is. */
    @Test
    void coloursAreAtTheHeightOfTheirValues() {
        Sheet curves = drawn(chart(level(9), 5), THEME);
        Sheet loss = panel(curves, 0);
        Sheet accuracy = panel(curves, 1);
        for (Sheet panel : List.of(loss, accuracy)) {
            assertThat(panel.inRow(panel.rowOf(THEME.train()), THEME.train())).isGreaterThan(500);
            assertThat(panel.inRow(panel.rowOf(THEME.validation()), THEME.validation()))
                    .isGreaterThan(500);
        }
        assertThat(loss.rowOf(THEME.validation()))
                .as("a loss of 0.05 is well below one of 0.5")
                .isGreaterThan(loss.rowOf(THEME.train()) + 100);
        assertThat(accuracy.rowOf(THEME.validation()))
                .as("98 % is well above 80 %")
                .isLessThan(accuracy.rowOf(THEME.train()) - 100);
    }

    /** Panels are aligned: an epoch has the same column in all of them. */
    @Test
    void everyPanelMarksTheBestEpochInTheSameColumn() {
        int[] columns = new int[4];
        for (int best = 1; best <= 3; best++) {
            Sheet sheet = drawn(chart(HISTORY, best), THEME);
            columns[best] = sheet.columnOf(THEME.mark());
            for (int panel = 0; panel < 3; panel++) {
                assertThat(panel(sheet, panel).columnOf(THEME.mark())).isEqualTo(columns[best]);
                assertThat(panel(sheet, panel).inColumn(columns[best], THEME.mark()))
                        .as("length of the mark in panel %d", panel)
                        .isGreaterThan(75);
            }
        }
        assertThat(columns[2]).isGreaterThan(columns[1] + 300);
        assertThat(columns[3] - columns[2]).isCloseTo(columns[2] - columns[1], within(2));
    }

    /** Where there are many epochs, their dots would be a thick line. */
    @Test
    void manyEpochsHaveNoDots() {
        assertThat(chart(level(60), 1).panels().get(0).curves()).allMatch(Chart.Curve::dots);
        assertThat(chart(level(61), 1).panels().get(0).curves()).noneMatch(Chart.Curve::dots);
    }

    @Test
    void runsAreComparedByTheirValidationOrElseTheirTraining() {
        Map<String, List<EpochResult>> runs = new LinkedHashMap<>();
        runs.put("first", HISTORY);
        runs.put("second", unvalidated());
        Chart chart = Curves.compare(runs, Drawing.WIDE);
        assertThat(titles(chart))
                .containsExactly("validation loss in nats, log scale", "validation accuracy in %, log scale of errors");
        List<Chart.Panel> panels = chart.panels();
        has(panels.get(0), "first", Ink.BLUE, places(AxisScale.LOGARITHM, 0.07, 0.05, 0.06));
        has(panels.get(0), "second (training)", Ink.VERMILION, places(AxisScale.LOGARITHM, 0.15, 0.06, 0.04));
        has(panels.get(1), "first", Ink.BLUE, places(AxisScale.NEAR_ONE, 0.979, 0.986, 0.982));
        has(panels.get(1), "second (training)", Ink.VERMILION, places(AxisScale.NEAR_ONE, 0.955, 0.983, 0.987));
        assertThat(panels).allMatch(panel -> panel.curves().size() == 2);
        for (int i = 3; i <= 7; i++) {
            runs.put("run " + i, HISTORY);
        }
        assertThat(Curves.compare(runs, Drawing.WIDE).panels().get(0).curves())
                .extracting(Chart.Curve::ink)
                .startsWith(Ink.BLUE, Ink.VERMILION)
                .endsWith(Ink.BLUE);
    }

    /** The key is below the panels, where it hides nothing, each name once and whole, however many lines that takes. */
    @Test
    void theKeyIsBelowThePanels() {
        Map<String, List<EpochResult>> runs = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            runs.put("runs/of-a-long-name-" + i, HISTORY);
        }
        Drawing drawing = Curves.compare(runs, Drawing.NARROW).draw(Drawing.NARROW);
        assertThat(drawing.width()).isEqualTo(350);
        int bottom = 0;
        for (String name : runs.keySet()) {
            Matcher text = Pattern.compile("<text [^>]*y=\"([0-9.]+)\"[^>]*>" + name + "</text>")
                    .matcher(drawing.svg());
            assertThat(text.find()).as(name).isTrue();
            double y = Double.parseDouble(text.group(1));
            assertThat(y)
                    .isGreaterThan(2 * 248 + 30)
                    .isLessThan(drawing.height())
                    .isGreaterThanOrEqualTo(bottom);
            bottom = (int) y;
            assertThat(text.find()).as("%s twice", name).isFalse();
        }
    }

    @Test
    void chartsTakeTheColoursOfTheTheme() {
        Sheet dark = drawn(chart(HISTORY, 2), Theme.DARK);
        assertThat(dark.at(1, 1)).isEqualTo(Theme.DARK.ground());
        assertThat(dark.columnOf(Theme.DARK.mark())).isPositive();
    }
}
