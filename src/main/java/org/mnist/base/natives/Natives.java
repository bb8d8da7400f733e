package org.mnist.base.natives;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mnist.base.BuildInfo;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.base.UserCache;

/**
 * The place of the native libraries of ND4J and oneDNN. A release has them ready to load in a folder beside its jar. Else
 * JavaCPP unpacks them once, and whoever can change what it has unpacked runs in this process; so it gets a folder that is
 * this user's alone, and what is in there is proved before anything is loaded.
 */
public final class Natives {
    /** JavaCPP's property for its folder, by which a user may name another one. */
    public static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

    /** A folder for each set of libraries: all that is in there is of this program. */
    private static final String VERSIONS = "dl4j-" + BuildInfo.dl4jVersion() + "-onednn-" + BuildInfo.onednnVersion();

    private static final String HELP = "; name a folder of your own by MNIST_JAVA_OPTS=-D" + PROPERTY + "=DIR";

    private static final @Nullable String NAMED = System.getProperty(PROPERTY);

    private static boolean ready;

    private Natives() {}

    /**
     * Makes the folder ready and tells JavaCPP of it, once in a process. Whoever loads a native library calls this before.
     *
     * @throws Failure of kind UNAVAILABLE if there is no folder that is this user's alone
     */
    public static synchronized void prepare() {
        if (!ready) {
            Path folder = choose(candidates(System.getenv(), NAMED));
            System.setProperty(PROPERTY, folder.toString());
            Optional<Path> released = released();
            released.ifPresent(Natives::loadFrom);
            Unpacked unpacked = new Unpacked(folder, released);
            try {
                unpacked.prove();
            } catch (IOException e) {
                throw unavailable(Failure.message(e), e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(unpacked::remember, "natives"));
            ready = true;
        }
    }

    /** The folder of a release with its libraries, beside the jar of this program; empty where they are in jars. */
    public static Optional<Path> released() {
        try {
            Path program = Path.of(Natives.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path beside = program.resolveSibling("natives");
            return Files.isRegularFile(program) && Files.isDirectory(beside) ? Optional.of(beside) : Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells JavaCPP to look there before it looks into jars. What it loads under another name, it copies all the same. */
    private static void loadFrom(Path libraries) {
        System.setProperty("java.library.path", libraries.toString());
        System.setProperty("org.bytedeco.javacpp.pathsFirst", "true");
    }

    /**
     * The folders that are tried, in order: what the user has named, and no other; or {@code natives} in the user's cache, in
     * {@code $MNIST_HOME}, and in a folder of the user's among the temporary files. The first one that can be written is taken.
     *
     * @param variables the environment
     * @param named what {@link #PROPERTY} says, or null
     */
    public static List<Path> candidates(Map<String, String> variables, @Nullable String named) {
        if (named != null && !named.isEmpty()) {
            return List.of(Path.of(named));
        }
        List<Path> folders = new ArrayList<>(List.of(UserCache.folder(variables)));
        String home = variables.getOrDefault("MNIST_HOME", "");
        if (!home.isEmpty()) {
            folders.add(Path.of(home));
        }
        folders.add(UserCache.temporary());
        return folders.stream()
                .map(folder -> folder.resolve("natives"))
                .distinct()
                .toList();
    }

    /**
     * The folders that are there, of this version of the libraries and of others; if there are none, the one that is made next.
     *
     * @param variables the environment
     */
    public static List<Path> folders(Map<String, String> variables) {
        List<Path> candidates = candidates(variables, NAMED);
        List<Path> there = new ArrayList<>();
        for (Path candidate : candidates) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(candidate, "dl4j-*-onednn-*")) {
                versions.forEach(there::add);
            } catch (IOException e) {
                // It is not there, or another user's.
            }
        }
        return there.isEmpty() ? List.of(candidates.get(0).resolve(VERSIONS)) : there;
    }

    /** The folder that {@link #prepare} takes, as far as can be told without creating it. */
    public static Path likely(Map<String, String> variables) {
        List<Path> candidates = candidates(variables, NAMED);
        return candidates.stream()
                .filter(Natives::canBeMade)
                .findFirst()
                .orElse(candidates.get(0))
                .resolve(VERSIONS);
    }

    private static boolean canBeMade(Path folder) {
        Path there = SafeFiles.nearest(folder);
        return Files.isDirectory(there) && Files.isWritable(there);
    }

    /** Why {@link #prepare} will find no folder that is this user's alone, as far as can be told without creating one. */
    public static Optional<String> whyNone(Map<String, String> variables) {
        List<Path> candidates = candidates(variables, NAMED);
        if (candidates.stream().noneMatch(Natives::canBeMade)) {
            return Optional.of(noneCanBeMade(candidates));
        }
        try {
            return PrivateFolder.whyNotPrivateOnceMade(likely(variables));
        } catch (IOException e) {
            return Optional.of(Failure.message(e));
        }
    }

    private static String noneCanBeMade(List<Path> candidates) {
        return "none of these can be created or written: "
                + candidates.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** Whether the libraries in one of the folders are there and have been compared with the jars, so that they load at once. */
    public static boolean areProved(Path folder) {
        return Files.isRegularFile(folder.resolve(Unpacked.NOTE));
    }

    /**
     * The first folder that can be written, created if need be.
     *
     * @throws Failure of kind UNAVAILABLE if there is none, or others may write into it
     */
    static Path choose(List<Path> candidates) {
        for (Path candidate : candidates) {
            try {
                Path folder = PrivateFolder.create(candidate.resolve(VERSIONS));
                PrivateFolder.whyNotPrivate(folder).ifPresent(why -> {
                    throw unavailable(why, null);
                });
                return folder;
            } catch (IOException e) {
                // The next one may do.
            }
        }
        throw unavailable(noneCanBeMade(candidates), null);
    }

    private static Failure unavailable(String why, @Nullable Throwable cause) {
        return new Failure(
                Failure.Kind.UNAVAILABLE, "there is no safe place for the native libraries: " + why + HELP, cause);
    }
}
