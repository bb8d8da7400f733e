package org.mnist.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist.base.Failure;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/** A folder with the four IDX files of a data set, compressed or plain, or of several data sets. */
final class IdxFolder implements DatasetFormat {
    @Override
    public String form() {
        return "a folder with four IDX files";
    }

    @Override
    public Optional<Dataset> open(Path path, ReadOptions options, Consumer<String> log) {
        if (!Files.isDirectory(path)) {
            if (IdxNames.isName(path)) {
                throw new Failure(
                        Failure.Kind.BAD_INPUT,
                        path + " is one of the four IDX files of a data set; name their folder: --data "
                                + folderOf(path));
            }
            return Optional.empty();
        }
        List<IdxNames.FileSet> sets = IdxNames.in(path);
        if (sets.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(dataset(path.toString(), choose(path, sets), log));
    }

    /**
     * One of several data sets in a folder.
     *
     * @param path the folder and then how the files' names begin, such as {@code gzip/emnist-letters}; there is nothing at it
     */
    Optional<Dataset> openOne(Path path, Consumer<String> log) {
        Path folder = folderOf(path);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return IdxNames.in(folder).stream()
                .filter(set -> set.name().equals(String.valueOf(path.getFileName())))
                .findFirst()
                .map(set -> dataset(path.toString(), set, log));
    }

    private static Path folderOf(Path path) {
        return Objects.requireNonNullElse(path.getParent(), Path.of("."));
    }

    private static IdxNames.FileSet choose(Path path, List<IdxNames.FileSet> sets) {
        List<IdxNames.FileSet> complete =
                sets.stream().filter(IdxNames.FileSet::isComplete).toList();
        List<IdxNames.FileSet> candidates = complete.isEmpty() ? sets : complete;
        for (IdxNames.FileSet set : candidates) {
            if (candidates.size() == 1
                    || (set.folder().equals(path) && set.prefix().isEmpty())) {
                return set;
            }
        }
        List<String> names = candidates.stream().map(set -> nameOf(path, set)).toList();
        throw new Failure(
                Failure.Kind.USAGE,
                path + " holds several data sets: " + String.join(", ", names) + "; name one of them, such as --data "
                        + path.resolve(names.get(0)));
    }

    private static String nameOf(Path path, IdxNames.FileSet set) {
        return path.relativize(set.folder().resolve(set.name())).toString();
    }

    private static Dataset dataset(String name, IdxNames.FileSet set, Consumer<String> log) {
        List<IdxSource> sources = IntStream.range(0, IdxHalf.NAMES.size())
                .mapToObj(place -> IdxSource.of(file(set, place)))
                .toList();
        boolean transposed = set.prefix().startsWith(KnownDataset.EMNIST);
        if (transposed) {
            log.accept(name + ": EMNIST's images are stored with rows for columns, and are turned as they are read");
        }
        Shape shape = IdxReader.shape(sources.get(0), transposed);
        Shape testShape = IdxReader.shape(sources.get(2), transposed);
        if (!shape.equals(testShape)) {
            throw IdxStream.unsupported(
                    name,
                    "its training images are " + shape + ", its test images " + testShape,
                    "images of one shape are");
        }
        IdxLabels train = IdxReader.labels(sources.get(1));
        IdxLabels test = IdxReader.labels(sources.get(3));
        LabelNames names = names(name, set, train, test);
        names.classes(train, sources.get(1).name()); // a label without a name is refused before there is work
        names.classes(test, sources.get(3).name());
        return Dataset.own(
                name,
                Task.of(shape, names.names()),
                () -> IdxHalf.read(sources.get(0), transposed, sources.get(1).name(), train, names, 0),
                () -> IdxHalf.read(sources.get(2), transposed, sources.get(3).name(), test, names, 2),
                0);
    }

    private static LabelNames names(String name, IdxNames.FileSet set, IdxLabels train, IdxLabels test) {
        return LabelNamesFile.in(set.folder(), set.prefix(), train, test)
                .or(() -> KnownDataset.ALL.stream()
                        .filter(known -> known.name().equals(set.name()))
                        .map(KnownDataset::labelNames)
                        .findFirst())
                .orElseGet(() -> LabelNames.occurring(name, train, test));
    }

    private static Path file(IdxNames.FileSet set, int place) {
        Path file = set.files().get(place);
        if (file == null) {
            String name = set.prefix() + IdxHalf.NAMES.get(place);
            throw new Failure(
                    Failure.Kind.NOT_FOUND,
                    "there is no " + name + " (or " + name + ".gz) in " + set.folder() + "; a data folder holds "
                            + IdxHalf.NAMES.stream()
                                    .map(one -> set.prefix() + one)
                                    .collect(Collectors.joining(", ")));
        }
        return file;
    }
}
