package org.mnist.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.network.Shape;

/** Writes data sets as four IDX files with the names of the classes beside them, as {@link IdxFolder} reads them. */
public final class IdxWriter {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int INT = 0x0C;

    private IdxWriter() {}

    /**
     * Refuses a folder that has something in it.
     *
     * @throws Failure of kind CANNOT_CREATE if it is no folder, or not empty
     */
    public static void requireFree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE, folder + " is no folder that can be written; name a new one", e);
        }
        throw new Failure(Failure.Kind.CANNOT_CREATE, folder + " is not empty; name a new folder");
    }

    /**
     * Writes a data set.
     *
     * @param folder a folder that is empty or not there yet
     * @return the files that were written
     * @throws Failure of kind CANNOT_CREATE if the folder is not free, of kind BAD_INPUT if an image has no label
     */
    public static List<Path> write(Dataset dataset, Path folder) {
        requireFree(folder);
        requireLabels(dataset.train(), "training");
        requireLabels(dataset.test(), "test");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.CANNOT_CREATE, "the folder " + folder + " cannot be created", e);
        }
        List<Path> written = new ArrayList<>();
        int classes = dataset.task().classCount();
        writeHalf(folder, "train", dataset.train(), classes, written);
        writeHalf(folder, "t10k", dataset.test(), classes, written);
        Path names = folder.resolve(LabelNamesFile.CLASSES);
        SafeFiles.write(names, String.join("\n", dataset.task().classes()) + "\n");
        written.add(names);
        return written;
    }

    private static void requireLabels(Images images, String which) {
        for (int i = 0; i < images.count(); i++) {
            if (images.label(i) < 0) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT,
                        which + " image " + i + " has no label, and IDX files of a data set have one for each image;"
                                + " give data that has labels");
            }
        }
    }

    private static void writeHalf(Path folder, String part, Images images, int classes, List<Path> written) {
        boolean grey = images.image().channels() == 1;
        Path pixels = folder.resolve(part + (grey ? "-images-idx3-ubyte" : "-images-idx4-ubyte"));
        SafeFiles.write(pixels, out -> writeImages(images, out));
        written.add(pixels);
        boolean bytes = classes <= 256;
        Path labels = folder.resolve(part + (bytes ? "-labels-idx1-ubyte" : "-labels-idx1-int"));
        SafeFiles.write(labels, out -> writeLabels(images, bytes, out));
        written.add(labels);
    }

    private static void writeImages(Images images, OutputStream out) throws IOException {
        Shape shape = images.image();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(UNSIGNED_BYTE << 8 | (shape.channels() == 1 ? 3 : 4));
        data.writeInt(images.count());
        if (shape.channels() > 1) {
            data.writeInt(shape.channels());
        }
        data.writeInt(shape.height());
        data.writeInt(shape.width());
        byte[] image = new byte[shape.size()];
        for (int i = 0; i < images.count(); i++) {
            images.copy(i, image);
            data.write(image);
        }
    }

    private static void writeLabels(Images images, boolean bytes, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt((bytes ? UNSIGNED_BYTE : INT) << 8 | 1);
        data.writeInt(images.count());
        for (int i = 0; i < images.count(); i++) {
            if (bytes) {
                data.writeByte(images.label(i));
            } else {
                data.writeInt(images.label(i));
            }
        }
    }
}
