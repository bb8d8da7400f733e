package org.mnist.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.Failure;
import org.mnist.base.Text;

/** What lies in a folder, by name and so alike on every machine, without what systems and archivers leave there. */
final class Listing {
    private static final Set<String> LEFTOVERS = Set.of("thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db");

    private Listing() {}

    /** The files and folders in a folder. */
    static List<Path> of(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !isLeftover(name(entry)))
                    .sorted(Comparator.comparing(Listing::name))
                    .toList();
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.IO,
                    Text.printable(folder.toString()) + " cannot be read: " + Text.printable(Failure.message(e)),
                    e);
        }
    }

    /** The files in a folder whose name ends in a dot and some letters, whatever their case. */
    static List<Path> files(Path folder, String ending) {
        return of(folder).stream()
                .filter(file -> hasEnding(file, ending) && Files.isRegularFile(file))
                .toList();
    }

    /** Whether a file's name ends in a dot and some letters, whatever their case. */
    static boolean hasEnding(Path file, String ending) {
        return name(file).toLowerCase(Locale.ROOT).endsWith("." + ending);
    }

    /** The last part of a path. */
    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The names of some files for a message. */
    static String names(List<Path> files) {
        return files.stream().limit(5).map(file -> Text.printable(name(file))).collect(Collectors.joining(", "))
                + (files.size() > 5 ? " and " + (files.size() - 5) + " more" : "");
    }

    private static boolean isLeftover(String name) {
        return name.startsWith(".") || LEFTOVERS.contains(name.toLowerCase(Locale.ROOT));
    }
}
