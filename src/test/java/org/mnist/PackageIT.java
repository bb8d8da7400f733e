package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.TestCache;

/** The archive that is handed out, unpacked where a person may unpack it. */
class PackageIT {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    @TempDir
    static Path temporary;

    private static Path folder;
    private static Path root;

    @BeforeAll
    static void unpack() throws Exception {
        folder = Files.createDirectories(temporary.resolve("Grüße an alle"));
        String archive = System.getProperty("mnist.archive");
        assertThat(run(List.of("tar", "-xzf", archive, "-C", folder.toString())))
                .isEmpty();
        try (var inside = Files.list(folder)) {
            root = inside.findFirst().orElseThrow();
        }
    }

    @Test
    void trainsAndReads() throws Exception {
        Path model = folder.resolve("ein Lauf");
        String trained = mnist(
                "train", "--arch", "mlp", "--data", "sample", "--epochs", "1", "--quiet", "--out", model.toString());
        assertThat(trained).startsWith("SAMPLE: mlp, seed 1: test accuracy");
        assertThat(model.resolve("report.html")).exists();
        assertThat(mnist(
                        "predict",
                        model.toString(),
                        model.resolve("filters.png").toString(),
                        "--quiet"))
                .startsWith(model.resolve("filters.png").toString());
    }

    @Test
    void hasWhatAPackageHas() throws Exception {
        assertThat(mnist("--version")).startsWith("mnist ").contains("oneDNN");
        assertThat(Files.readString(root.resolve("man/man1/mnist-train.1"))).contains("\\-\\-min\\-accuracy");
        assertThat(Files.readString(root.resolve("completions/mnist.bash"))).contains("--min-accuracy");
        assertThat(root.resolve("configs/lenet5.yaml")).exists();
        assertThat(root.resolve("README.md")).exists();
        assertThat(root.resolve("LICENSE")).exists();
    }

    private static String mnist(String... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(root.resolve("bin").resolve(WINDOWS ? "mnist.bat" : "mnist").toString());
        line.addAll(Arrays.asList(arguments));
        return run(line);
    }

    /** The output of a command, which must end well. */
    private static String run(List<String> line) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("MNIST_HOME", TestCache.FOLDER.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
