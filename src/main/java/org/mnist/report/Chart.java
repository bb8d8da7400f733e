package org.mnist.report;

import java.awt.FontMetrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chart of one panel or several, one above the other over the same axis, with one key below all of them.
 *
 * @param across the axis below
 * @param panels from top to bottom
 * @param mark a place on the axis below that is marked in each; null without
 */
record Chart(Axis across, List<Panel> panels, @Nullable Mark mark) {
    private static final int PANEL = 210;
    private static final int ABOVE = 38;
    private static final int RIGHT = 14;
    private static final int KEY_LINE = 20;
    private static final int SAMPLE = 26;

    /**
     * A panel.
     *
     * @param upward its own axis
     * @param curves what is drawn in it
     */
    record Panel(Axis upward, List<Curve> curves) {}

    /**
     * Points, joined or not.
     *
     * @param name in the key
     * @param ink their colour
     * @param across a place for each
     * @param upward a place for each
     * @param joined whether there are lines between them
     * @param dots whether each has a dot
     */
    record Curve(String name, Ink ink, double[] across, double[] upward, boolean joined, boolean dots) {}

    /**
     * A place on the axis below that the eye should find.
     *
     * @param place where it is
     * @param name in the key
     */
    record Mark(double place, String name) {}

    /** The least and the greatest place of curves. */
    static double[] bounds(List<Curve> curves) {
        return curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.upward()))
                .collect(
                        () -> new double[] {Double.MAX_VALUE, -Double.MAX_VALUE},
                        (ends, place) -> {
                            ends[0] = Math.min(ends[0], place);
                            ends[1] = Math.max(ends[1], place);
                        },
                        (ends, others) -> {});
    }

    /** The chart in some width. */
    Drawing draw(int width) {
        int left = panels.stream()
                .mapToInt(panel -> Plot.room(panel.upward()))
                .max()
                .orElse(0);
        Map<String, Ink> names = new LinkedHashMap<>();
        panels.forEach(panel -> panel.curves().forEach(curve -> names.putIfAbsent(curve.name(), curve.ink())));
        Key key = new Key(names, mark, width - left - RIGHT);
        int bottom = panels.size() * (ABOVE + PANEL) + Plot.BELOW;
        return new Drawing(width, bottom + key.lines() * KEY_LINE + 8, canvas -> {
            for (int i = 0; i < panels.size(); i++) {
                Panel panel = panels.get(i);
                int top = ABOVE + i * (ABOVE + PANEL);
                Plot plot = new Plot(left, top, width - left - RIGHT, PANEL, across, panel.upward());
                plot.paint(canvas, i == panels.size() - 1);
                if (mark != null) {
                    double x = plot.x(mark.place());
                    canvas.line(x, top, x, top + PANEL, Ink.MARK, 1.4, true);
                }
                panel.curves().forEach(curve -> paint(canvas, plot, curve));
            }
            key.paint(canvas.at(left, bottom));
        });
    }

    private static void paint(Canvas canvas, Plot plot, Curve curve) {
        double[] x = Arrays.stream(curve.across()).map(plot::x).toArray();
        double[] y = Arrays.stream(curve.upward()).map(plot::y).toArray();
        if (curve.joined() && x.length > 1) {
            canvas.curve(x, y, curve.ink(), 2.2);
        }
        for (int i = 0; i < x.length && (curve.dots() || x.length == 1); i++) {
            canvas.dot(x[i], y[i], curve.joined() ? 3 : 4.5, curve.ink());
        }
    }

    /** The names of curves and the mark, with a sample of each, in as many lines as they need. */
    private record Key(Map<String, Ink> names, @Nullable Mark mark, int width) {
        int lines() {
            return paint(null);
        }

        int paint(@Nullable Canvas canvas) {
            FontMetrics font = Plot.NAMES.metrics();
            Map<String, Ink> all = new LinkedHashMap<>(names);
            if (mark != null) {
                all.put(mark.name(), Ink.MARK);
            }
            int x = 0;
            int line = 0;
            for (Map.Entry<String, Ink> entry : all.entrySet()) {
                boolean dashed = mark != null && entry.getKey().equals(mark.name());
                String name = Labels.cut(font, entry.getKey(), width - SAMPLE);
                int wide = SAMPLE + font.stringWidth(name);
                if (x > 0 && x + wide > width) {
                    x = 0;
                    line++;
                }
                if (canvas != null) {
                    double y = line * KEY_LINE + 12;
                    canvas.line(x, y - 4, x + SAMPLE - 6, y - 4, entry.getValue(), dashed ? 1.4 : 3, dashed);
                    canvas.text(name, x + SAMPLE, y, Plot.NAMES, Ink.INK, Canvas.Anchor.START);
                }
                x += wide + 20;
            }
            return line + 1;
        }
    }
}
