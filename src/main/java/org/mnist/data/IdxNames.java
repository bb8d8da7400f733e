package org.mnist.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data sets in IDX files that a folder has, told by the names of the files. */
final class IdxNames {
    /** What may stand in place of what: dots for dashes, {@code test} for {@code t10k}, and any of it with {@code .gz}. */
    private static final Pattern FORM = Pattern.compile("(?:(.+)[-_.])?(train|t10k|test)[-_.](images|labels)"
            + "(?:[-_.]idx\\d?(?:[-_.](?:ubyte|byte|short|int))?|[-_.](?:ubyte|byte|short|int))([.]gz)?");

    /** A folder with more folders in it than this is no place for IDX files one level below. */
    private static final int MAX_FOLDERS = 50;

    /** Nor is one with more files than this. */
    private static final int MAX_FILES = 1000;

    /** Folders into which well-known programs put the files of a data set, below a folder with its name. */
    private static final List<String> INNER = List.of("raw", "gzip");

    private IdxNames() {}

    /** Whether a file or folder has the name of an IDX file. */
    static boolean isName(Path path) {
        return match(path).isPresent();
    }

    private static Optional<Matcher> match(Path path) {
        Matcher form = FORM.matcher(String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT));
        return form.matches() ? Optional.of(form) : Optional.empty();
    }

    /**
     * The files of a data set that are there.
     *
     * @param folder the folder they are in
     * @param prefix how their names begin, with the dash behind it; nothing if they have no such beginning
     * @param files the files by their place among the four; null for what is not there
     */
    record FileSet(Path folder, String prefix, List<@Nullable Path> files) {
        boolean isComplete() {
            return !files.contains(null);
        }

        /** The prefix without its dash. */
        String name() {
            return prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        }
    }

    /** The data sets in a folder, or else in the folders one level below it, or in their {@code raw} or {@code gzip}. */
    static List<FileSet> in(Path folder) {
        List<FileSet> here = directly(folder);
        if (!here.isEmpty()) {
            return here;
        }
        List<Path> below = folders(folder);
        if (below.size() > MAX_FOLDERS) {
            return List.of();
        }
        List<FileSet> sets = new ArrayList<>();
        for (Path one : below) {
            List<FileSet> inside = directly(one);
            sets.addAll(inside);
            if (inside.isEmpty()) {
                INNER.stream()
                        .map(one::resolve)
                        .filter(Files::isDirectory)
                        .forEach(inner -> sets.addAll(directly(inner)));
            }
        }
        return sets;
    }

    private static List<FileSet> directly(Path folder) {
        List<Path> files = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isRegularFile(entry)) {
                files.add(entry);
            } else if (isName(entry) && Files.isDirectory(entry)) {
                entries(entry).stream()
                        .filter(file -> isName(file) && Files.isRegularFile(file))
                        .forEach(files::add);
            }
        }
        // Of several forms of one file the plain one is taken, and MNIST's own name before others.
        files.sort(Comparator.comparing((Path file) ->
                        file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz"))
                .thenComparing(
                        file -> !IdxHalf.NAMES.contains(file.getFileName().toString()))
                .thenComparing(Path::toString));
        Map<String, FileSet> sets = new TreeMap<>();
        for (Path file : files) {
            match(file).ifPresent(form -> {
                String prefix = form.group(1) == null ? "" : form.group(1) + "-";
                List<@Nullable Path> places = sets.computeIfAbsent(prefix, name -> new FileSet(folder, name, nothing()))
                        .files();
                int place =
                        (form.group(2).equals("train") ? 0 : 2) + (form.group(3).equals("images") ? 0 : 1);
                if (places.get(place) == null) {
                    places.set(place, file);
                }
            });
        }
        return List.copyOf(sets.values());
    }

    private static List<@Nullable Path> nothing() {
        List<@Nullable Path> nothing = new ArrayList<>();
        for (int i = 0; i < IdxHalf.NAMES.size(); i++) {
            nothing.add(null);
        }
        return nothing;
    }

    private static List<Path> folders(Path folder) {
        return entries(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.limit(MAX_FILES).sorted().toList();
        } catch (IOException e) {
            throw IdxStream.unreadable(folder.toString(), e);
        }
    }
}
