package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;
import org.mnist.config.DataFacts;
import org.mnist.config.ImageSize;
import org.mnist.config.TrainConfig;
import org.mnist.data.format.ClassFolders;
import org.mnist.data.format.CsvFormat;
import org.mnist.data.format.NpzFormat;
import org.mnist.network.Task;

/**
 * Finds data sets, and fetches the known ones into a cache. A known file is used only if its SHA-256 is right, at every
 * reading: one that was damaged in the cache is fetched again.
 */
public final class DatasetStore implements DataFacts.Catalog {
    /** The name of the small sample that is in the jar. */
    public static final String SAMPLE = "sample";

    /** One line for people about the sample. */
    public static final String ABOUT_SAMPLE = "6,000 + 1,000 images of mnist, for a trial";

    private static final List<DatasetFormat> FORMATS =
            List.of(new ClassFolders(), new NpzFormat(), new CsvFormat(), new IdxFolder());

    private final KnownFiles cached;
    private final List<KnownDataset> known;
    private final Consumer<String> log;
    private final Map<List<Object>, Dataset> opened = new HashMap<>();

    /**
     * A store with the standard data sets, which are downloaded from their public mirrors and without a proxy.
     *
     * @param cache where fetched files are kept, a folder for each data set
     * @param log gets a line for each thing a person may want to know while waiting
     */
    public DatasetStore(Path cache, Consumer<String> log) {
        this(cache, KnownDataset.ALL, log);
    }

    /**
     * A store with the standard data sets.
     *
     * @param cache where fetched files are kept, a folder for each data set
     * @param downloads how they are fetched
     * @param log gets a line for each thing a person may want to know while waiting
     */
    public DatasetStore(Path cache, Downloads downloads, Consumer<String> log) {
        this(cache, KnownDataset.ALL.stream().map(downloads::of).toList(), log);
    }

    DatasetStore(Path cache, List<KnownDataset> known, Consumer<String> log) {
        this.cached = new KnownFiles(cache, log);
        this.known = known;
        this.log = log;
    }

    /** Whether this is the name of one data set everywhere, and not a folder, which may hold anything. */
    public boolean isName(String data) {
        return data.equals(SAMPLE)
                || known.stream().anyMatch(dataset -> dataset.name().equals(data));
    }

    /**
     * Whether a place is in data of people's own, or would be once it is there: what is written there changes the data.
     *
     * @param data what a data set is opened by
     * @param place a file or folder, which need not be there
     */
    public boolean holds(String data, Path place) {
        try {
            return !isName(data)
                    && !data.isBlank()
                    && Files.exists(Path.of(data))
                    && SafeFiles.realPath(place).startsWith(Path.of(data).toRealPath());
        } catch (IOException e) {
            throw SafeFiles.failure(place, e);
        }
    }

    /**
     * Opens a data set.
     *
     * @param data the name of a known one, {@code sample}, or a path to data of people's own
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
        // A path may be written in several ways, and what is there need not be held in memory for each.
        String what = isName(data) ? data : SafeFiles.absolute(data);
        return opened.computeIfAbsent(List.of(what, options), key -> find(data, options));
    }

    /** Opens the data set of a configuration. */
    public Dataset open(TrainConfig config) {
        return open(config.data(), ReadOptions.of(config));
    }

    private Dataset find(String data, ReadOptions options) {
        if (data.equals(SAMPLE)) {
            return sample();
        }
        for (KnownDataset dataset : known) {
            if (dataset.name().equals(data)) {
                fetchMissing(dataset);
                return new Dataset(data, dataset.task(), () -> cached.half(dataset, 0), () -> cached.half(dataset, 2));
            }
        }
        return own(data, (format, path) -> format.open(path, options, log), dataset -> dataset);
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
                : own(
                        data,
                        (format, path) -> format.openTest(path, task, options, log),
                        dataset -> TestImages.of(dataset, task, log));
    }

    private <T> T own(String data, BiFunction<DatasetFormat, Path, Optional<T>> opener, Function<Dataset, T> one) {
        if (data.isBlank()) { // which would be the folder that the program runs in
            throw new Failure(
                    Failure.Kind.USAGE, "the name of the data is empty; valid are " + names() + ", and " + forms());
        }
        Path path = Path.of(data);
        if (!Files.exists(path)) {
            return new IdxFolder()
                    .openOne(path, log)
                    .map(one)
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.NOT_FOUND,
                            "there is no data set, folder or file " + Text.printable(data) + "; valid are " + names()
                                    + ", and " + forms()
                                    + (path.isAbsolute() ? "; if it has moved, --data says where it is now" : "")));
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
        return cached.folder(dataset);
    }

    /** The files of a known data set that are not in the cache. */
    public List<KnownFile> missing(KnownDataset dataset) {
        return cached.missing(dataset);
    }

    /** The files of a known data set that are in the cache, but damaged. */
    public List<KnownFile> damaged(KnownDataset dataset) {
        return cached.damaged(dataset);
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
        cached.fetch(dataset, files);
    }

    /** The small sample that is in the jar. */
    static Dataset sample() {
        return new Dataset(SAMPLE, Task.MNIST, () -> sampleHalf(0), () -> sampleHalf(2));
    }

    private static Dataset.Half sampleHalf(int first) {
        IdxSource labels = sampleFile(first + 1);
        return IdxHalf.read(
                sampleFile(first),
                false,
                labels.name(),
                IdxReader.labels(labels),
                LabelNames.from(0, Task.MNIST.classes()),
                first);
    }

    private static IdxSource sampleFile(int index) {
        String name = "sample/" + IdxHalf.NAMES.get(index) + ".gz";
        return new IdxSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                return Objects.requireNonNull(DatasetStore.class.getResourceAsStream("/" + name));
            }

            @Override
            public long length() {
                return Long.MAX_VALUE; // it is our own
            }
        };
    }
}
