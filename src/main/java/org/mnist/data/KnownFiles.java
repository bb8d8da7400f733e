package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;

/**
 * The files of known data sets in the cache. One is used only if its hash is right, at every reading: one that was damaged is
 * fetched again.
 */
final class KnownFiles {
    private final Path cache;
    private final Consumer<String> log;

    KnownFiles(Path cache, Consumer<String> log) {
        this.cache = cache;
        this.log = log;
    }

    Path folder(KnownDataset dataset) {
        return cache.resolve(dataset.folder());
    }

    private Path path(KnownDataset dataset, KnownFile file) {
        return folder(dataset).resolve(file.name());
    }

    List<KnownFile> missing(KnownDataset dataset) {
        return dataset.files().stream()
                .filter(file -> !Files.exists(path(dataset, file)))
                .toList();
    }

    List<KnownFile> damaged(KnownDataset dataset) {
        List<KnownFile> damaged = new ArrayList<>(dataset.files());
        damaged.removeAll(missing(dataset));
        damaged.removeIf(file -> isSound(path(dataset, file), file));
        return damaged;
    }

    void fetch(KnownDataset dataset, List<KnownFile> files) {
        List<KnownFile> wanted = new ArrayList<>(files);
        if (wanted.isEmpty()) {
            return;
        }
        CacheFolder folder = CacheFolder.create(folder(dataset));
        List<String> refusals = new ArrayList<>();
        for (Source source : dataset.sources()) {
            log.accept("fetching " + dataset.name() + " from " + source.name());
            try {
                source.fetch(List.copyOf(wanted), (file, content, gzip) -> {
                    folder.take(file, content, gzip);
                    wanted.remove(file);
                });
                return;
            } catch (IOException e) {
                refusals.add(source.name() + ": " + Failure.message(e));
                log.accept("  not there: " + Failure.message(e));
            }
        }
        throw new Failure(
                Failure.Kind.UNAVAILABLE,
                dataset.name() + " cannot be fetched (" + String.join("; ", refusals) + "); put " + whatToPut(dataset)
                        + " into " + folder(dataset) + ", give a folder that has its files by --data DIR, or try"
                        + " `--data sample`");
    }

    private static String whatToPut(KnownDataset dataset) {
        return dataset.files().stream().noneMatch(KnownFile::asDelivered)
                ? "its four files"
                : dataset.files().stream().map(KnownFile::name).collect(Collectors.joining(", "));
    }

    /**
     * Reads one half of a data set whose files are in the cache.
     *
     * @param first the place of its images among the four files
     */
    Dataset.Half half(KnownDataset dataset, int first) {
        if (dataset.inArchive()) {
            KnownFile archive = dataset.files().get(0);
            return sound(
                    dataset,
                    archive,
                    path -> isSound(path, archive)
                            ? Optional.of(IdxArchive.half(path, dataset, first))
                            : Optional.empty());
        }
        KnownFile images = dataset.files().get(first);
        KnownFile labels = dataset.files().get(first + 1);
        IdxLabels read = sound(dataset, labels, path -> readIfSound(path, labels, IdxReader::labels));
        return sound(
                dataset,
                images,
                path -> readIfSound(
                        path,
                        images,
                        source -> IdxHalf.read(
                                source, dataset.transposed(), labels.name(), read, dataset.labelNames(), first)));
    }

    /** What a file has; if it is damaged it is fetched again, once. */
    private <T> T sound(KnownDataset dataset, KnownFile file, Function<Path, Optional<T>> reader) {
        Path path = path(dataset, file);
        return reader.apply(path).orElseGet(() -> {
            log.accept(path + " is damaged; fetching it again");
            repair(dataset, file, path);
            return reader.apply(path)
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.BAD_INPUT,
                            path + " is damaged, and damaged again as soon as it has been fetched; check the disk"));
        });
    }

    private void repair(KnownDataset dataset, KnownFile file, Path path) {
        try {
            fetch(dataset, List.of(file));
        } catch (Failure e) {
            throw e.kind() != Failure.Kind.UNAVAILABLE
                    ? e
                    : new Failure(Failure.Kind.BAD_INPUT, path + " is damaged, and " + e.getMessage(), e);
        }
    }

    /** The content of a file that is exactly the known one; otherwise nothing. */
    private static <T> Optional<T> readIfSound(Path path, KnownFile file, Function<IdxSource, T> reader) {
        try {
            if (!isOfItsLength(path, file)) {
                return Optional.empty();
            }
            Digested source = new Digested(path, file.algorithm());
            T content = reader.apply(source);
            return source.hash().equals(file.hash()) ? Optional.of(content) : Optional.empty();
        } catch (IOException e) {
            throw IdxStream.unreadable(path.toString(), e);
        } catch (Failure e) {
            if (e.kind() == Failure.Kind.BAD_INPUT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isSound(Path path, KnownFile file) {
        try {
            return isOfItsLength(path, file)
                    && Hashes.of(path, file.algorithm()).equals(file.hash());
        } catch (IOException e) {
            throw IdxStream.unreadable(path.toString(), e);
        }
    }

    private static boolean isOfItsLength(Path path, KnownFile file) throws IOException {
        return Files.isRegularFile(path) && (file.bytes() == KnownFile.UNKNOWN || Files.size(path) == file.bytes());
    }

    /** A file whose bytes are hashed as they are read, as they are on the disk. */
    private static final class Digested implements IdxSource {
        private final IdxSource file;
        private final MessageDigest digest;

        Digested(Path path, String algorithm) {
            this.file = IdxSource.of(path);
            this.digest = Hashes.digest(algorithm);
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public InputStream open() throws IOException {
            return new DigestInputStream(file.open(), digest);
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        /** The hash of all that was read. */
        String hash() {
            return Hashes.hex(digest);
        }
    }
}
