package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.cli.output.MarkdownFile;
import picocli.CommandLine.Option;

/** The page that a table is written to. */
public final class MarkdownOption {
    @Option(
            names = "--export-markdown",
            paramLabel = "FILE",
            description =
                    "Also write the table as Markdown; in a file that is there, between <!-- figures --> and <!-- end"
                            + " of figures -->.")
    private Optional<OutputFile> exportMarkdown = Optional.empty();

    /** The page; empty if none was asked for. */
    public Optional<OutputFile> file() {
        return exportMarkdown;
    }

    /** Writes a table in Markdown, if that was asked for. */
    public void write(String table) {
        exportMarkdown.ifPresent(file -> MarkdownFile.write(file.path(), table));
    }
}
