package org.mnist.data.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mnist.base.Check;
import org.mnist.base.Text;
import org.mnist.config.ImageSize;

/**
 * What the columns of a CSV file hold.
 *
 * @param names of the columns, if the first row has them; else empty
 * @param count how many columns there are
 * @param label the column with the label; -1 if there is none
 * @param layout where the numbers of the other columns belong
 */
record CsvColumns(List<String> names, int count, int label, PixelLayout layout) {
    private static final Set<String> LABEL_NAMES =
            Set.of("label", "labels", "class", "classes", "target", "targets", "y");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern NUMBERED = Pattern.compile("(\\D*)(\\d{1,9})");

    /** Tells of a file whose first row has no names, and whose first and last column may both be the label's, which is. */
    interface Chooser {
        /** Whether the first column has several values. */
        boolean firstVaries();
    }

    /**
     * The columns of a file.
     *
     * @param row its first row
     * @param size the size of images, if somebody says so
     * @throws IllegalArgumentException if they cannot be an image's, or it cannot be said which column has the label
     */
    static CsvColumns of(List<String> row, ImageSize size, Chooser chooser) {
        Check.that(row.size() > 1, "its rows have one field only; fields are separated by commas");
        boolean named = isHeader(row);
        int label = named ? named(row, size) : unnamed(row, size, chooser);
        List<String> names = named ? row : List.of();
        try {
            CsvColumns columns =
                    new CsvColumns(names, row.size(), label, PixelLayout.flat(row.size() - (label < 0 ? 0 : 1), size));
            columns.checkOrder();
            return columns;
        } catch (IllegalArgumentException e) {
            if (named && row.get(0).isBlank()) {
                throw new IllegalArgumentException(
                        "its first column has no name, as if it numbered the rows; leave it out", e);
            }
            throw e;
        }
    }

    /** Whether a field is a number, as people write it. */
    static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    private static boolean isHeader(List<String> row) {
        boolean counts = IntStream.range(0, row.size()).allMatch(i -> row.get(i).equals(Integer.toString(i)));
        long words = row.stream().filter(field -> !isNumber(field)).count();
        return counts || words > 1 || row.stream().anyMatch(CsvColumns::isLabelName);
    }

    private static boolean isLabelName(String name) {
        return LABEL_NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    private static int named(List<String> row, ImageSize size) {
        int[] labels = where(row, i -> isLabelName(row.get(i)));
        if (labels.length > 1) {
            throw new IllegalArgumentException("its columns " + Text.printable(row.get(labels[0])) + " and "
                    + Text.printable(row.get(labels[1])) + " may both be the label; name only one so");
        }
        if (labels.length == 1) {
            return labels[0];
        }
        if (PixelLayout.canBeFlat(row.size(), size)) {
            return -1;
        }
        int[] others = where(row, i -> !NUMBERED.matcher(row.get(i)).matches());
        if (others.length == 1 && PixelLayout.canBeFlat(row.size() - 1L, size)) {
            return others[0];
        }
        return -1;
    }

    private static int[] where(List<String> row, IntPredicate holds) {
        return IntStream.range(0, row.size()).filter(holds).toArray();
    }

    private static int unnamed(List<String> row, ImageSize size, Chooser chooser) {
        int last = row.size() - 1;
        if (!isNumber(row.get(0))) {
            return 0;
        }
        if (!isNumber(row.get(last))) {
            return last;
        }
        boolean labelled = PixelLayout.canBeFlat(last, size);
        Check.that(
                !labelled || !PixelLayout.canBeFlat(row.size(), size),
                "it has " + row.size() + " columns without names, of which one may be the label, or none;"
                        + " name them in a first row, such as label,pixel0,pixel1");
        if (!labelled) {
            return PixelLayout.canBeFlat(row.size(), size) ? -1 : 0;
        }
        return chooser.firstVaries() ? 0 : last; // labels that are all alike are none
    }

    /** Pixels that are numbered must be in order. */
    private void checkOrder() {
        Optional<Matcher> before = Optional.empty();
        for (int i = 0; i < names.size(); i++) {
            Matcher now = NUMBERED.matcher(names.get(i));
            if (i == label || !now.matches()) {
                continue;
            }
            if (before.isPresent() && before.get().group(1).equals(now.group(1))) {
                int expected = Integer.parseInt(before.get().group(2)) + 1;
                Check.that(
                        Integer.parseInt(now.group(2)) == expected,
                        "its column " + Text.printable(names.get(i)) + " comes after "
                                + Text.printable(before.get().group()) + "; pixels are in order, row by row");
            }
            before = Optional.of(now);
        }
    }

    /** A column for a message: its number from 1, and its name. */
    String text(int column) {
        return "column " + (column + 1) + (names.isEmpty() ? "" : " (" + Text.printable(names.get(column)) + ")");
    }
}
