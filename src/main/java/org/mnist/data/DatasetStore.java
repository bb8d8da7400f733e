package org.mnist.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mnist.failure.Failure;

/**
 * Finds data sets, and fetches the known ones into a cache. A known file is used only if its SHA-256 is right, at every
 * reading: one that was damaged in the cache is fetched again.
 */
public final class DatasetStore {
    /** The name of the small sample that is in the jar. */
    public static final String SAMPLE = "sample";

    private final Path cache;
    private final List<KnownDataset> known;
    private final Consumer<String> talk;

    /**
     * A store with the standard data sets.
     *
     * @param cache where fetched files are kept, a folder for each data set
     * @param talk gets a line for each thing a person may want to know while waiting
     */
    public DatasetStore(Path cache, Consumer<String> talk) {
        this(cache, KnownDataset.ALL, talk);
    }

    DatasetStore(Path cache, List<KnownDataset> known, Consumer<String> talk) {
        this.cache = cache;
        this.known = known;
        this.talk = talk;
    }

    /**
     * Opens a data set.
     *
     * @param data the name of a known one, {@code sample}, or a folder with the four IDX files
     * @throws Failure if it cannot be found or had
     */
    public Dataset open(String data) {
        if (data.equals(SAMPLE)) {
            return new Dataset(SAMPLE, () -> read(i -> sampleFile(i), 0), () -> read(i -> sampleFile(i), 2));
        }
        for (KnownDataset dataset : known) {
            if (dataset.name().equals(data)) {
                fetchMissing(dataset);
                return new Dataset(
                        data, () -> read(i -> knownFile(dataset, i), 0), () -> read(i -> knownFile(dataset, i), 2));
            }
        }
        Path folder = Path.of(data);
        if (!Files.isDirectory(folder)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    "there is no data set or folder " + data + "; valid are mnist, fashion-mnist, sample and a folder");
        }
        return new Dataset(data, () -> read(i -> folderFile(folder, i), 0), () -> read(i -> folderFile(folder, i), 2));
    }

    /** How many training images a data set has; a known one is not fetched to find out. */
    public int trainImages(String data) {
        return known.stream()
                .filter(dataset -> dataset.name().equals(data))
                .findFirst()
                .map(dataset -> dataset.files().get(1).labels())
                .orElseGet(() -> open(data).train().count());
    }

    /** The data sets that can be fetched. */
    public List<KnownDataset> known() {
        return known;
    }

    /** The known data set of that name. */
    public KnownDataset known(String name) {
        return known.stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.USAGE,
                        "there is no data set `" + name + "` to fetch; there are "
                                + String.join(
                                        ", ",
                                        known.stream().map(KnownDataset::name).toList())));
    }

    /** Where a known data set's files are kept. */
    public Path folder(KnownDataset dataset) {
        return cache.resolve(dataset.name());
    }

    /** The files of a known data set that are not in the cache. */
    public List<KnownFile> missing(KnownDataset dataset) {
        return dataset.files().stream()
                .filter(file -> !Files.exists(folder(dataset).resolve(file.name())))
                .toList();
    }

    /** The files of a known data set that are in the cache, but damaged. */
    public List<KnownFile> damaged(KnownDataset dataset) {
        List<KnownFile> damaged = new ArrayList<>(dataset.files());
        damaged.removeAll(missing(dataset));
        damaged.removeIf(
                file -> file.sha256().equals(Hashes.sha256(bytes(folder(dataset).resolve(file.name())))));
        return damaged;
    }

    /** Fetches what is missing of a known data set. */
    public void fetchMissing(KnownDataset dataset) {
        fetch(dataset, missing(dataset));
    }

    /**
     * Fetches files of a known data set, from the first source that has them.
     *
     * @throws Failure of kind UNAVAILABLE if none has
     */
    public void fetch(KnownDataset dataset, List<KnownFile> files) {
        List<KnownFile> wanted = new ArrayList<>(files);
        if (wanted.isEmpty()) {
            return;
        }
        CacheFolder folder = CacheFolder.create(folder(dataset));
        List<String> refusals = new ArrayList<>();
        for (Source source : dataset.sources()) {
            talk.accept("fetching " + dataset.name() + " from " + source.name());
            try {
                source.fetch(List.copyOf(wanted), (file, content, gzip) -> {
                    folder.take(file, content, gzip);
                    wanted.remove(file);
                });
                return;
            } catch (IOException e) {
                refusals.add(source.name() + ": " + message(e));
                talk.accept("  not there: " + message(e));
            }
        }
        throw new Failure(
                Failure.Kind.UNAVAILABLE,
                dataset.name() + " cannot be fetched (" + String.join("; ", refusals) + "); put its four files into "
                        + folder(dataset) + ", or try `--data sample`");
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** A file's plain or compressed bytes, with the name that tells which. */
    private static final class Content {
        final String name;
        final byte[] bytes;

        Content(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }
    }

    private interface Finder {
        Content find(int index);
    }

    private static Dataset.Part read(Finder finder, int first) {
        Content images = finder.find(first);
        Content labels = finder.find(first + 1);
        byte[] pixels = IdxReader.images(new ByteArrayInputStream(images.bytes), images.name);
        byte[] digits = IdxReader.labels(new ByteArrayInputStream(labels.bytes), labels.name);
        if (pixels.length != digits.length * Images.PIXELS) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    images.name + " holds " + pixels.length / Images.PIXELS + " images, but " + labels.name + " holds "
                            + digits.length + " labels; they must be files of one data set");
        }
        return new Dataset.Part(
                new Images(pixels, digits),
                Map.of(
                        KnownDataset.FILE_NAMES.get(first), Hashes.sha256(images.bytes),
                        KnownDataset.FILE_NAMES.get(first + 1), Hashes.sha256(labels.bytes)));
    }

    private Content knownFile(KnownDataset dataset, int index) {
        KnownFile file = dataset.files().get(index);
        Path path = folder(dataset).resolve(file.name());
        byte[] bytes = bytes(path);
        if (!Hashes.sha256(bytes).equals(file.sha256())) {
            talk.accept(path + " is damaged; fetching it again");
            fetch(dataset, List.of(file));
            bytes = bytes(path);
        }
        return new Content(path.toString(), bytes);
    }

    private static Content folderFile(Path folder, int index) {
        String name = KnownDataset.FILE_NAMES.get(index);
        for (Path path : List.of(folder.resolve(name), folder.resolve(name + ".gz"))) {
            if (Files.isRegularFile(path)) {
                return new Content(path.toString(), bytes(path));
            }
        }
        throw new Failure(
                Failure.Kind.NOT_FOUND,
                "there is no " + name + " (or " + name + ".gz) in " + folder + "; a data folder holds "
                        + String.join(", ", KnownDataset.FILE_NAMES));
    }

    private static Content sampleFile(int index) {
        String name = KnownDataset.FILE_NAMES.get(index) + ".gz";
        try (InputStream in = DatasetStore.class.getResourceAsStream("/sample/" + name)) {
            return new Content("sample/" + name, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path path) {
        try {
            if (Files.size(path) > CacheFolder.MAX_BYTES) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT, path + " is damaged: it is larger than any data file; fetch it again");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, path + " cannot be read: " + message(e), e);
        }
    }
}
