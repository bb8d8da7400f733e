package org.mnist.report;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist.base.Resources;

/** Pages of HTML from templates, whose holes are written {@code ${name}}. */
public final class Html {
    private static final Pattern HOLE = Pattern.compile("\\$\\{([a-z]+)}");

    /** The words on a page of figures that are of the small sample. */
    static final String SAMPLE =
            "<p class=\"sample\">A small sample of MNIST: these figures say nothing about the real test" + " set.</p>";

    private Html() {}

    /**
     * A whole page in the style of all.
     *
     * @param title as text
     * @param body as HTML
     */
    public static String page(String title, String body) {
        return fill(
                Resources.text(Html.class, "page.html"),
                Map.of("title", escape(title), "style", Resources.text(Html.class, "style.css"), "body", body));
    }

    /**
     * A picture of a page, drawn for a screen and for a phone, each for light and dark.
     *
     * @param text what can be seen, for those who cannot see it
     * @param drawing draws it in a width
     */
    static String picture(String text, IntFunction<Drawing> drawing) {
        Drawing wide = drawing.apply(Drawing.WIDE);
        return "<picture><source media=\"(max-width: 40rem)\" srcset=\""
                + Svg.address(drawing.apply(Drawing.NARROW).svg()) + "\"/><img class=\"picture\" alt=\"" + escape(text)
                + "\" width=\"" + wide.width() + "\" height=\"" + wide.height() + "\" src=\"" + Svg.address(wide.svg())
                + "\"/></picture>";
    }

    /** A text as it stands between tags, or between the double quotes of an attribute. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * A template with its holes filled.
     *
     * @param parts what each hole is filled with, as HTML; holes in these are left as they are
     * @throws IllegalArgumentException if a hole has no part
     */
    public static String fill(String template, Map<String, String> parts) {
        return HOLE.matcher(template).replaceAll(hole -> {
            String part = parts.get(hole.group(1));
            if (part == null) {
                throw new IllegalArgumentException("nothing for " + hole.group());
            }
            return Matcher.quoteReplacement(part);
        });
    }
}
