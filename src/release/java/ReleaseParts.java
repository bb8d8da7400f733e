import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes what a release has beside an ordinary archive, in {@code target/release}: {@code java}, a Java of no more modules than
 * the program uses; {@code natives}, the native libraries, ready to load; {@code deb}, the control files of a Debian package.
 * All files are of one time, so that the same build gives the same bytes.
 */
public final class ReleaseParts {
    private static final Pattern NATIVE_JAR = Pattern.compile(".*-(linux|macosx|windows)-(x86_64|arm64)\\.jar");
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|so\\.\\d+|dylib|jnilib|dll)");

    /** What no class names: ciphers that the servers of data sets ask for, and file systems inside of archives. */
    private static final String UNNAMED_MODULES = ",jdk.crypto.ec,jdk.zipfs";

    /** What a Java takes from its system if it was built as Debian's is; others bring it along. */
    private static final String SYSTEM_LIBRARIES =
            ", libfreetype6, libharfbuzz0b, libjpeg62-turbo | libjpeg8, liblcms2-2, zlib1g";

    private final Path build;
    private final Path release;

    private ReleaseParts(Path build) {
        this.build = build;
        this.release = build.resolve("release");
    }

    /** Takes the folder of the build, the version, and the time that all files get, such as 2026-01-01T00:00:00Z. */
    public static void main(String[] args) throws IOException {
        ReleaseParts parts = new ReleaseParts(Path.of(args[0]));
        parts.clear();
        parts.makeNatives();
        parts.makeJava();
        parts.makeControl(args[1]);
        parts.setTimes(FileTime.from(Instant.parse(args[2])));
    }

    private void clear() throws IOException {
        if (Files.exists(release)) {
            for (Path file : inside(Comparator.reverseOrder())) {
                Files.delete(file);
            }
        }
        Files.createDirectories(release);
    }

    private void makeNatives() throws IOException {
        Path natives = Files.createDirectory(release.resolve("natives"));
        for (Path jar : jars(true)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : Collections.list(file.entries())) {
                    if (LIBRARY.matcher(entry.getName()).matches()) {
                        Path library = natives.resolve(Path.of(entry.getName()).getFileName());
                        try (InputStream in = file.getInputStream(entry)) {
                            // Both bring OpenMP along; ND4J's serves oneDNN, too, for the one that is loaded first serves all.
                            Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
                        }
                    }
                }
            }
        }
        // OpenBLAS is asked for by either name, and by the linker, too, which knows nothing of JavaCPP's copies.
        if (Files.exists(natives.resolve("libopenblas.so.0"))) {
            Files.createSymbolicLink(natives.resolve("libopenblas_nolapack.so.0"), Path.of("libopenblas.so.0"));
        }
    }

    private void makeJava() throws IOException {
        String path = jars(false).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String modules = run("jdeps", "--ignore-missing-deps", "--multi-release", "17", "--recursive", "--print-module-deps",
                        "--class-path", path, build.resolve("mnist.jar").toString())
                .strip();
        Path java = release.resolve("java");
        run("jlink", "--add-modules", modules + UNNAMED_MODULES, "--strip-debug", "--no-header-files", "--no-man-pages",
                "--output", java.toString());
        dumpClasses(java);
    }

    /** Classes of Java itself, ready to use: without these the launcher cannot make an archive of the program's. */
    private static void dumpClasses(Path java) throws IOException {
        String program = java.resolve("bin").resolve("java").toString();
        Process dump = new ProcessBuilder(program, "-Xshare:dump", "-XX:+UseSerialGC", "-Xmx128m", "-Xlog:disable")
                .inheritIO()
                .start();
        try {
            if (dump.waitFor() != 0) {
                throw new IllegalStateException(program + " -Xshare:dump ended with " + dump.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void makeControl(String version) throws IOException {
        boolean complete = Files.exists(release.resolve("java/lib/libfreetype.so"));
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        Path deb = Files.createDirectories(release.resolve("deb"));
        for (String script : List.of("postinst", "prerm")) {
            Files.copy(Path.of("src/release/deb", script), deb.resolve(script));
        }
        Files.writeString(
                deb.resolve("control"),
                """
                Package: mnist
                Version: %s
                Section: science
                Priority: optional
                Architecture: %s
                Maintainer: The mnist authors <mnist@localhost>
                Depends: libc6 (>= 2.34), libstdc++6 (>= 11)%s
                Recommends: fontconfig, fonts-dejavu-core
                Homepage: https://github.com/mnist-dl4j/mnist
                Description: trains and serves networks that read digits
                 Trains convolutional networks on MNIST, or on pictures of your own, from the
                 command line; reads digits in photos; serves a page to draw them on; writes
                 ONNX. Brings its own Java and native libraries along.
                """
                        .formatted(version, architecture, complete ? "" : SYSTEM_LIBRARIES));
    }

    private void setTimes(FileTime time) throws IOException {
        for (Path file : inside(Comparator.reverseOrder())) {
            if (!Files.isSymbolicLink(file)) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    /** The libraries of the program, in order: those with machine code, or the others. */
    private List<Path> jars(boolean natives) throws IOException {
        try (Stream<Path> jars = Files.list(build.resolve("lib"))) {
            return jars.filter(jar -> NATIVE_JAR.matcher(jar.toString()).matches() == natives)
                    .sorted()
                    .toList();
        }
    }

    private List<Path> inside(Comparator<Path> order) throws IOException {
        try (Stream<Path> files = Files.walk(release)) {
            return files.sorted(order).toList();
        }
    }

    /** The output of one of Java's own tools. */
    private static String run(String name, String... arguments) {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this Java has no " + name + "; a JDK is needed"));
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        if (tool.run(writer, writer, arguments) != 0) {
            throw new IllegalStateException(name + ": " + out);
        }
        return out.toString();
    }
}
