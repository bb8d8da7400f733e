package org.mnist.cli.commands;

import java.util.Optional;
import org.mnist.base.Console;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Candidates;
import org.mnist.cli.options.OutputFile;
import org.mnist.cli.options.ReadingOptions;
import org.mnist.cli.output.DatasetText;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetSummary;
import org.mnist.report.ContactSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mnist data show}. */
@Command(
        name = "show",
        description = "Tells what data holds: images of each class, values, images that are there twice.")
final class DataShowCommand extends BaseCommand {
    @Parameters(
            paramLabel = "NAME|PATH",
            completionCandidates = Candidates.OfData.class,
            description = "What --data takes.")
    String source;

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description = "Draw some images of each class, a row each, with the names of the classes.")
    Optional<OutputFile> sheet = Optional.empty();

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    DataShowCommand(Context context) {
        super(context);
    }

    @Override
    void check() {
        sheet.ifPresent(file -> requireNoInput("file", file.path(), source));
    }

    @Override
    int run(Console console) {
        Dataset dataset = context.store().open(source, reading.options());
        DatasetSummary summary = DatasetSummary.of(dataset);
        sheet.ifPresent(file -> {
            file.write(ContactSheet.draw(dataset));
            console.info(file + " shows some images of each class");
        });
        print(summary, DatasetText.of(summary));
        return ExitCode.OK;
    }
}
