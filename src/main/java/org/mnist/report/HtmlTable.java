package org.mnist.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mnist.base.Table;

/**
 * A table of a page. On a phone a wide one is stacked: a block for each row, with the heads beside the cells. Columns named
 * with a leading {@code >} are right-aligned.
 */
final class HtmlTable {
    /** A table of more columns is stacked where there is little room. */
    private static final int FIT = 5;

    private final List<Boolean> right = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();

    /**
     * A cell that is no text.
     *
     * @param html what is in it
     */
    record Markup(String html) {}

    /** A table with these column heads. */
    HtmlTable(List<String> heads) {
        rows.append("<tr>");
        for (String head : heads) {
            boolean number = head.startsWith(">");
            String name = number ? head.substring(1) : head;
            right.add(number);
            this.heads.add(name);
            rows.append(number ? "<th class=\"number\">" : "<th>")
                    .append(Html.escape(name))
                    .append("</th>");
        }
        rows.append("</tr>\n");
    }

    /** A table that there is for a terminal. */
    static HtmlTable of(Table table) {
        List<String> heads = new ArrayList<>();
        List<String> names = table.rows().get(0);
        for (int i = 0; i < names.size(); i++) {
            heads.add((table.isRight(i) ? ">" : "") + names.get(i));
        }
        HtmlTable html = new HtmlTable(heads);
        table.rows().stream().skip(1).forEach(row -> html.row(List.copyOf(row)));
        return html;
    }

    /** Adds a row of texts and {@link Markup}. */
    void row(List<?> cells) {
        row(cells, "<tr>");
    }

    /** Adds a row that stands out. */
    void best(List<?> cells) {
        row(cells, "<tr class=\"best\">");
    }

    private void row(List<?> cells, String tag) {
        rows.append(tag);
        for (int i = 0; i < cells.size(); i++) {
            rows.append("<td").append(right.get(i) ? " class=\"number\"" : "");
            if (stacked()) {
                rows.append(" data-label=\"").append(Html.escape(heads.get(i))).append('"');
            }
            rows.append('>')
                    .append(
                            cells.get(i) instanceof Markup markup
                                    ? markup.html()
                                    : Html.escape(String.valueOf(cells.get(i))))
                    .append("</td>");
        }
        rows.append("</tr>\n");
    }

    private boolean stacked() {
        return heads.size() > FIT;
    }

    /** The table as HTML. */
    String html() {
        return "<div class=\"scroll\"><table" + (stacked() ? " class=\"stack\"" : "") + ">\n" + rows + "</table></div>";
    }

    /** A table of names and what they are, which has no heads. */
    static String pairs(Map<String, ?> lines) {
        StringBuilder rows = new StringBuilder();
        lines.forEach((name, value) -> rows.append("<tr><th>")
                .append(Html.escape(name))
                .append("</th><td class=\"long\">")
                .append(Html.escape(String.valueOf(value)))
                .append("</td></tr>\n"));
        return "<div class=\"scroll\"><table>\n" + rows + "</table></div>";
    }
}
