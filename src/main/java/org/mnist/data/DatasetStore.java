package org.mnist.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.base.Text;
import org.mnist.data.format.ClassFolders;
import org.mnist.data.format.CsvFormat;
import org.mnist.data.format.NpzFormat;
import org.mnist.config.DataFacts;
import org.mnist.config.ImageSize;
import org.mnist.config.TrainConfig;
import org.mnist.network.Task;

/**
 * Finds data sets, and fetches the known ones into a cache. A known file is used only if its SHA-256 is right, at every
 * reading: one that was damaged in the cache is fetched again.
 */
public final class DatasetStore implements DataFacts.Catalog {
    /** The name of the small sample that is in the jar. */
    public static final String SAMPLE = "sample";

    private static final List<DatasetFormat> FORMATS =
            List.of(new ClassFolders(), new NpzFormat(), new CsvFormat(), new IdxFolder());

    private final Path cache;
    private final List<KnownDataset> known;
    private final Consumer<String> log;
    private final Map<List<Object>, Dataset> opened = new HashMap<>();

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
        return open(data, ReadOptions.DEFAULT);
    }

    /**
     * Opens a data set.
     *
     * @param data the name of a known one, {@code sample}, or a path to data of people's own
     * @param options how the latter is read
     * @throws Failure if it cannot be found or had
     */
    public Dataset open(String data, ReadOptions options) {
        Object where = isName(data) ? data : Path.of(data).toAbsolutePath().normalize();
        return opened.computeIfAbsent(List.of(where, options), key -> find(data, options));
    }

    /** Opens the data set of a configuration. */
    public Dataset open(TrainConfig config) {
        return open(config.data(), ReadOptions.of(config));
    }

    private Dataset find(String data, ReadOptions options) {
        if (data.equals(SAMPLE)) {
            return new Dataset(
                    SAMPLE,
                    Task.MNIST,
                    () -> IdxFolder.half(i -> sampleFile(i), 0),
                    () -> IdxFolder.half(i -> sampleFile(i), 2));
        }
        for (KnownDataset dataset : known) {
            if (dataset.name().equals(data)) {
                fetchMissing(dataset);
                return new Dataset(
                        data,
                        dataset.task(),
                        () -> IdxFolder.half(i -> knownFile(dataset, i), 0),
                        () -> IdxFolder.half(i -> knownFile(dataset, i), 2));
            }
        }
        return own(data, (format, path) -> format.open(path, options, log));
    }

    /**
     * Opens images to score a model on: a data set's test images, or all of data that is nothing else, with or without labels.
     *
     * @param data the name of a known data set, {@code sample}, or a path to data of people's own
     * @param task the model's task
     * @param options how data of people's own is read
     * @throws Failure if it cannot be found or had, or is not for such a model
     */
    public TestImages openTest(String data, Task task, ReadOptions options) {
        return isName(data)
                ? TestImages.of(open(data, options), task, log)
                : own(data, (format, path) -> format.openTest(path, task, options, log));
    }

    private <T> T own(String data, BiFunction<DatasetFormat, Path, Optional<T>> opener) {
        Path path = Path.of(data);
        if (!Files.exists(path)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    "there is no data set, folder or file " + Text.printable(data) + "; valid are " + names() + ", and "
                            + forms());
        }
        return FORMATS.stream()
                .flatMap(format -> opener.apply(format, path).stream())
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.BAD_INPUT,
                        Text.printable(data) + " is not supported: it is in none of the forms that are, which are "
                                + forms()));
    }

    private String names() {
        return Stream.concat(known.stream().map(KnownDataset::name), Stream.of(SAMPLE))
                .collect(Collectors.joining(", "));
    }

    private static String forms() {
        return FORMATS.stream().map(DatasetFormat::form).collect(Collectors.joining(", "));
    }

    /** The facts of some data; of known data, which is not fetched for them, as they are published. */
    @Override
    public DataFacts facts(String data, ImageSize imageSize, boolean skipBad) {
        return known.stream()
                .filter(dataset -> dataset.name().equals(data))
                .map(DataFacts.class::cast)
                .findFirst()
                .orElseGet(() -> open(data, new ReadOptions(imageSize, skipBad)));
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
            return Optional.of(IdxFolder.read(path, index))
                    .filter(content -> content.sha256().equals(file.sha256()));
        } catch (IOException e) {
            throw IdxFolder.unreadable(path, e);
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
            throw IdxFolder.unreadable(path, e);
        }
    }

    private static IdxFile sampleFile(int index) {
        String name = "sample/" + KnownDataset.FILE_NAMES.get(index) + ".gz";
        return IdxFolder.read(DatasetStore.class.getResourceAsStream("/" + name), name, index);
    }
}
