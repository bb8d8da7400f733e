package org.mnist.data.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Text;

/**
 * The files of a folder of class folders, in the order of their names. A class folder may have folders in it; links are
 * followed, but no folder is entered twice.
 *
 * @param parts the files of each part
 * @param split whether folders such as {@code train} and {@code test} told the parts
 */
record FolderTree(Map<FileRole, List<Member>> parts, boolean split) {
    /**
     * A file in a class folder.
     *
     * @param file the file
     * @param className the name of the class folder; null of a picture that is in none
     */
    record Member(Path file, @Nullable String className) {}

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "jpe", "bmp", "gif", "tif", "tiff", "webp");

    /** Folders that archives wrap around a data set. */
    private static final int MAX_WRAPPINGS = 2;

    /**
     * The class folders in a folder.
     *
     * @param log gets a line for pictures that belong to no class
     * @return empty if there are none
     */
    static Optional<FolderTree> of(Path root, Consumer<String> log) {
        return of(root, log, MAX_WRAPPINGS);
    }

    /** A tree of nothing but test images. */
    static FolderTree ofTests(List<Member> members) {
        return new FolderTree(Map.of(FileRole.TEST, members), true);
    }

    /** The files of a part. */
    List<Member> members(FileRole role) {
        return parts.getOrDefault(role, List.of());
    }

    private static Optional<FolderTree> of(Path root, Consumer<String> log, int wrappings) {
        List<Path> folders = folders(root);
        Map<FileRole, Path> roles = roles(folders);
        if (roles.containsKey(FileRole.TRAIN)
                && classFolders(roles.get(FileRole.TRAIN)).size() > 1) {
            Map<FileRole, List<Member>> parts = new EnumMap<>(FileRole.class);
            roles.forEach((role, folder) -> {
                List<Member> members = members(folder, log);
                if (!members.isEmpty()) {
                    parts.put(role, members);
                }
            });
            return Optional.of(new FolderTree(parts, true));
        }
        List<Path> classes = classFolders(root);
        if (classes.size() > 1 && roles.values().containsAll(classes)) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    Text.printable(root.toString()) + " is not supported: the pictures in its folders "
                            + classes.stream().map(Listing::name).collect(Collectors.joining(" and "))
                            + " are in no folders of their classes, or in one only; put those of each class into a folder"
                            + " with its name");
        }
        if (classes.size() > 1) {
            return Optional.of(new FolderTree(Map.of(FileRole.TRAIN, members(root, log)), false));
        }
        return folders.size() == 1 && wrappings > 0 && pictures(root).isEmpty()
                ? of(folders.get(0), log, wrappings - 1)
                : Optional.empty();
    }

    private static Map<FileRole, Path> roles(List<Path> folders) {
        Map<FileRole, Path> roles = new EnumMap<>(FileRole.class);
        for (Path folder : folders) {
            FileRole.of(Listing.name(folder)).ifPresent(role -> {
                Path other = roles.put(role, folder);
                if (other != null) {
                    throw new Failure(
                            Failure.Kind.BAD_INPUT,
                            Text.printable(folder.getParent() + " is not supported: its folders " + Listing.name(other)
                                            + " and " + Listing.name(folder))
                                    + " are for the same; leave one");
                }
            });
        }
        return roles;
    }

    private static List<Path> folders(Path folder) {
        return Listing.of(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> classFolders(Path root) {
        return folders(root).stream()
                .filter(folder -> hasPictures(folder, new HashSet<>()))
                .toList();
    }

    private static boolean hasPictures(Path folder, Set<Path> entered) {
        return enters(folder, entered)
                && (!pictures(folder).isEmpty()
                        || folders(folder).stream().anyMatch(inner -> hasPictures(inner, entered)));
    }

    /** The files in a folder whose names say that they are pictures. */
    static List<Path> pictures(Path folder) {
        return Listing.of(folder).stream()
                .filter(file -> isPicture(file) && Files.isRegularFile(file))
                .toList();
    }

    /** The pictures of a folder that has nothing else in it that data is kept in; they are of no class. */
    static List<Member> alone(Path root) {
        return Listing.of(root).stream().anyMatch(FolderTree::isOtherData)
                ? List.of()
                : pictures(root).stream().map(file -> new Member(file, null)).toList();
    }

    private static boolean isOtherData(Path file) {
        String name = Listing.name(file).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && (name.contains("ubyte") || name.matches(".*\\.(csv|npz|gz)"));
    }

    /** Whether there is a single class folder in a folder that has nothing else in it that data is kept in. */
    static boolean hasOneClass(Path root) {
        return Listing.of(root).stream().noneMatch(FolderTree::isOtherData)
                && classFolders(root).size() == 1;
    }

    private static boolean isPicture(Path file) {
        String name = Listing.name(file).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static List<Member> members(Path root, Consumer<String> log) {
        List<Member> members = new ArrayList<>();
        for (Path folder : classFolders(root)) {
            collect(folder, Listing.name(folder), new HashSet<>(), members);
        }
        int outside = pictures(root).size();
        if (outside > 0) {
            log.accept(Text.printable(root.toString()) + " has pictures in no class folder, which are not used: "
                    + Text.count(outside));
        }
        return members;
    }

    private static void collect(Path folder, String className, Set<Path> entered, List<Member> members) {
        if (!enters(folder, entered)) {
            return;
        }
        for (Path entry : Listing.of(folder)) {
            if (Files.isDirectory(entry)) {
                collect(entry, className, entered, members);
            } else {
                members.add(new Member(entry, className));
            }
        }
    }

    /** Whether a folder is entered for the first time; links may lead back to it. */
    private static boolean enters(Path folder, Set<Path> entered) {
        try {
            return entered.add(folder.toRealPath());
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, Text.printable(folder + " cannot be read: " + Failure.message(e)), e);
        }
    }
}
