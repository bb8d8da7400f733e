package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;

/**
 * Finds data sets, and fetches the known ones into a cache. A known file is used only if its SHA-256 is right, at every
 * reading: one that was damaged in the cache is fetched again.
 */
public final class DatasetStore {
    /** The name of the small sample that is in the jar. */
    public static final String SAMPLE = "sample";

    private final Path cache;
    private final List<KnownDataset> known;
    private final Consumer<String> log;

    /**
     * A store with the standard data sets.
     *
     * @param cache where fetched files are kept, a folder for each data set
     * @param log gets a line for each thing a person may want to know while waiting
     */
    public DatasetStore(Path cache, Consumer<String> log) {
        this(cache, KnownDataset.ALL, log);
    }

    DatasetStore(Path cache, List<KnownDataset> known, Consumer<String> log) {
        this.cache = cache;
        this.known = known;
        this.log = log;
    }

    /** Whether this is the name of one data set everywhere, and not a folder, which may hold anything. */
    public boolean isName(String data) {
        return data.equals(SAMPLE)
                || known.stream().anyMatch(dataset -> dataset.name().equals(data));
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
        damaged.removeIf(file -> isSound(folder(dataset).resolve(file.name()), file));
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
                dataset.name() + " cannot be fetched (" + String.join("; ", refusals) + "); put its four files into "
                        + folder(dataset) + ", or try `--data sample`");
    }

    private interface Finder {
        IdxFile read(int index);
    }

    private static Dataset.Half read(Finder finder, int first) {
        IdxFile images = finder.read(first);
        IdxFile labels = finder.read(first + 1);
        int count = images.bytes().length / Images.PIXELS;
        if (count != labels.bytes().length) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    KnownDataset.FILE_NAMES.get(first) + " holds " + count + " images, but "
                            + KnownDataset.FILE_NAMES.get(first + 1) + " holds " + labels.bytes().length
                            + " labels; they must be files of one data set");
        }
        return new Dataset.Half(
                new Images(images.bytes(), labels.bytes()),
                Map.of(
                        KnownDataset.FILE_NAMES.get(first), images.sha256(),
                        KnownDataset.FILE_NAMES.get(first + 1), labels.sha256()));
    }

    private static IdxFile read(InputStream in, String name, int index) {
        boolean images = index % 2 == 0;
        return images ? IdxReader.images(in, name) : IdxReader.labels(in, name);
    }

    private static IdxFile read(Path path, int index) {
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

    private IdxFile knownFile(KnownDataset dataset, int index) {
        KnownFile file = dataset.files().get(index);
        Path path = folder(dataset).resolve(file.name());
        return readIfSound(path, file, index).orElseGet(() -> {
            log.accept(path + " is damaged; fetching it again");
            repair(dataset, file, path);
            return readIfSound(path, file, index)
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
    private static Optional<IdxFile> readIfSound(Path path, KnownFile file, int index) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
                return Optional.empty();
            }
            return Optional.of(read(path, index))
                    .filter(content -> content.sha256().equals(file.sha256()));
        } catch (IOException e) {
            throw unreadable(path, e);
        } catch (Failure e) {
            if (e.kind() == Failure.Kind.BAD_INPUT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isSound(Path path, KnownFile file) {
        try {
            return Files.isRegularFile(path)
                    && Files.size(path) == file.bytes()
                    && Hashes.sha256(path).equals(file.sha256());
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

    private static IdxFile sampleFile(int index) {
        String name = "sample/" + KnownDataset.FILE_NAMES.get(index) + ".gz";
        return read(DatasetStore.class.getResourceAsStream("/" + name), name, index);
    }

    private static Failure unreadable(Path path, IOException e) {
        return new Failure(Failure.Kind.IO, path + " cannot be read: " + Failure.message(e), e);
    }
}
