package org.mnist.base;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/**
 * The two streams that a person sees: results on standard output, all other lines on standard error. While a log is open it gets
 * everything that is said on standard error, but for the live line.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final int columns;
    private final boolean quiet;
    private final Style outStyle;
    private final Style errStyle;
    private Writer log = Writer.nullWriter();

    /** How many live lines are drawn now; the cursor is in the last one. */
    private int live;

    /**
     * A console.
     *
     * @param terminal whether standard error is a terminal, so that a line can be drawn over
     * @param columns width of the terminal
     * @param quiet whether only results and failures are printed
     */
    public Console(PrintStream out, PrintStream err, boolean terminal, int columns, boolean quiet) {
        this(out, err, terminal, columns, quiet, Style.PLAIN, Style.PLAIN);
    }

    /**
     * A console whose streams each have a style.
     *
     * @param terminal whether standard error is a terminal, so that a line can be drawn over
     * @param columns width of the terminal
     * @param quiet whether only results and failures are printed
     * @param outStyle that of results
     * @param errStyle that of all other lines
     */
    public Console(
            PrintStream out,
            PrintStream err,
            boolean terminal,
            int columns,
            boolean quiet,
            Style outStyle,
            Style errStyle) {
        this.outStyle = outStyle;
        this.errStyle = errStyle;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.columns = columns;
        this.quiet = quiet;
    }

    /** Prints a result. */
    public void result(String text) {
        clearLive();
        out.println(outStyle.of(text));
    }

    /** Whether nobody reads results any more. */
    public boolean readerHasGone() {
        return out instanceof StandardOutput standard && standard.readerHasGone();
    }

    /** Says a line, unless asked to be quiet. */
    public void info(String line) {
        clearLive();
        String said = ShellCommand.asCalled(line);
        if (!quiet) {
            err.println(errStyle.of(said));
        }
        log(said);
    }

    /** Says a line even if asked to be quiet. */
    public void error(String line) {
        clearLive();
        String said = ShellCommand.asCalled(line);
        err.println(errStyle.of(said));
        log(said);
    }

    /** Draws a line over the last one drawn so, on a terminal; elsewhere does nothing. */
    public void live(String line) {
        live(List.of(line));
    }

    /** Draws lines over those drawn so before, on a terminal; elsewhere does nothing. Each is cut off at the terminal's width. */
    public void live(List<String> lines) {
        if (!isLive()) {
            return;
        }
        StringBuilder drawn = new StringBuilder("\r");
        drawn.append("\u001b[A".repeat(Math.max(0, live - 1)));
        for (int i = 0; i < lines.size(); i++) {
            drawn.append(i == 0 ? "" : "\n").append(cut(lines.get(i))).append("\u001b[K");
        }
        err.print(drawn.append(lines.size() < live ? "\u001b[J" : ""));
        err.flush();
        live = lines.size();
    }

    private String cut(String line) {
        return line.codePointCount(0, line.length()) < columns
                ? line
                : line.substring(0, line.offsetByCodePoints(0, columns - 1));
    }

    /** Whether a live line can be drawn. */
    public boolean isLive() {
        return terminal && !quiet;
    }

    /** Starts to append to a log. */
    public void openLog(Path file) throws IOException {
        openLog(SafeFiles.append(file));
    }

    void openLog(Writer writer) {
        log = writer;
    }

    /** Ends the log. */
    public void closeLog() throws IOException {
        log.close();
        log = Writer.nullWriter();
    }

    private void log(String line) {
        try {
            log.write(line + "\n");
            log.flush();
        } catch (IOException e) {
            log = Writer.nullWriter(); // said once; the run itself fails where it writes what matters
            err.println("the log cannot be written any more: " + e.getMessage());
        }
    }

    private void clearLive() {
        if (live > 0) {
            err.print("\r" + "\u001b[A".repeat(live - 1) + (live > 1 ? "\u001b[J" : "\u001b[K"));
            live = 0;
        }
    }
}
