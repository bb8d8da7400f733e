package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.TestCache;

/** The release for this machine, where one was built (profile release), with nothing in its environment, and no other Java. */
class ReleaseIT {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    @TempDir
    static Path temporary;

    private static Path folder;
    private static Path root;

    /** As it is unpacked, or, of the format dir, as it is. */
    @BeforeAll
    static void unpack() throws Exception {
        String name = System.getProperty("mnist.release");
        Path archive = Path.of(name + "." + System.getProperty("mnist.release.format"));
        assumeTrue(Files.exists(archive) || Files.isDirectory(Path.of(name)), "the profile release was not built");
        folder = Files.createDirectories(temporary.resolve("Grüße an alle"));
        if (Files.exists(archive)) {
            call(List.of("tar", "-xf", archive.toString(), "-C", folder.toString()));
        } else {
            call(List.of(
                    "cp",
                    "-r",
                    Path.of(name, Path.of(name).getFileName().toString()).toString(),
                    folder.toString()));
        }
        root = folder.resolve(Path.of(name).getFileName());
    }

    @Test
    void trainsEvaluatesAndReadsWithoutAnyJava() throws Exception {
        String run = folder.resolve("ein Lauf").toString();
        assertThat(mnist("train", "--arch", "mlp", "--data", "sample", "--epochs", "1", "--quiet", "--out", run))
                .startsWith("SAMPLE: mlp, seed 1: test accuracy");
        assertThat(Files.readString(Path.of(run, "provenance.json"))).contains("onednn");
        assertThat(mnist("evaluate", run, "--quiet")).startsWith("SAMPLE: ");
        assertThat(mnist("predict", run, run + "/filters.png", "--quiet")).startsWith(run);
        // DL4J's own engine, by ND4J's libraries.
        assertThat(mnist(
                        "train",
                        "--arch",
                        "mlp",
                        "--data",
                        "sample",
                        "--epochs",
                        "1",
                        "--engine",
                        "dl4j",
                        "--quiet",
                        "--out",
                        run + " 2"))
                .startsWith("SAMPLE: mlp, seed 1: test accuracy");
    }

    /** What is to be typed next is as a person would type it, also where nothing says that names are UTF-8. */
    @Test
    void namesAreLeftReadable() throws Exception {
        assumeTrue(!WINDOWS, "the launcher for Windows says mnist");
        String run = folder.resolve("vier").toString();
        assertThat(mnist("train", "--arch", "mlp", "--data", "sample", "--epochs", "1", "--out", run))
                .contains("Grüße\\ an\\ alle/")
                .doesNotContain("\\303");
    }

    /** The launcher makes ready the classes of a program in a folder whose name is not ASCII: thousands, and not Java's few. */
    @Test
    void classesAreMadeReady() throws Exception {
        assumeTrue(!WINDOWS, "the launcher for Windows makes no archive");
        mnist("presets");
        try (Stream<Path> archives = Files.list(root)) {
            assertThat(archives.filter(file -> file.getFileName().toString().matches("mnist-\\d+\\.jsa")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(2_000_000));
        }
    }

    /** Only the few libraries that JavaCPP wants under another name are copied. */
    @Test
    void nothingIsUnpackedThatIsThereAlready() throws Exception {
        mnist(
                "train",
                "--arch",
                "mlp",
                "--data",
                "sample",
                "--epochs",
                "1",
                "--quiet",
                "--out",
                folder.resolve("drei").toString());
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("nd4jcpu") || name.contains("dnnl"));
        }
    }

    @Test
    void hasItsOwnJavaAndNoMoreThanItsOwnMachinesLibraries() throws Exception {
        assertThat(root.resolve(WINDOWS ? "java/bin/java.exe" : "java/bin/java"))
                .exists();
        assertThat(root.resolve("README.md")).exists();
        assertThat(root.resolve("man/man1/mnist-train.1")).exists();
        assertThat(root.resolve("completions/mnist.bash")).exists();
        assertThat(root.resolve("configs/lenet5.yaml")).exists();
        assertThat(root.resolve("examples")).isDirectory();
        try (Stream<Path> jars = Files.list(root.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(jar -> jar.matches(".*-(linux|macosx|windows)-.*"));
        }
    }

    /** Of the environment only a path and a home are there; Windows needs its own variables. */
    private static String mnist(String... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(root.resolve("bin").resolve(WINDOWS ? "mnist.bat" : "mnist").toString());
        line.addAll(Arrays.asList(arguments));
        return call(line);
    }

    /** A folder with a program called java that only fails. */
    private static Path noJava() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path java = Files.writeString(tools.resolve("java"), "#!/bin/sh\necho there is no Java here\nexit 1\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return tools;
    }

    private static String call(List<String> line) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        if (!WINDOWS) {
            builder.environment().clear();
            builder.environment().put("PATH", noJava() + ":/usr/bin:/bin");
            builder.environment()
                    .put("HOME", Files.createDirectories(folder.resolve("home")).toString());
        }
        builder.environment().put("MNIST_HOME", TestCache.FOLDER.toString());
        builder.environment().remove("JAVA_HOME");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
