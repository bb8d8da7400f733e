package org.mnist.data.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;

/**
 * The CSV files of a data set.
 *
 * @param main the file with the training images, or the only one
 * @param validation the file with images for validation, if there is one
 * @param test the file with the test images, if there is one beside the main one
 */
record CsvFiles(
        Path main, @Nullable Path validation, @Nullable Path test) {
    private static final String ENDING = "csv";

    /** The files that a path means: itself and those that go with it, or those in a folder. Empty if there are none. */
    static Optional<CsvFiles> of(Path path) {
        if (!Files.isDirectory(path)) {
            return Listing.hasEnding(path, ENDING) ? Optional.of(beside(path)) : Optional.empty();
        }
        List<Path> all = Listing.files(path, ENDING);
        if (all.size() < 2) {
            return all.stream().findFirst().map(CsvFiles::alone);
        }
        Map<FileRole, List<Path>> roles = new EnumMap<>(FileRole.class);
        for (Path file : all) {
            FileRole.ofFile(Listing.name(file))
                    .ifPresent(role ->
                            roles.computeIfAbsent(role, r -> new ArrayList<>()).add(file));
        }
        Path train = single(path, roles.get(FileRole.TRAIN));
        if (train == null) {
            throw unsupported(
                    path,
                    "it holds " + Listing.names(all)
                            + "; the one to train on has a name with `train`, or name it itself");
        }
        return Optional.of(new CsvFiles(
                train, single(path, roles.get(FileRole.VALIDATION)), single(path, roles.get(FileRole.TEST))));
    }

    private static CsvFiles alone(Path file) {
        return new CsvFiles(file, null, null);
    }

    /** A file, and where its name says that it is to train on, those whose names differ in that only. */
    private static CsvFiles beside(Path file) {
        if (!isOf(file, FileRole.TRAIN)) {
            return alone(file);
        }
        List<Path> others = Listing.files(SafeFiles.folderOf(file), ENDING).stream()
                .filter(other -> stem(other).equals(stem(file)))
                .toList();
        return new CsvFiles(
                file,
                single(
                        file,
                        others.stream()
                                .filter(other -> isOf(other, FileRole.VALIDATION))
                                .toList()),
                single(
                        file,
                        others.stream()
                                .filter(other -> isOf(other, FileRole.TEST))
                                .toList()));
    }

    private static boolean isOf(Path file, FileRole role) {
        return FileRole.ofFile(Listing.name(file)).equals(Optional.of(role));
    }

    private static String stem(Path file) {
        return Listing.name(file)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("training|train|validation|valid|val|testing|test", "*");
    }

    private static @Nullable Path single(Path where, @Nullable List<Path> files) {
        if (files == null || files.isEmpty()) {
            return null;
        }
        if (files.size() > 1) {
            throw unsupported(
                    where,
                    "it holds " + Listing.names(files) + ", of which one is needed; name the one to train on itself");
        }
        return files.get(0);
    }

    private static Failure unsupported(Path path, String problem) {
        return new Failure(Failure.Kind.BAD_INPUT, Text.printable(path.toString()) + " is not supported: " + problem);
    }

    /** Whether there is one file only, whose name says that it is a test set. */
    boolean isTestAlone() {
        return test == null && isOf(main, FileRole.TEST);
    }
}
