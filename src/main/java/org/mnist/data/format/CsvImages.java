package org.mnist.data.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.config.ImageSize;
import org.mnist.data.Images;
import org.mnist.network.Shape;

/** Reads the CSV files of one data set: an image a row. */
final class CsvImages {
    private final ImageSize size;
    private final ClassTurns classes = new ClassTurns();
    private final ScaleCheck scales;
    private final Consumer<String> log;
    private @Nullable Shape shape;

    CsvImages(String data, ImageSize size, Consumer<String> log) {
        this.size = size;
        this.log = log;
        scales = new ScaleCheck(data, log);
    }

    /** The names of the classes of all files that were read. */
    ClassTurns classes() {
        return classes;
    }

    /** Whether the images of a file have labels. */
    boolean isLabelled(Path path) {
        try (CsvFile file = new CsvFile(path)) {
            return columns(file, path, first(file)).label() >= 0;
        }
    }

    /**
     * Reads a file; without labels, all are -1.
     *
     * @throws Failure of kind BAD_INPUT if it is damaged or not supported; of kind IO if it cannot be read
     */
    Images.Builder read(Path path) {
        try (CsvFile file = new CsvFile(path)) {
            CSVRecord first = first(file);
            CsvColumns columns = columns(file, path, first);
            if (shape != null && !shape.equals(columns.layout().image())) {
                throw file.unsupported(
                        "its images are " + columns.layout().image() + ", those of other files " + shape);
            }
            shape = columns.layout().image();
            if (columns.label() >= 0 && columns.names().isEmpty()) {
                log.accept(Text.printable(path.toString()) + " has no names in its first row: column "
                        + (columns.label() + 1) + " of " + columns.count() + " is taken for the label");
            }
            Rows rows = new Rows(file, columns);
            Optional<CSVRecord> row = columns.names().isEmpty() ? Optional.of(first) : file.next();
            if (row.isEmpty()) {
                throw file.unsupported("it has no rows but the first, which names the columns");
            }
            for (; row.isPresent(); row = file.next()) {
                rows.take(row.get());
            }
            scales.see(Text.printable(Listing.name(path)), rows.scale);
            return rows.images;
        }
    }

    private static CSVRecord first(CsvFile file) {
        return file.next().orElseThrow(() -> file.unsupported("it is empty"));
    }

    private CsvColumns columns(CsvFile file, Path path, CSVRecord first) {
        List<String> fields = first.stream().map(String::strip).toList();
        try {
            return CsvColumns.of(fields, size, () -> firstColumnVaries(path));
        } catch (IllegalArgumentException e) {
            throw file.unsupported(Failure.message(e));
        }
    }

    private static boolean firstColumnVaries(Path path) {
        try (CsvFile file = new CsvFile(path)) {
            String one = first(file).get(0);
            for (Optional<CSVRecord> row = file.next(); row.isPresent(); row = file.next()) {
                if (!row.get().get(0).equals(one)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Makes images of rows. */
    private final class Rows {
        private final CsvFile file;
        private final CsvColumns columns;
        private final int[] places;
        private final Images.Builder images;
        private final byte[] image;
        private final PixelScale scale = new PixelScale(this::replace);

        Rows(CsvFile file, CsvColumns columns) {
            this.file = file;
            this.columns = columns;
            places = columns.layout().places();
            images = new Images.Builder(columns.layout().image());
            image = new byte[places.length];
        }

        private void replace(byte[] by) {
            images.replace(by);
            for (int k = 0; k < image.length; k++) {
                image[k] = by[image[k] & 0xff];
            }
        }

        void take(CSVRecord row) {
            if (row.size() != columns.count()) {
                throw file.damaged(
                        "row " + file.number() + " has " + row.size() + " fields, rows before " + columns.count(),
                        null);
            }
            int next = 0;
            for (int column = 0; column < row.size(); column++) {
                if (column != columns.label()) {
                    image[places[next++]] = number(row.get(column), column);
                }
            }
            images.add(image, 0, columns.label() < 0 ? -1 : turn(row.get(columns.label())));
        }

        private int turn(String label) {
            try {
                return classes.turn(label);
            } catch (IllegalArgumentException e) {
                throw file.unsupported(
                        "in row " + file.number() + ", " + columns.text(columns.label()) + ", " + Failure.message(e));
            }
        }

        private byte number(String field, int column) {
            double number = whole(field);
            if (number < 0) {
                number = CsvColumns.isNumber(field.strip()) ? Double.parseDouble(field.strip()) : Double.NaN;
            }
            int scaled = scale.of(number);
            if (scaled == PixelScale.REFUSED) {
                throw file.unsupported("row " + file.number() + ", " + columns.text(column) + " is "
                        + (field.isBlank() ? "empty" : "`" + Text.printable(cut(field)) + "`") + "; " + PixelScale.VALID
                        + " are");
            }
            return (byte) scaled;
        }

        /** A number of one to three digits, as nearly all are; -1 if it is no such. */
        private static int whole(String field) {
            int value = 0;
            for (int i = 0; i < field.length(); i++) {
                int digit = field.charAt(i) - '0';
                if (digit < 0 || digit > 9 || i > 2) {
                    return -1;
                }
                value = 10 * value + digit;
            }
            return field.isEmpty() ? -1 : value;
        }

        private static String cut(String field) {
            return field.length() > 40 ? field.substring(0, 40) + "…" : field;
        }
    }
}
