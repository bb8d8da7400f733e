package org.mnist.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A canvas that is a bitmap, in the shades of a theme. */
final class Bitmap implements Canvas {
    private final BufferedImage sheet;
    private final Theme theme;
    private final double left;
    private final double top;

    /** A canvas on a sheet. */
    Bitmap(BufferedImage sheet, Theme theme) {
        this(sheet, theme, 0, 0);
    }

    private Bitmap(BufferedImage sheet, Theme theme, double left, double top) {
        this.sheet = sheet;
        this.theme = theme;
        this.left = left;
        this.top = top;
    }

    private Graphics2D pen(Color colour) {
        Graphics2D pen = theme.pen(sheet, 1);
        pen.translate(left, top);
        pen.setColor(colour);
        return pen;
    }

    /** A pen for what is neither upright nor level. */
    private Graphics2D smooth(Color colour, double thickness) {
        Graphics2D pen = pen(colour);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setStroke(new BasicStroke((float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        return pen;
    }

    @Override
    public void fill(double x, double y, double width, double height, Ink ink, double strength) {
        Graphics2D pen = pen(theme.blend(ink.of(theme), strength));
        pen.fill(new Rectangle2D.Double(x, y, width, height));
        pen.dispose();
    }

    @Override
    public void frame(double x, double y, double width, double height, Ink ink) {
        Graphics2D pen = pen(ink.of(theme));
        pen.draw(new Rectangle2D.Double(x, y, width - 1, height - 1));
        pen.dispose();
    }

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Ink ink, double thickness, boolean dashed) {
        Graphics2D pen = smooth(ink.of(theme), thickness);
        if (fromX == toX || fromY == toY) {
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        }
        if (dashed) {
            pen.setStroke(new BasicStroke(
                    (float) thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0));
        }
        pen.draw(new Line2D.Double(fromX, fromY, toX, toY));
        pen.dispose();
    }

    @Override
    public void curve(double[] x, double[] y, Ink ink, double thickness) {
        Graphics2D pen = smooth(ink.of(theme), thickness);
        Path2D path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        pen.draw(path);
        pen.dispose();
    }

    @Override
    public void dot(double x, double y, double radius, Ink ink) {
        Graphics2D pen = smooth(ink.of(theme), 1);
        pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        pen.dispose();
    }

    @Override
    public void text(String text, double x, double baseline, Letters letters, Ink ink, Anchor anchor) {
        Graphics2D pen = pen(ink.of(theme));
        pen.setFont(letters.font());
        int width = pen.getFontMetrics().stringWidth(text);
        int start = (int) Math.round(x)
                - switch (anchor) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
        pen.drawString(text, start, (int) Math.round(baseline));
        pen.dispose();
    }

    @Override
    public void upward(String text, double baseline, double y, Letters letters, Ink ink) {
        Graphics2D pen = pen(ink.of(theme));
        pen.setFont(letters.font());
        pen.rotate(-Math.PI / 2);
        Theme.centred(pen, text, (int) -Math.round(y), (int) Math.round(baseline));
        pen.dispose();
    }

    @Override
    public void image(BufferedImage image, double x, double y, double width, double height) {
        Graphics2D pen = pen(theme.ink());
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        pen.drawImage(
                image,
                (int) Math.round(x),
                (int) Math.round(y),
                (int) Math.round(width),
                (int) Math.round(height),
                null);
        pen.dispose();
    }

    @Override
    public Canvas at(double x, double y) {
        return new Bitmap(sheet, theme, left + x, top + y);
    }
}
