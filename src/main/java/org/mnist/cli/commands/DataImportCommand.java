package org.mnist.cli.commands;

import java.nio.file.Path;
import java.util.List;
import org.mnist.base.Console;
import org.mnist.base.Text;
import org.mnist.cli.Context;
import org.mnist.cli.ExitCode;
import org.mnist.cli.options.Candidates;
import org.mnist.cli.options.ReadingOptions;
import org.mnist.data.Dataset;
import org.mnist.data.IdxWriter;
import org.mnist.network.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mnist data import}. */
@Command(
        name = "import",
        description = "Writes any data that can be read as four IDX files and the names of its classes.")
final class DataImportCommand extends BaseCommand {
    @Parameters(
            index = "0",
            paramLabel = "NAME|PATH",
            completionCandidates = Candidates.OfData.class,
            description = "What --data takes.")
    String source;

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder that is empty or not there yet.")
    Path folder;

    @Mixin
    ReadingOptions reading = new ReadingOptions();

    DataImportCommand(Context context) {
        super(context);
    }

    /** The data that was written, in JSON. */
    record Written(String folder, Task task, int train, int test, List<String> files) {}

    @Override
    void check() {
        IdxWriter.requireFree(folder);
        requireNoInput("folder", folder, source);
    }

    @Override
    int run(Console console) {
        Dataset dataset = context.store().open(source, reading.options());
        List<Path> files = IdxWriter.write(dataset, folder);
        if (dataset.validationImages() > 0) {
            console.info("the last " + Text.count(dataset.validationImages())
                    + " training images are meant for validation, which IDX files cannot say: train with --validation "
                    + dataset.validationImages() + " --set split=last");
        }
        Written written = new Written(
                folder.toString(),
                dataset.task(),
                dataset.train().count(),
                dataset.test().count(),
                files.stream().map(file -> String.valueOf(file.getFileName())).toList());
        print(
                written,
                Text.count(written.train()) + " training and " + Text.count(written.test()) + " test images of "
                        + dataset.task().classCount() + " classes are in " + folder);
        return ExitCode.OK;
    }
}
