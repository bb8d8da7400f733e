package org.mnist.cli.commands;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.MarkdownOption;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.output.CompareTable;
import org.mnist.experiment.RunComparison;
import org.mnist.experiment.RunFiles;
import org.mnist.report.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist compare}. */
@Command(
        name = "compare",
        description = {
            "Lays several runs side by side: where their settings differ, how good they are, and how sure that is.",
            "Each is tested against the best by validation (McNemar's exact test on the same images)."
        })
final class CompareCommand extends BaseCommand {
    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Two or more run folders; they need not have ended.")
    List<Path> runs;

    @Option(
            names = "--across-data",
            description = "Show runs side by side that were scored on different test images, which say nothing about"
                    + " which is better.")
    boolean acrossData;

    @Option(
            names = "--curves",
            paramLabel = "FILE.png",
            description = "Also draw their validation loss and accuracy, epoch by epoch; FILE.svg is drawn as an SVG.")
    Optional<OutputFile> curves = Optional.empty();

    @Mixin
    MarkdownOption markdown = new MarkdownOption();

    @Option(names = "--export-csv", paramLabel = "FILE", description = "Also write all figures as CSV.")
    Optional<OutputFile> csv = Optional.empty();

    @Option(
            names = {"--html", "--export-html"},
            paramLabel = "FILE",
            description = "Also write the table and the curves as one page, which needs no other file.")
    Optional<OutputFile> html = Optional.empty();

    CompareCommand(Context context) {
        super(context);
    }

    @Override
    void check() {
        List<Path> outputs = Stream.of(curves, csv, html, markdown.file())
                .flatMap(Optional::stream)
                .map(OutputFile::path)
                .toList();
        OutputFile.requireApart(
                outputs, runs.stream().flatMap(CompareCommand::files).toList());
    }

    /** The files that lie in a run folder, which no output replaces. */
    private static Stream<Path> files(Path run) {
        File[] files = run.toFile().listFiles();
        return files == null ? Stream.of() : Arrays.stream(files).map(File::toPath);
    }

    @Override
    int run(Console console) {
        RunComparison comparison = RunComparison.of(runs, acrossData, console::info);
        CompareTable table = new CompareTable(comparison);
        String warning = Optional.ofNullable(comparison.difference())
                .map(difference -> difference + "; these figures do not say which is better")
                .orElse("");
        if (!warning.isEmpty()) {
            console.error("WARNING: " + warning);
        }
        List<RunFiles> files =
                runs.stream().map(run -> new RunFiles(run, console::info)).toList();
        curves.ifPresent(file -> file.write(out -> out.write(Comparison.draw(files, file.path()))));
        markdown.write(warning.isEmpty() ? table.markdown() : "**" + warning + "**\n\n" + table.markdown());
        csv.ifPresent(file -> file.write(out -> out.write(table.csv())));
        html.ifPresent(file -> {
            String page = Comparison.page(table.heading(), warning, table.all(), table.notes(Integer.MAX_VALUE), files);
            file.write(out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        });
        Stream.of(curves, markdown.file(), csv, html)
                .flatMap(Optional::stream)
                .forEach(file -> console.info(file.toString()));
        print(comparison.runs(), table.text(context.tableColumns()));
        return ExitCode.OK;
    }
}
