package org.mnist.data.format;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.PlainFiles;
import org.mnist.base.Text;

/** The rows of a CSV file in UTF-8, with or without a byte-order mark, one after the other. */
final class CsvFile implements Closeable {
    /** More characters than the longest image and its label have. */
    private static final int MAX_ROW = 4 << 20;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String name;
    private final Limited characters;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private long number;

    /**
     * Opens a file.
     *
     * @throws Failure of kind IO if it cannot be read
     */
    CsvFile(Path path) {
        name = Text.printable(path.toString());
        try {
            BufferedInputStream bytes = new BufferedInputStream(PlainFiles.open(path));
            requirePlain(bytes);
            Reader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
            characters = new Limited(reader);
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            parser = CSVFormat.RFC4180.builder().get().parse(characters);
            records = parser.iterator();
        } catch (PlainFiles.UnsoundFileException e) {
            throw unsupported(Failure.message(e));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void requirePlain(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        if (bytes.read() == 0x1f && bytes.read() == 0x8b) {
            bytes.close();
            throw unsupported("it is compressed by gzip; unpack it");
        }
        bytes.reset();
    }

    /**
     * The next row; nothing after the last one. Blank lines are allowed at the end only.
     *
     * @throws Failure of kind BAD_INPUT if it breaks the format; of kind IO if it cannot be read
     */
    Optional<CSVRecord> next() {
        Optional<CSVRecord> row = nextRecord();
        if (row.filter(CsvFile::isBlank).isEmpty()) {
            return row;
        }
        long blank = number;
        while (row.isPresent()) {
            if (!isBlank(row.get())) {
                throw damaged("row " + blank + " is empty", null);
            }
            row = nextRecord();
        }
        return row;
    }

    private Optional<CSVRecord> nextRecord() {
        characters.left = MAX_ROW;
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            number++;
            return Optional.of(records.next());
        } catch (UncheckedIOException e) {
            throw failure(Objects.requireNonNull(e.getCause()));
        }
    }

    private static boolean isBlank(CSVRecord row) {
        return row.size() == 1 && row.get(0).isBlank();
    }

    /** The number of the row that was read last, from 1, the header's included. */
    long number() {
        return number;
    }

    /** The failure of a file that is sound, but of a kind that is not supported. */
    Failure unsupported(String problem) {
        return new Failure(Failure.Kind.BAD_INPUT, name + " is not supported: " + problem);
    }

    /** The failure of a file that breaks the format. */
    Failure damaged(String problem, @Nullable Exception cause) {
        return new Failure(Failure.Kind.BAD_INPUT, name + " is damaged: " + problem, cause);
    }

    private Failure failure(IOException e) {
        if (e instanceof CharacterCodingException) {
            return new Failure(
                    Failure.Kind.BAD_INPUT, name + " is not supported: it is not in UTF-8; save it as CSV in UTF-8", e);
        }
        if (e instanceof RowTooLongException) {
            return new Failure(
                    Failure.Kind.BAD_INPUT,
                    name + " is not supported: row " + (number + 1) + " is longer than " + Text.count(MAX_ROW)
                            + " characters, more than the largest image needs, or a quote is open",
                    e);
        }
        if (e.getClass().getName().startsWith("org.apache.commons.csv") || e.getClass() == IOException.class) {
            return damaged("row " + (number + 1) + " is not CSV: " + plain(Failure.message(e)), e);
        }
        return new Failure(Failure.Kind.IO, name + " cannot be read: " + Text.printable(Failure.message(e)), e);
    }

    /** What the library says, in the words of those who have the file before them. */
    private static String plain(String message) {
        if (message.contains("EOF reached before encapsulated token finished")) {
            return "a quote is open, to the end of the file";
        }
        return message.contains("between encapsulated token and delimiter")
                ? "more follows behind the quote that ends a value"
                : Text.printable(message);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static final class RowTooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Gives so many characters, then no more until it is allowed to. */
    private static final class Limited extends FilterReader {
        private long left = MAX_ROW;

        Limited(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] to, int from, int length) throws IOException {
            int read = super.read(to, from, length);
            left -= Math.max(0, read);
            if (left < 0) {
                throw new RowTooLongException();
            }
            return read;
        }
    }
}
