package org.mnist.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mnist.train.EpochResult;

/** Charts of trainings epoch by epoch: loss, accuracy and learning rate, one above the other. */
final class Curves {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 320;
    private static final BasicStroke THICK = new BasicStroke(2.2f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);

    /** Colours that colour-blind eyes tell apart (Okabe and Ito 2008), for runs beside each other. */
    private static final int[] RUNS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

    /** A chart and the scale of its values. */
    private record Panel(XYChart chart, AxisScale scale) {}

    private Curves() {}

    /**
     * The curves of one run.
     *
     * @param history at least one epoch
     * @param best number of the epoch to mark, from 1
     */
    static BufferedImage draw(List<EpochResult> history, int best, Theme theme) {
        return stack(charts(history, best, theme), theme);
    }

    /** The charts of one run, from top to bottom. */
    static List<XYChart> charts(List<EpochResult> history, int best, Theme theme) {
        Panel loss = panel("loss (cross-entropy in nats, log scale)", AxisScale.LOGARITHM, theme);
        Panel accuracy = panel("accuracy, % (log scale of errors)", AxisScale.NEAR_ONE, theme);
        Panel rate = panel("learning rate of the last step", AxisScale.PLAIN, theme);
        double highest =
                history.stream().mapToDouble(EpochResult::learningRate).max().orElse(0);
        rate.chart().getStyler().setYAxisMin(0.0).setYAxisMax(highest == 0 ? 1 : 1.1 * highest);
        add(loss, "training", history, EpochResult::trainLoss, theme.train());
        add(accuracy, "training", history, EpochResult::trainAccuracy, theme.train());
        if (history.get(0).hasValidation()) {
            add(loss, "validation", history, EpochResult::valLoss, theme.validation());
            add(accuracy, "validation", history, EpochResult::valAccuracy, theme.validation());
        }
        add(rate, "learning rate", history, EpochResult::learningRate, theme.validation());
        List.of(loss, accuracy).forEach(panel -> bound(panel.chart()));
        List<Panel> panels = List.of(loss, accuracy, rate);
        if (history.size() > 1) {
            panels.forEach(panel -> mark(panel.chart(), best, theme));
        }
        return panels.stream().map(Panel::chart).toList();
    }

    /** The validation curves of several runs; the training curves of those that held nothing out. */
    static BufferedImage compare(Map<String, List<EpochResult>> runs, Theme theme) {
        return stack(comparison(runs, theme), theme);
    }

    /** The charts of several runs, from top to bottom. */
    static List<XYChart> comparison(Map<String, List<EpochResult>> runs, Theme theme) {
        Panel loss = panel("validation loss (cross-entropy in nats, log scale)", AxisScale.LOGARITHM, theme);
        Panel accuracy = panel("validation accuracy, % (log scale of errors)", AxisScale.NEAR_ONE, theme);
        int number = 0;
        for (Map.Entry<String, List<EpochResult>> run : runs.entrySet()) {
            List<EpochResult> history = run.getValue();
            boolean validated = history.get(0).hasValidation();
            String name = validated ? run.getKey() : run.getKey() + " (training)";
            Color colour = colour(number++);
            add(loss, name, history, validated ? EpochResult::valLoss : EpochResult::trainLoss, colour);
            add(accuracy, name, history, validated ? EpochResult::valAccuracy : EpochResult::trainAccuracy, colour);
        }
        List<XYChart> charts = List.of(loss.chart(), accuracy.chart());
        charts.forEach(Curves::bound);
        return charts;
    }

    /** The colour of the run, or group of runs, of this number, from 0. */
    static Color colour(int number) {
        return new Color(RUNS[number % RUNS.length]);
    }

    private static Panel panel(String title, AxisScale scale, Theme theme) {
        XYChart chart = chart(title, "epoch", theme);
        chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.#####");
        if (scale.name() != null) {
            chart.getStyler().setYAxisTickLabelsFormattingFunction(scale.name()::apply);
        }
        return new Panel(chart, scale);
    }

    /** An empty chart. */
    static XYChart chart(String title, String across, Theme theme) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(across)
                .build();
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        chart.getStyler()
                .setChartBackgroundColor(theme.ground())
                .setChartFontColor(theme.ink())
                .setPlotBackgroundColor(theme.ground())
                .setPlotBorderColor(theme.faint())
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 14f))
                .setLegendPosition(Styler.LegendPosition.OutsideS) // inside it would hide what is drawn
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setLegendBackgroundColor(theme.ground())
                .setLegendBorderColor(theme.faint())
                .setLegendFont(font)
                .setMarkerSize(5)
                .setYAxisLeftWidthHint(64);
        chart.getStyler()
                .setAxisTickLabelsFont(font)
                .setAxisTitleFont(font)
                .setAxisTickLabelsColor(theme.ink())
                .setAxisTickMarksColor(theme.ink())
                .setPlotGridLinesColor(theme.faint())
                .setPlotMargin(4)
                .setLocale(Locale.ROOT);
        return chart;
    }

    /** Draws a value of each epoch as a line of a chart. */
    private static void add(
            Panel panel, String name, List<EpochResult> history, ToDoubleFunction<EpochResult> value, Color colour) {
        double[] epochs = history.stream().mapToDouble(EpochResult::epoch).toArray();
        double[] values =
                history.stream().mapToDouble(value).map(panel.scale().place()).toArray();
        XYSeries series = panel.chart().addSeries(name, epochs, values);
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        series.setLineStyle(THICK);
        series.setMarker(history.size() > 60 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }

    /** Ends the axis of a logarithmic scale at whole places, which have round names, and not all at one. */
    static void bound(XYChart chart) {
        DoubleSummaryStatistics places = chart.getSeriesCollection().stream()
                .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                .summaryStatistics();
        double bottom = Math.floor(places.getMin());
        chart.getStyler().setYAxisMin(bottom).setYAxisMax(Math.max(bottom + 1, Math.ceil(places.getMax())));
    }

    /** A line at the best epoch, as high as the axis. */
    private static void mark(XYChart chart, int best, Theme theme) {
        double[] ends = {chart.getStyler().getYAxisMin(), chart.getStyler().getYAxisMax()};
        XYSeries line = chart.addSeries("best epoch: " + best, new double[] {best, best}, ends);
        line.setLineColor(theme.mark());
        line.setLineStyle(DASHED);
        line.setMarker(SeriesMarkers.NONE);
    }

    private static BufferedImage stack(List<XYChart> charts, Theme theme) {
        BufferedImage sheet = theme.sheet(WIDTH, HEIGHT * charts.size());
        Graphics2D pen = sheet.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            pen.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT, null);
        }
        pen.dispose();
        return sheet;
    }
}
