package org.mnist.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that the program printed, read back: rows by the heads of their columns; of two columns with one head, the
 * second is that head "again". The cells of a column lie below its head, for the columns are aligned.
 */
public final class TextTable {
    private TextTable() {}

    /** The rows of the first table of a text whose heads contain {@code head}. */
    public static List<Map<String, String>> with(String head, String text) {
        List<String> lines = text.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("─") && lines.get(i - 1).contains(head)) {
                return rows(lines.subList(i - 1, lines.size()));
            }
        }
        throw new AssertionError("no table with " + head + " in\n" + text);
    }

    /** Its rows up to an empty line; a column ends where two spaces are in all of its lines. */
    private static List<Map<String, String>> rows(List<String> lines) {
        int end = 2;
        while (end < lines.size() && !lines.get(end).isBlank()) {
            end++;
        }
        int width = lines.get(1).length();
        List<String> table = new ArrayList<>(List.of(padded(lines.get(0), width)));
        lines.subList(2, end).forEach(line -> table.add(padded(line, width)));
        List<int[]> columns = columns(table, width);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : table.subList(1, table.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int[] column : columns) {
                String head = table.get(0).substring(column[0], column[1]).strip();
                row.put(
                        row.containsKey(head) ? head + " again" : head,
                        line.substring(column[0], column[1]).strip());
            }
            rows.add(row);
        }
        return rows;
    }

    private static String padded(String line, int width) {
        return line + " ".repeat(Math.max(0, width - line.length()));
    }

    private static List<int[]> columns(List<String> table, int width) {
        List<int[]> columns = new ArrayList<>();
        int start = 0;
        for (int x = 0; x + 1 < width; x++) {
            int at = x;
            boolean gap = table.stream().allMatch(line -> line.charAt(at) == ' ' && line.charAt(at + 1) == ' ');
            if (gap) {
                if (x > start) {
                    columns.add(new int[] {start, x});
                }
                start = x + 2;
            }
        }
        columns.add(new int[] {start, width});
        return columns;
    }
}
