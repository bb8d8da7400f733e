package org.mnist.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist.base.Failure;
import org.mnist.base.PlainFiles;
import org.mnist.base.SafeFiles;

/**
 * A Markdown file that figures are written to. One that has a line {@value #BEGIN} and, below it, a line {@value #END}
 * keeps all but what is between the two; any other is replaced as a whole.
 */
public final class MarkdownFile {
    private static final String BEGIN = "<!-- figures -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private MarkdownFile() {}

    /**
     * Puts figures into a file.
     *
     * @throws Failure if it cannot be read or written
     */
    public static void write(Path file, String figures) {
        SafeFiles.requirePlain(file);
        SafeFiles.write(file, into(Files.exists(file) ? read(file) : "", figures));
    }

    private static String read(Path file) {
        try {
            return PlainFiles.text(file);
        } catch (PlainFiles.UnsoundFileException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT, file + " cannot be added to: " + e.getMessage() + "; name another file", e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    private static String into(String before, String figures) {
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END, Math.max(begin, 0));
        return begin < 0 || end < 0
                ? figures
                : before.substring(0, begin + BEGIN.length()) + "\n" + figures + "\n" + before.substring(end);
    }
}
