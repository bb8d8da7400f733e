package org.mnist.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
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

/** How a training went, epoch by epoch: loss, accuracy and learning rate, one above the other. */
final class Curves {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 300;
    private static final BasicStroke THICK = new BasicStroke(2.2f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);

    /** Colours that colour-blind eyes tell apart (Okabe and Ito 2008), for runs beside each other. */
    private static final int[] RUNS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

    private Curves() {}

    /**
     * The curves of one run.
     *
     * @param best the epoch to mark
     */
    static BufferedImage draw(List<EpochResult> history, int best, Paper paper) {
        XYChart loss = chart("loss (cross-entropy in nats, log scale)", Scale.LOGARITHM, paper);
        XYChart accuracy = rising("accuracy, % (log scale of errors)", paper);
        XYChart rate = chart("learning rate of the last step", Scale.PLAIN, paper);
        double highest =
                history.stream().mapToDouble(EpochResult::learningRate).max().orElse(0);
        rate.getStyler().setYAxisMin(0.0).setYAxisMax(highest == 0 ? 1 : 1.6 * highest); // room for the legend
        add(loss, "training", history, EpochResult::trainLoss, Scale.LOGARITHM, paper.train());
        add(accuracy, "training", history, EpochResult::trainAccuracy, Scale.NEAR_ONE, paper.train());
        if (history.get(0).hasValidation()) {
            add(loss, "validation", history, EpochResult::valLoss, Scale.LOGARITHM, paper.validation());
            add(accuracy, "validation", history, EpochResult::valAccuracy, Scale.NEAR_ONE, paper.validation());
        }
        add(rate, "learning rate", history, EpochResult::learningRate, Scale.PLAIN, paper.validation());
        List<XYChart> charts = List.of(loss, accuracy, rate);
        charts.forEach(chart -> mark(chart, best, paper));
        return stack(charts, paper);
    }

    /** The validation curves of several runs; the training curves of those that held nothing out. */
    static BufferedImage compare(Map<String, List<EpochResult>> runs, Paper paper) {
        XYChart loss = chart("validation loss (cross-entropy in nats, log scale)", Scale.LOGARITHM, paper);
        XYChart accuracy = rising("validation accuracy, % (log scale of errors)", paper);
        int number = 0;
        for (Map.Entry<String, List<EpochResult>> run : runs.entrySet()) {
            List<EpochResult> history = run.getValue();
            boolean validated = history.get(0).hasValidation();
            String name = validated ? run.getKey() : run.getKey() + " (training)";
            Color colour = new Color(RUNS[number++ % RUNS.length]);
            add(
                    loss,
                    name,
                    history,
                    validated ? EpochResult::valLoss : EpochResult::trainLoss,
                    Scale.LOGARITHM,
                    colour);
            add(
                    accuracy,
                    name,
                    history,
                    validated ? EpochResult::valAccuracy : EpochResult::trainAccuracy,
                    Scale.NEAR_ONE,
                    colour);
        }
        return stack(List.of(loss, accuracy), paper);
    }

    private static XYChart rising(String title, Paper paper) {
        XYChart chart = chart(title, Scale.NEAR_ONE, paper);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        return chart;
    }

    private static XYChart chart(String title, Scale scale, Paper paper) {
        XYChart chart =
                new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
        chart.getStyler()
                .setChartBackgroundColor(paper.ground())
                .setChartFontColor(paper.ink())
                .setPlotBackgroundColor(paper.ground())
                .setPlotBorderColor(paper.faint())
                .setChartTitleBoxVisible(false)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 14f))
                .setLegendPosition(Styler.LegendPosition.InsideNE)
                .setLegendBackgroundColor(paper.ground())
                .setLegendBorderColor(paper.faint())
                .setLegendFont(font)
                .setMarkerSize(5)
                .setYAxisLeftWidthHint(64);
        chart.getStyler()
                .setAxisTickLabelsFont(font)
                .setAxisTickLabelsColor(paper.ink())
                .setAxisTickMarksColor(paper.ink())
                .setPlotGridLinesColor(paper.faint())
                .setLocale(Locale.ROOT)
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0.#####")
                .setPlotMargin(4);
        if (scale.name() != null) {
            chart.getStyler().setyAxisTickLabelsFormattingFunction(scale.name()::apply);
        }
        return chart;
    }

    private static void add(
            XYChart chart,
            String name,
            List<EpochResult> history,
            ToDoubleFunction<EpochResult> value,
            Scale scale,
            Color colour) {
        double[] epochs = history.stream().mapToDouble(EpochResult::epoch).toArray();
        double[] values = history.stream().mapToDouble(value).map(scale.place()).toArray();
        XYSeries series = chart.addSeries(name, epochs, values);
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        series.setLineStyle(THICK);
        series.setMarker(history.size() > 60 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }

    /** A line from the bottom to the top at the best epoch. */
    private static void mark(XYChart chart, int best, Paper paper) {
        List<Double> values = new ArrayList<>();
        chart.getSeriesMap().values().forEach(series -> {
            for (double value : series.getYData()) {
                values.add(value);
            }
        });
        double low = values.stream().mapToDouble(v -> v).min().orElse(0);
        double high = values.stream().mapToDouble(v -> v).max().orElse(1);
        XYSeries line = chart.addSeries("best epoch: " + best, new double[] {best, best}, new double[] {low, high});
        line.setLineColor(paper.mark());
        line.setLineStyle(DASHED);
        line.setMarker(SeriesMarkers.NONE);
    }

    private static BufferedImage stack(List<XYChart> charts, Paper paper) {
        BufferedImage sheet = paper.sheet(WIDTH, HEIGHT * charts.size());
        Graphics2D pen = sheet.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            pen.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT, null);
        }
        pen.dispose();
        return sheet;
    }
}
