package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.network.Task;

/** A folder with the four IDX files of a data set, compressed or plain. */
final class IdxFolder implements DatasetFormat {
    @Override
    public String form() {
        return "a folder with the four IDX files";
    }

    @Override
    public Optional<Dataset> open(Path path, ReadOptions options, Consumer<String> log) {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        return Optional.of(Dataset.own(
                path.toString(),
                Task.MNIST,
                () -> half(i -> folderFile(path, i), 0),
                () -> half(i -> folderFile(path, i), 2),
                0));
    }

    /** The way to one of the four files, by its place among them. */
    interface Finder {
        IdxFile read(int index);
    }

    static Dataset.Half half(Finder finder, int first) {
        IdxFile images = finder.read(first);
        IdxFile labels = finder.read(first + 1);
        int count = images.bytes().length / Task.MNIST.image().size();
        if (count != labels.bytes().length) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    KnownDataset.FILE_NAMES.get(first) + " holds " + count + " images, but "
                            + KnownDataset.FILE_NAMES.get(first + 1) + " holds " + labels.bytes().length
                            + " labels; they must be files of one data set");
        }
        return new Dataset.Half(
                new Images(Task.MNIST.image(), images.bytes(), labels(labels.bytes())),
                Map.of(
                        KnownDataset.FILE_NAMES.get(first), images.sha256(),
                        KnownDataset.FILE_NAMES.get(first + 1), labels.sha256()));
    }

    private static int[] labels(byte[] bytes) {
        int[] labels = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            labels[i] = bytes[i] & 0xff;
        }
        return labels;
    }

    static IdxFile read(InputStream in, String name, int index) {
        boolean images = index % 2 == 0;
        return images ? IdxReader.images(in, name) : IdxReader.labels(in, name);
    }

    static IdxFile read(Path path, int index) {
        try (InputStream in = Files.newInputStream(path)) {
            if (Files.size(path) > CacheFolder.MAX_BYTES) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT,
                        path + " is damaged: it is larger than any data file; fetch the file again");
            }
            return read(in, path.toString(), index);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static IdxFile folderFile(Path folder, int index) {
        String name = KnownDataset.FILE_NAMES.get(index);
        for (Path path : List.of(folder.resolve(name), folder.resolve(name + ".gz"))) {
            if (Files.isRegularFile(path)) {
                return read(path, index);
            }
        }
        throw new Failure(
                Failure.Kind.NOT_FOUND,
                "there is no " + name + " (or " + name + ".gz) in " + folder + "; a data folder holds "
                        + String.join(", ", KnownDataset.FILE_NAMES));
    }

    static Failure unreadable(Path path, IOException e) {
        return new Failure(Failure.Kind.IO, path + " cannot be read: " + Failure.message(e), e);
    }
}
