package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mnist.base.Failure;

/** A zip archive with the IDX files of one or several data sets, each named as the data set's own. */
final class IdxArchive {
    private IdxArchive() {}

    /**
     * Reads one half of a data set from an archive, whose hash has been checked.
     *
     * @param first the place of its images among the four files
     */
    static Dataset.Half half(Path archive, KnownDataset dataset, int first) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            String prefix = dataset.name() + (first == 0 ? "-train-" : "-test-");
            IdxSource labels = member(zip, archive, prefix + "labels-idx1-ubyte.gz");
            return IdxHalf.read(
                    member(zip, archive, prefix + "images-idx3-ubyte.gz"),
                    dataset.transposed(),
                    labels.name(),
                    IdxReader.labels(labels),
                    dataset.labelNames(),
                    first);
        } catch (IOException e) {
            throw IdxStream.unreadable(archive.toString(), e);
        }
    }

    /** A file of an archive, in whatever folder it is there. */
    private static IdxSource member(ZipFile zip, Path archive, String name) {
        ZipEntry entry = zip.stream()
                .filter(one -> one.getName().equals(name) || one.getName().endsWith("/" + name))
                .findFirst()
                .orElseThrow(() -> new Failure(Failure.Kind.BAD_INPUT, archive + " has no " + name));
        return new IdxSource() {
            @Override
            public String name() {
                return archive.resolve(name).toString();
            }

            @Override
            public InputStream open() throws IOException {
                return zip.getInputStream(entry);
            }

            @Override
            public long length() {
                return entry.getCompressedSize();
            }
        };
    }
}
