package org.mnist.report;

import java.awt.FontMetrics;
import org.mnist.base.Text;
import org.mnist.eval.Calibration;
import org.mnist.eval.Significance;

/**
 * A reliability diagram: for each bin of confidence a column as high as its accuracy, with its 95 % interval, and the line that
 * a calibrated model's columns end at.
 */
final class CalibrationPicture {
    private static final int HEIGHT = 300;
    private static final int ABOVE = 38;
    private static final int RIGHT = 24;
    private static final int COUNTS = 34;

    private CalibrationPicture() {}

    /** Draws the diagram; below it, where there is room for them, how many images each column is of. */
    static Drawing draw(Calibration calibration, int width) {
        Axis across = Axis.numbers("confidence: the probability of the answer, %", 0, 100, width / 70, 0);
        Axis upward = Axis.numbers("accuracy, %", 0, 100, 5, 0);
        int left = Plot.room(upward);
        Plot plot = new Plot(left, ABOVE, width - left - RIGHT, HEIGHT, across, upward);
        int bottom = ABOVE + HEIGHT + Plot.BELOW;
        return new Drawing(width, bottom + COUNTS, canvas -> {
            plot.paint(canvas, true);
            calibration.filled().forEach(bin -> column(canvas, plot, bin));
            canvas.line(plot.x(0), plot.y(0), plot.x(100), plot.y(100), Ink.MARK, 1.4, true);
            calibration.filled().forEach(bin -> interval(canvas, plot, bin));
            counts(canvas, plot, calibration);
            Canvas key = canvas.at(left, bottom + 4);
            key.line(0, 14, 20, 14, Ink.MARK, 1.4, true);
            key.text("calibrated", 26, 18, Plot.NAMES, Ink.INK, Canvas.Anchor.START);
            key.line(126, 6, 126, 22, Ink.INK, 1.6, false);
            key.text("95 % interval", 134, 18, Plot.NAMES, Ink.INK, Canvas.Anchor.START);
        });
    }

    private static void column(Canvas canvas, Plot plot, Calibration.Bin bin) {
        double left = plot.x(100 * bin.low()) + 1;
        double top = plot.y(100 * bin.accuracy());
        canvas.fill(left, top, plot.x(100 * bin.high()) - 1 - left, plot.y(0) - top, Ink.VALIDATION, 0.5);
    }

    private static void interval(Canvas canvas, Plot plot, Calibration.Bin bin) {
        Significance.Interval interval =
                Significance.wilson((int) Math.round(bin.accuracy() * bin.images()), bin.images());
        double x = plot.x(100 * bin.confidence());
        double low = plot.y(100 * interval.low());
        double high = plot.y(100 * interval.high());
        canvas.line(x, low, x, high, Ink.INK, 1.6, false);
        canvas.line(x - 4, low, x + 4, low, Ink.INK, 1.6, false);
        canvas.line(x - 4, high, x + 4, high, Ink.INK, 1.6, false);
    }

    private static void counts(Canvas canvas, Plot plot, Calibration calibration) {
        Letters letters = Letters.of(11);
        FontMetrics font = letters.metrics();
        double room = plot.width() / calibration.bins();
        boolean fit = calibration.filled().stream().allMatch(bin -> font.stringWidth(Text.count(bin.images())) <= room);
        if (!fit) {
            return;
        }
        for (Calibration.Bin bin : calibration.filled()) {
            double middle = plot.x(50 * (bin.low() + bin.high()));
            canvas.text(Text.count(bin.images()), middle, plot.y(0) - 5, letters, Ink.INK, Canvas.Anchor.MIDDLE);
        }
    }
}
