package org.mnist.data.format;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetFormat;
import org.mnist.data.Images;
import org.mnist.data.ReadOptions;
import org.mnist.data.TestImages;
import org.mnist.network.Task;

/** CSV files with an image a row: {@code train.csv} with {@code test.csv} beside it, or one alone. */
public final class CsvFormat implements DatasetFormat {
    @Override
    public String form() {
        return "a CSV file with a label and the pixels of an image in each row";
    }

    @Override
    public Optional<Dataset> open(Path path, ReadOptions options, Consumer<String> log) {
        return CsvFiles.of(path).map(files -> dataset(path.toString(), files, options, log));
    }

    @Override
    public Optional<TestImages> openTest(Path path, Task task, ReadOptions options, Consumer<String> log) {
        return CsvFiles.of(path).map(files -> {
            CsvImages reader = new CsvImages(path.toString(), options.imageSize(), log);
            if (files.test() != null && reader.isLabelled(files.test())) {
                return all(path.toString(), reader, files.test(), task, log);
            }
            boolean mainAlone = files.isTestAlone() || !reader.isLabelled(files.main());
            return mainAlone
                    ? all(path.toString(), reader, files.main(), task, log)
                    : TestImages.of(dataset(path.toString(), files, options, log), task, log);
        });
    }

    private static TestImages all(String name, CsvImages reader, Path file, Task task, Consumer<String> log) {
        Images images = reader.read(file).build();
        return TestImages.of(name, images, reader.classes().names(), task, log);
    }

    private static Dataset dataset(String name, CsvFiles files, ReadOptions options, Consumer<String> log) {
        CsvImages reader = new CsvImages(name, options.imageSize(), log);
        if (!reader.isLabelled(files.main())) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    Text.printable(files.main().toString())
                            + " is not supported: it has no labels to train on; a column with the name label, class, target"
                            + " or y has them");
        }
        Images.Builder train = reader.read(files.main());
        Images.Builder validation = null;
        if (files.validation() != null && isUsed(reader, files.validation(), log)) {
            validation = reader.read(files.validation());
        }
        Images.Builder test = null;
        if (files.test() != null && isUsed(reader, files.test(), log)) {
            test = reader.read(files.test());
        }
        return new ReadImages(train, validation, test, reader.classes()).dataset(name, log);
    }

    private static boolean isUsed(CsvImages reader, Path file, Consumer<String> log) {
        boolean labelled = reader.isLabelled(file);
        if (!labelled) {
            log.accept(Text.printable(file.toString()) + " has no labels and is not used; give it to `mnist evaluate`"
                    + " with --predictions or --kaggle");
        }
        return labelled;
    }
}
