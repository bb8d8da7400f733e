package org.mnist.data.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.Text;

/**
 * The files of a folder of class folders, in the order of their names. A class folder may have folders in it; links are
 * followed as {@link FolderWalk} tells.
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
        return of(root, new FolderWalk(root, log), MAX_WRAPPINGS);
    }

    /** A tree of nothing but test images. */
    static FolderTree ofTests(List<Member> members) {
        return new FolderTree(Map.of(FileRole.TEST, members), true);
    }

    /** The files of a part. */
    List<Member> members(FileRole role) {
        return parts.getOrDefault(role, List.of());
    }

    private static Optional<FolderTree> of(Path root, FolderWalk walk, int wrappings) {
        List<Path> folders = FolderWalk.folders(root);
        Map<FileRole, Path> roles = roles(folders, walk);
        if (roles.containsKey(FileRole.TRAIN)
                && walk.classFolders(roles.get(FileRole.TRAIN)).size() > 1) {
            return Optional.of(split(root, roles, walk));
        }
        List<Path> classes = walk.classFolders(root);
        if (classes.size() > 1 && roles.values().containsAll(classes)) {
            throw unsupported(
                    root,
                    "the pictures in its folders "
                            + classes.stream().map(Listing::name).collect(Collectors.joining(" and "))
                            + " are in no folders of their classes, or in one only; put those of each class into a"
                            + " folder with its name");
        }
        if (classes.size() > 1) {
            requireNoParts(root, classes, walk);
            return Optional.of(new FolderTree(Map.of(FileRole.TRAIN, members(walk, root)), false));
        }
        return folders.size() == 1 && wrappings > 0 && pictures(root).isEmpty()
                ? of(folders.get(0), walk, wrappings - 1)
                : Optional.empty();
    }

    private static FolderTree split(Path root, Map<FileRole, Path> roles, FolderWalk walk) {
        Map<FileRole, List<Member>> parts = new EnumMap<>(FileRole.class);
        roles.forEach((role, folder) -> {
            List<Member> members = members(walk, folder);
            if (!members.isEmpty()) {
                parts.put(role, members);
            }
        });
        List<Path> others = walk.classFolders(root).stream()
                .filter(folder -> !roles.containsValue(folder))
                .toList();
        if (!others.isEmpty()) {
            walk.say(Text.printable(root.toString()) + ": of its folders, those that are not used are "
                    + Listing.names(others) + "; train, val and test are");
        }
        return new FolderTree(parts, true);
    }

    /** Refuses to take the parts of a data set for classes because their names do not tell what they are. */
    private static void requireNoParts(Path root, List<Path> classes, FolderWalk walk) {
        Map<String, Path> first = new HashMap<>();
        Map<Set<Path>, Integer> common = new HashMap<>();
        for (Path folder : classes) {
            for (Path inner : pictures(folder).isEmpty() ? walk.classFolders(folder) : List.<Path>of()) {
                Path other = first.putIfAbsent(Listing.name(inner), folder);
                if (other != null && common.merge(Set.of(other, folder), 1, Integer::sum) > 1) {
                    throw unsupported(
                            root,
                            "its folders " + Listing.names(List.of(other, folder))
                                    + " hold folders of the same names, as parts of a data set do; name the parts"
                                    + " train, val and test, or put the pictures of each class straight into its"
                                    + " folder");
                }
            }
        }
    }

    private static Failure unsupported(Path root, String problem) {
        return new Failure(Failure.Kind.BAD_INPUT, Text.printable(root + " is not supported: " + problem));
    }

    private static Map<FileRole, Path> roles(List<Path> folders, FolderWalk walk) {
        Map<FileRole, Path> roles = new EnumMap<>(FileRole.class);
        for (Path folder : folders) {
            role(folder, walk).ifPresent(role -> {
                Path other = roles.put(role, folder);
                if (other != null) {
                    throw unsupported(
                            SafeFiles.folderOf(folder),
                            "its folders " + Listing.names(List.of(other, folder)) + " are for the same; leave one");
                }
            });
        }
        return roles;
    }

    /** The role of a folder; where its name might be that of a class, such as trains, it has one if it holds classes. */
    private static Optional<FileRole> role(Path folder, FolderWalk walk) {
        String name = Listing.name(folder);
        return FileRole.of(name)
                .or(() -> FileRole.ofFolder(name)
                        .filter(role -> pictures(folder).isEmpty()
                                && !walk.classFolders(folder).isEmpty()));
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
                && new FolderWalk(root, line -> {}).classFolders(root).size() == 1;
    }

    private static boolean isPicture(Path file) {
        String name = Listing.name(file).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static List<Member> members(FolderWalk walk, Path root) {
        int outside = pictures(root).size();
        if (outside > 0) {
            walk.say(Text.printable(root.toString()) + " has pictures in no class folder, which are not used: "
                    + Text.count(outside));
        }
        return walk.members(root);
    }
}
