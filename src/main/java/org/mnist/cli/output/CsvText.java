package org.mnist.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A table as CSV, quoted where a value needs it; lines end as a spreadsheet and a program on Linux both read them. */
public final class CsvText {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final StringBuilder rows = new StringBuilder();
    private final CSVPrinter printer;

    /** A table of these columns, without rows. */
    public CsvText(String... columns) {
        try {
            printer = new CSVPrinter(rows, FORMAT);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk in this
        }
        add((Object[]) columns);
    }

    /** Adds a row. */
    public void add(@Nullable Object... values) {
        try {
            printer.printRecord(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk in this
        }
    }

    /** The table, in UTF-8. */
    public byte[] bytes() {
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }
}
