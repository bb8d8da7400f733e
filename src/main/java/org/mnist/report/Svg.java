package org.mnist.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.mnist.base.Text;

/**
 * A canvas that is the text of an SVG: with letters that are letters, and colours that follow the reader's choice of light or
 * dark.
 */
final class Svg implements Canvas {
    private static final String FONTS = "system-ui,'DejaVu Sans',Verdana,sans-serif";

    private final StringBuilder text;
    private final double left;
    private final double top;

    /** An empty canvas. */
    Svg() {
        this(new StringBuilder(), 0, 0);
    }

    private Svg(StringBuilder text, double left, double top) {
        this.text = text;
        this.left = left;
        this.top = top;
    }

    /** The whole document, with what has been drawn so far. */
    String document(int width, int height) {
        return Text.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"%s\">"
                        + "<style>%s@media (prefers-color-scheme: dark){%s}</style>"
                        + "<rect class=\"f-ground\" width=\"%d\" height=\"%d\"/>\n%s</svg>\n",
                width, height, width, height, FONTS, style(Theme.LIGHT), style(Theme.DARK), width, height, text);
    }

    private static String style(Theme theme) {
        StringBuilder style = new StringBuilder();
        for (Ink ink : Ink.values()) {
            Color shade = ink.of(theme);
            style.append(String.format(
                    Locale.ROOT, ".f-%s{fill:#%06x}.s-%1$s{stroke:#%2$06x}", ink.css(), shade.getRGB() & 0xffffff));
        }
        return style.toString();
    }

    @Override
    public void fill(double x, double y, double width, double height, Ink ink, double strength) {
        add(
                "<rect class=\"f-%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>",
                ink.css(),
                x(x),
                y(y),
                number(width),
                number(height),
                strength >= 1 ? "" : " fill-opacity=\"" + number(strength) + "\"");
    }

    @Override
    public void frame(double x, double y, double width, double height, Ink ink) {
        add(
                "<rect class=\"s-%s\" fill=\"none\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                ink.css(), x(x + 0.5), y(y + 0.5), number(width - 1), number(height - 1));
    }

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Ink ink, double thickness, boolean dashed) {
        add(
                "<line class=\"s-%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke-width=\"%s\"%s%s/>",
                ink.css(),
                x(fromX),
                y(fromY),
                x(toX),
                y(toY),
                number(thickness),
                fromX == toX || fromY == toY ? " shape-rendering=\"crispEdges\"" : "",
                dashed ? " stroke-dasharray=\"5 4\"" : "");
    }

    @Override
    public void curve(double[] x, double[] y, Ink ink, double thickness) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(x(x[i])).append(',').append(y(y[i]));
        }
        add(
                "<polyline class=\"s-%s\" fill=\"none\" stroke-linejoin=\"round\" stroke-width=\"%s\" points=\"%s\"/>",
                ink.css(), number(thickness), points);
    }

    @Override
    public void dot(double x, double y, double radius, Ink ink) {
        add("<circle class=\"f-%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>", ink.css(), x(x), y(y), number(radius));
    }

    @Override
    public void text(String words, double x, double baseline, Letters letters, Ink ink, Anchor anchor) {
        add(
                "<text class=\"f-%s\" x=\"%s\" y=\"%s\" %s text-anchor=\"%s\">%s</text>",
                ink.css(),
                x(x),
                y(baseline),
                size(letters),
                anchor.name().toLowerCase(Locale.ROOT),
                Html.escape(Text.printable(words)));
    }

    @Override
    public void upward(String words, double baseline, double y, Letters letters, Ink ink) {
        add(
                "<text class=\"f-%s\" transform=\"translate(%s %s) rotate(-90)\" %s text-anchor=\"middle\">%s</text>",
                ink.css(), x(baseline), y(y), size(letters), Html.escape(Text.printable(words)));
    }

    private static String size(Letters letters) {
        return "font-size=\"" + letters.size() + "\"" + (letters.bold() ? " font-weight=\"bold\"" : "");
    }

    @Override
    public void image(BufferedImage image, double x, double y, double width, double height) {
        add(
                "<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\""
                        + " style=\"image-rendering:pixelated\" href=\"%s\"/>",
                x(x), y(y), number(width), number(height), Png.address(image));
    }

    @Override
    public Canvas at(double x, double y) {
        return new Svg(text, left + x, top + y);
    }

    private void add(String pattern, Object... values) {
        text.append(Text.format(pattern, values)).append('\n');
    }

    private String x(double x) {
        return number(left + x);
    }

    private String y(double y) {
        return number(top + y);
    }

    /** A number with two digits at most behind its point. */
    private static String number(double value) {
        String rounded = Text.format("%.2f", value);
        return rounded.replaceFirst("\\.?0+$", "");
    }

    /** An SVG as the source of an image on a page. */
    static String address(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }
}
