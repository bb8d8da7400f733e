package org.mnist.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.sweep.ClusterLauncher;
import org.mnist.sweep.Job;
import org.mnist.sweep.Launcher;
import org.mnist.testing.CliRun;
import org.mnist.testing.Command;
import org.mnist.testing.TinyData;

/** Sweeps on Spark, as {@code mnist sweep --cluster} runs them. */
@Tag("spark")
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkSweepTest {
    private static final String SECRET = "a-secret-of-a-test-and-of-no-cluster";

    @TempDir
    static Path folder;

    private Path tiny;
    private Path local;

    @BeforeAll
    void trainHere() throws Exception {
        tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
        local = folder.resolve("local");
        assertThat(sweep(local).code()).isZero();
        assertThat(json(local).get("trials")).hasSize(2);
    }

    private List<Object> words(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("sweep", "--arch", "mlp", "--data", tiny, "--validation", 100));
        words.addAll(List.of("--batch", 50, "--epochs", 2, "--set", "learning-rate=0.001,0.01,1e6", "--json"));
        words.addAll(List.of("--out", out));
        words.addAll(List.of(more));
        return words;
    }

    private Command.Ended sweep(Path out, Object... more) throws Exception {
        return Program.command().run(words(out, more).toArray());
    }

    private static JsonNode json(Path sweep) throws IOException {
        return new ObjectMapper().readTree(sweep.resolve("sweep.json").toFile());
    }

    @Test
    void sparkComputesWhatProcessesDoAndAFailureIsARow() throws Exception {
        Path out = folder.resolve("spark");
        Command.Ended ended = sweep(out, "--cluster", "local[2]");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Program.weights(out)).isEqualTo(Program.weights(local));
        JsonNode here = json(local);
        JsonNode there = json(out);
        for (String key : List.of("/ranking/0/configuration", "/ranking/0/test_accuracy", "/failures/0/why")) {
            assertThat(there.at(key)).as(key).isEqualTo(here.at(key));
        }
        assertThat(there.get("failures")).hasSize(1);
        assertThat(there.at("/failures/0/code").asInt()).isEqualTo(76);
        assertThat(there.get("launcher").asText()).isEqualTo("Spark at local[2]");
        assertThat(there.at("/trials/0/processor")).isEqualTo(here.at("/trials/0/processor"));
    }

    /** An ensemble is trained there too, by the same kernels as one training after another; what it needs of a folder it makes. */
    @Test
    void anEnsembleIsTrainedOnSparkAsItIsHere() throws Exception {
        List<Object> words = new ArrayList<>(List.of("ensemble", "--arch", "mlp", "--seeds", "1,2", "--data", tiny));
        words.addAll(List.of("--validation", 100, "--batch", 50, "--epochs", 1, "--threads", 1, "--json", "--out"));
        Path alone = folder.resolve("alone");
        Command.Ended here = Program.command().run(with(words, alone));
        assertThat(here.code()).as(here.err()).isZero();
        Path members = folder.resolve("members");
        Command.Ended there = Program.command().run(with(words, members, "--cluster", "local[2]"));
        assertThat(there.code()).as(there.err()).isZero();
        assertThat(there.err())
                .contains(members.resolve("mlp-s2") + " is trained", members.resolve("mlp-s1") + " is finished");
        assertThat(Program.weights(members)).hasSize(2).isEqualTo(Program.weights(alone));
    }

    private static Object[] with(List<Object> words, Object... more) {
        List<Object> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** Executors that do not have the sweep's folder get what a training needs, and send back what it came to. */
    @Test
    void withoutASharedFolderFilesTravel() throws Exception {
        Path root = Files.createDirectory(folder.resolve("apart"));
        Files.createDirectories(root.resolve("configs"));
        Path config;
        try (Stream<Path> configs = Files.list(local.resolve("configs"))) {
            config = configs.filter(this::hasRun).findFirst().orElseThrow();
        }
        Files.copy(config, root.resolve("configs").resolve(config.getFileName()));
        copy(local.resolve("layouts"), root.resolve("layouts"));
        String name = config.getFileName().toString().replace(".yaml", "") + "-s1";
        List<String> words = List.of(
                "train",
                "--config",
                root.resolve("configs").resolve(config.getFileName()).toString(),
                "--seed",
                "1",
                "--out",
                root.resolve(name).toString(),
                "--layouts",
                root.resolve("layouts").toString(),
                "--stop-at-eof",
                "--quiet");
        List<String> unscored = new ArrayList<>(words);
        unscored.addAll(List.of("--no-test", "--no-report"));
        ClusterLauncher.Settings settings =
                new ClusterLauncher.Settings("local[1]", Optional.empty(), Optional.empty(), 1, Optional.empty());
        try (Launcher launcher =
                ClusterLauncher.connect(settings, Map.of("MNIST_HOME", CliRun.CACHE), Optional.of(root))) {
            Files.writeString(root.resolve(".sweep-token"), "of another folder");
            assertThat(run(launcher, new Job(name, root.resolve(name), unscored))).isEqualTo(new Launcher.End.Done());
            assertThat(root.resolve(name).resolve("result.json")).doesNotExist();
            assertThat(run(launcher, new Job(name, root.resolve(name), words))).isEqualTo(new Launcher.End.Done());
        }
        assertThat(Program.weights(root)).containsEntry(
                name + "/best.zip", Program.weights(local).get(name + "/best.zip"));
        assertThat(root.resolve(name)).isDirectoryContaining("glob:**/{result.json,provenance.json,metrics.csv,log.txt}");
        assertThat(Files.readString(root.resolve(name).resolve("provenance.json"))).contains("mnist-");
    }

    private boolean hasRun(Path config) {
        return Files.exists(local.resolve(config.getFileName().toString().replace(".yaml", "") + "-s1/trial.json"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static Launcher.End run(Launcher launcher, Job job) {
        List<Launcher.End> ends = new ArrayList<>();
        launcher.run(
                List.of(job),
                new Launcher.Listener() {
                    @Override
                    public void started(Job started) {}

                    @Override
                    public void ended(Job ended, Launcher.End end) {
                        ends.add(end);
                    }

                    @Override
                    public void tick() {}
                },
                () -> false);
        assertThat(ends).hasSize(1);
        return ends.get(0);
    }

    @Test
    void aRealClusterComputesTheSameAndNobodySeesItsSecret() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        try (StandaloneCluster cluster =
                new StandaloneCluster(folder.resolve("cluster"), Program.spark(), Optional.of(SECRET))) {
            Path stranger = folder.resolve("stranger");
            Command.Ended refused = sweep(stranger, "--cluster", cluster.url());
            assertThat(refused.code()).isEqualTo(69);
            assertThat(refused.err().lines().filter(line -> line.startsWith("mnist: ")))
                    .containsExactly("mnist: the master " + cluster.url() + " is not one of Spark " + Probe.version()
                            + " without a secret; look which version it runs, and whether it wants a --secret-file");

            Path out = folder.resolve("standalone");
            Process process = Program.command()
                    .start(
                            words(out, "--cluster", cluster.url(), "--secret-file", secret).stream()
                                    .map(Object::toString)
                                    .toList(),
                            null,
                            folder.resolve("said"));
            Set<String> seen = new HashSet<>();
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                seen.addAll(whereSecretIs(out));
            }
            assertThat(process.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
            assertThat(seen).containsExactly("a training");
            assertThat(Program.weights(out)).isEqualTo(Program.weights(local));
            try (Stream<Path> files = Files.walk(out)) {
                assertThat(files.filter(Files::isRegularFile)).noneMatch(SparkSweepTest::hasSecret);
            }
        }
    }

    private static boolean hasSecret(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET);
        } catch (IOException e) {
            return false; // a process that has ended
        }
    }

    /** Looks at all processes: at the command lines of all, and at the environment of trainings. */
    private static Set<String> whereSecretIs(Path out) throws IOException {
        Set<String> seen = new HashSet<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                if (hasSecret(process.resolve("cmdline"))) {
                    seen.add("a command line");
                }
                if (isTraining(process.resolve("cmdline"), out)) {
                    seen.add(hasSecret(process.resolve("environ")) ? "a training's environment" : "a training");
                }
            }
        }
        return seen;
    }

    private static boolean isTraining(Path commandLine, Path out) {
        try {
            String line = Files.readString(commandLine, StandardCharsets.ISO_8859_1);
            return line.contains("--stop-at-eof") && line.contains(out.toString());
        } catch (IOException e) {
            return false; // a process that has ended
        }
    }

    @Test
    void aDriverThatIsKilledBeforeItIsConnectedHasAnotherInItsPlace() throws Exception {
        Path out = folder.resolve("killed");
        Path said = folder.resolve("killed-said");
        Process process = Program.command()
                .start(
                        words(out, "--cluster", "local[2]").stream()
                                .map(Object::toString)
                                .toList(),
                        null,
                        said);
        Set<ProcessHandle> drivers = new HashSet<>();
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            process.descendants().filter(SparkSweepTest::isDriver).forEach(driver -> {
                if (drivers.add(driver) && drivers.size() < 3) {
                    driver.destroyForcibly();
                }
            });
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        assertThat(drivers).hasSizeGreaterThan(2); // a process that is about to become another one has its words, too
        assertThat(Program.weights(out)).isEqualTo(Program.weights(local));
    }

    private static boolean isDriver(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains(Driver.class.getName());
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    @Test
    void whereNobodyListensOneLineSaysSo() throws Exception {
        Command.Ended refused = sweep(folder.resolve("none"), "--cluster", "spark://127.0.0.1:1");
        assertThat(refused.code()).isEqualTo(69);
        assertThat(refused.err().lines().filter(line -> line.startsWith("mnist: ")))
                .containsExactly("mnist: spark://127.0.0.1:1 cannot be used: no master answers at 127.0.0.1:1 (Connection"
                        + " refused); look whether it runs, and for its URL at the top of its page");
    }

    /** The profile brings what was written down in docs/advisories.yaml, and nothing that Spark or this program only would like to have. */
    @Test
    void theJarsAreThoseThatWereWrittenDown() throws IOException {
        List<String> writtenDown = new ArrayList<>();
        new YAMLMapper()
                .readTree(Path.of("docs/advisories.yaml").toFile())
                .get("spark-jars")
                .forEach(name -> writtenDown.add(name.asText() + ".jar"));
        writtenDown.add("mnist-spark.jar");
        try (Stream<Path> files = Files.list(Program.spark())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .containsExactlyInAnyOrderElementsOf(writtenDown);
        }
    }

    /** A driver gets the same openings into Java as Spark gives its executors. */
    @Test
    void theDriversOptionsAreThoseOfThisSpark() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/spark/files/driver.options")))
                .containsAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ", -1)))
                .filteredOn(line -> line.startsWith("-Djdk.serialFilter="))
                .singleElement()
                .asString()
                .endsWith(";!*");
    }
}
