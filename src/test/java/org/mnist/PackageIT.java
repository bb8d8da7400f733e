package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Hashes;
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

    /** A newer Java, of which many machines have one beside this, warns of what it will forbid; here it has nothing to warn of. */
    @Test
    void aNewerJavaSaysNoMore() throws Exception {
        List<Path> newer = newerJavas();
        assumeTrue(!newer.isEmpty(), "there is no newer Java beside this one");
        for (Path home : newer) {
            Map<String, String> java = Map.of("JAVA_HOME", home.toString());
            String model = folder.resolve(home.getFileName() + " run").toString();
            assertThat(run(
                            java,
                            launcher(
                                    "train",
                                    "--arch",
                                    "mlp",
                                    "--data",
                                    "sample",
                                    "--epochs",
                                    "1",
                                    "--quiet",
                                    "--out",
                                    model)))
                    .as("%s", home)
                    .startsWith("SAMPLE: mlp, seed 1: test accuracy");
            assertThat(run(java, launcher("evaluate", model, "--data", "sample", "--quiet")))
                    .as("%s", home)
                    .startsWith("SAMPLE: ");
            assertThat(run(java, launcher("presets"))).as("%s", home).isEqualTo(mnist("presets"));
        }
    }

    /** Those that lie in one folder with this one and are newer. */
    private static List<Path> newerJavas() throws IOException {
        Set<Path> newer = new TreeSet<>();
        try (var beside =
                Files.list(Path.of(System.getProperty("java.home")).toRealPath().getParent())) {
            for (Path home : beside.toList()) {
                if (version(home) > Runtime.version().feature()) {
                    newer.add(home.toRealPath());
                }
            }
        }
        return List.copyOf(newer);
    }

    /** The number of a Java; 0 of what is none. */
    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(home.resolve("bin/java")) || !Files.exists(release)) {
            return 0;
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(release)));
        return Runtime.Version.parse(properties.getProperty("JAVA_VERSION").replace("\"", ""))
                .feature();
    }

    @Test
    void hasWhatAPackageHas() throws Exception {
        assertThat(mnist("--version")).startsWith("mnist ").contains("oneDNN");
        assertThat(Files.readString(root.resolve("man/man1/mnist-train.1"))).contains("\\-\\-min\\-accuracy");
        for (String shell : List.of("mnist.bash", "_mnist", "mnist.fish")) {
            assertThat(Files.readString(root.resolve("completions").resolve(shell)))
                    .contains("min-accuracy");
        }
        assertThat(root.resolve("configs/lenet5.yaml")).exists();
        assertThat(root.resolve("README.md")).exists();
        assertThat(root.resolve("LICENSE")).exists();
    }

    /** The list of what the package is made of names every library in it, each as it was looked up, with its hash. */
    @Test
    void theBillOfMaterialsNamesWhatIsThere() throws Exception {
        JsonNode bill = new ObjectMapper().readTree(bill().toFile());
        JsonNode lookedUp = new YAMLMapper()
                .readTree(Path.of("docs/advisories.yaml").toFile())
                .get("libraries");
        Set<String> hashes = new TreeSet<>();
        for (JsonNode component : bill.get("components")) {
            String name = component.get("group").asText() + ":"
                    + component.get("name").asText();
            JsonNode versions = lookedUp.path(name).isMissingNode()
                    ? lookedUp.path(component.get("name").asText())
                    : lookedUp.path(name);
            assertThat(versions.asText().split(", ", -1))
                    .as(name + " in docs/advisories.yaml")
                    .contains(component.get("version").asText());
            component
                    .get("hashes")
                    .forEach(hash -> hashes.add(hash.get("content").asText()));
        }
        try (var libraries = Files.list(root.resolve("lib"))) {
            for (Path library : libraries.toList()) {
                assertThat(hashes).as(library.getFileName().toString()).contains(Hashes.sha256(library));
            }
        }
    }

    @Test
    void allThatIsHandedOutHasItsChecksum() throws Exception {
        Path archive = Path.of(System.getProperty("mnist.archive"));
        List<String> sums = Files.readAllLines(archive.resolveSibling("SHA256SUMS"));
        assertThat(sums).contains(Hashes.sha256(archive) + " *" + archive.getFileName());
        Path bill = bill();
        assertThat(sums).contains(Hashes.sha256(bill) + " *" + bill.getFileName());
        for (String line : sums) { // of a release, too
            String[] words = line.split(" \\*", 2);
            assertThat(Hashes.sha256(archive.resolveSibling(words[1]))).isEqualTo(words[0]);
        }
    }

    /** The list of libraries, which Maven makes online only; without one, CI fails and others go on. */
    private static Path bill() {
        Path bill = Path.of(System.getProperty("mnist.archive").replace(".tar.gz", ".cdx.json"));
        assumeTrue(Files.exists(bill) || System.getenv("MNIST_NEEDS_BILL") != null, "Maven was offline");
        return bill;
    }

    private static String mnist(String... arguments) throws Exception {
        return run(launcher(arguments));
    }

    private static List<String> launcher(String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(root.resolve("bin").resolve(WINDOWS ? "mnist.bat" : "mnist").toString());
        line.addAll(Arrays.asList(arguments));
        return line;
    }

    /** The output of a command, which must end well. */
    private static String run(List<String> line) throws Exception {
        return run(Map.of(), line);
    }

    private static String run(Map<String, String> variables, List<String> line) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("MNIST_HOME", TestCache.FOLDER.toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
