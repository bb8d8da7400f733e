package org.mnist.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
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

    /** One of the charts, and how its values are drawn. */
    private record Panel(XYChart chart, Scale scale) {}

    private Curves() {}

    /**
     * The curves of one run.
     *
     * @param best the epoch to mark
     */
    static BufferedImage draw(List<EpochResult> history, int best, Paper paper) {
        Panel loss = panel("loss (cross-entropy in nats, log scale)", Scale.LOGARITHM, paper);
        Panel accuracy = rising("accuracy, % (log scale of errors)", paper);
        Panel rate = panel("learning rate of the last step", Scale.PLAIN, paper);
        double highest =
                history.stream().mapToDouble(EpochResult::learningRate).max().orElse(0);
        rate.chart().getStyler().setYAxisMin(0.0).setYAxisMax(highest == 0 ? 1 : 1.6 * highest); // room for the legend
        add(loss, "training", history, EpochResult::trainLoss, paper.train());
        add(accuracy, "training", history, EpochResult::trainAccuracy, paper.train());
        if (history.get(0).hasValidation()) {
            add(loss, "validation", history, EpochResult::valLoss, paper.validation());
            add(accuracy, "validation", history, EpochResult::valAccuracy, paper.validation());
        }
        add(rate, "learning rate", history, EpochResult::learningRate, paper.validation());
        List<Panel> panels = List.of(loss, accuracy, rate);
        if (history.size() > 1) {
            panels.forEach(panel -> mark(panel.chart(), best, paper));
        }
        return stack(panels, paper);
    }

    /** The validation curves of several runs; the training curves of those that held nothing out. */
    static BufferedImage compare(Map<String, List<EpochResult>> runs, Paper paper) {
        Panel loss = panel("validation loss (cross-entropy in nats, log scale)", Scale.LOGARITHM, paper);
        Panel accuracy = rising("validation accuracy, % (log scale of errors)", paper);
        int number = 0;
        for (Map.Entry<String, List<EpochResult>> run : runs.entrySet()) {
            List<EpochResult> history = run.getValue();
            boolean validated = history.get(0).hasValidation();
            String name = validated ? run.getKey() : run.getKey() + " (training)";
            Color colour = new Color(RUNS[number++ % RUNS.length]);
            add(loss, name, history, validated ? EpochResult::valLoss : EpochResult::trainLoss, colour);
            add(accuracy, name, history, validated ? EpochResult::valAccuracy : EpochResult::trainAccuracy, colour);
        }
        return stack(List.of(loss, accuracy), paper);
    }

    private static Panel rising(String title, Paper paper) {
        Panel panel = panel(title, Scale.NEAR_ONE, paper);
        panel.chart().getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        return panel;
    }

    private static Panel panel(String title, Scale scale, Paper paper) {
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
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0.#####")
                .setPlotMargin(4)
                .setLocale(Locale.ROOT);
        if (scale.name() != null) {
            chart.getStyler().setYAxisTickLabelsFormattingFunction(scale.name()::apply);
        }
        return new Panel(chart, scale);
    }

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

    /** A line at the best epoch, as high as the axis; where that is not set, from the least value to the greatest. */
    private static void mark(XYChart chart, int best, Paper paper) {
        double[] values = chart.getSeriesCollection().stream()
                .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                .toArray();
        Double bottom = chart.getStyler().getYAxisMin();
        Double top = chart.getStyler().getYAxisMax();
        double[] ends = {
            bottom == null ? Arrays.stream(values).min().orElse(0) : bottom,
            top == null ? Arrays.stream(values).max().orElse(1) : top
        };
        XYSeries line = chart.addSeries("best epoch: " + best, new double[] {best, best}, ends);
        line.setLineColor(paper.mark());
        line.setLineStyle(DASHED);
        line.setMarker(SeriesMarkers.NONE);
    }

    private static BufferedImage stack(List<Panel> panels, Paper paper) {
        BufferedImage sheet = paper.sheet(WIDTH, HEIGHT * panels.size());
        Graphics2D pen = sheet.createGraphics();
        for (int i = 0; i < panels.size(); i++) {
            pen.drawImage(BitmapEncoder.getBufferedImage(panels.get(i).chart()), 0, i * HEIGHT, null);
        }
        pen.dispose();
        return sheet;
    }
}
