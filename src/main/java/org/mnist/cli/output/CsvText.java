package org.mnist.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Csv;

/** A table as CSV. */
public final class CsvText {
    private final StringBuilder rows = new StringBuilder();
    private final CSVPrinter printer;

    /** A table of these columns, without rows. */
    public CsvText(String... columns) {
        try {
            printer = Csv.printer(rows);
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
