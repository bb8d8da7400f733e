package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.List;
import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.options.BaselineOption;
import org.mnist.cli.options.MarkdownOption;
import org.mnist.cli.output.BenchTable;
import org.mnist.experiment.BenchmarkReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mnist bench show}. */
@Command(name = "show", description = "Shows what earlier benchmarks have measured; nothing is trained.")
final class BenchShowCommand extends BaseCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Files that --export-json has written, or folders of them.")
    List<Path> files;

    @Mixin
    MarkdownOption markdown = new MarkdownOption();

    @Mixin
    BaselineOption baseline = new BaselineOption();

    BenchShowCommand(Context context) {
        super(context);
    }

    @Override
    int run(Console console) {
        List<BenchmarkReport> reports = files.stream()
                .flatMap(path -> BenchmarkReport.all(path, console::info).stream())
                .toList();
        baseline.requireComparable(context.store(), reports);
        List<BaselineOption.Judged> judged = reports.stream()
                .map(report -> baseline.judge(report, report.results()))
                .toList();
        markdown.write(BenchTable.markdown(reports));
        print(judged.size() == 1 ? judged.get(0) : judged, BenchTable.text(reports, context.tableColumns()));
        return baseline.exitCode(console, judged);
    }
}
