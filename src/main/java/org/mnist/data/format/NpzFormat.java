package org.mnist.data.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Text;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetFormat;
import org.mnist.data.ReadOptions;
import org.mnist.data.TestImages;
import org.mnist.network.Task;

/**
 * An npz file whose arrays have names of what they hold and what that is for, such as {@code x_train} and {@code y_train} of
 * Keras or {@code train_images} and {@code train_labels} of MedMNIST, or of what they hold alone, such as {@code images} and
 * {@code labels}.
 */
public final class NpzFormat implements DatasetFormat {
    @Override
    public String form() {
        return "an npz file with images and labels";
    }

    @Override
    public Optional<Dataset> open(Path path, ReadOptions options, Consumer<String> log) {
        return file(path).map(file -> {
            try (NpzFile npz = NpzFile.open(file)) {
                return new NpzImages(npz, path.toString(), options.imageSize(), log).dataset();
            }
        });
    }

    @Override
    public Optional<TestImages> openTest(Path path, Task task, ReadOptions options, Consumer<String> log) {
        return file(path).map(file -> {
            try (NpzFile npz = NpzFile.open(file)) {
                boolean onlyTest = FileRole.ofFile(Listing.name(file)).equals(Optional.of(FileRole.TEST));
                return new NpzImages(npz, path.toString(), options.imageSize(), log).test(task, onlyTest);
            }
        });
    }

    /** The file that a path names, or the one in a folder. */
    private static Optional<Path> file(Path path) {
        if (!Files.isDirectory(path)) {
            return Optional.of(path).filter(file -> Listing.hasEnding(file, "npz"));
        }
        List<Path> files = Listing.files(path, "npz");
        if (files.size() > 1) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    Text.printable(path.toString()) + " is not supported: it holds " + files.size()
                            + " npz files; name one of them, such as " + Listing.names(files.subList(0, 1)));
        }
        return files.stream().findFirst();
    }
}
