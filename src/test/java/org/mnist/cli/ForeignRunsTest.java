package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.experiment.RunDirectory;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/** Run folders from somebody else, with links and pipes in them, and folders that others work in at the same time. */
@DisabledOnOs(OS.WINDOWS)
class ForeignRunsTest {
    private static final String PRECIOUS = "precious\n";

    @TempDir
    static Path shared;

    private static Path whole;

    @TempDir
    Path folder;

    private Path run;
    private Path elsewhere;

    @BeforeAll
    static void train() {
        Path data = TinyData.write(shared.resolve("data"), 200, 30);
        whole = shared.resolve("whole");
        CliRun trained = CliRun.of(
                "train",
                "--arch",
                "mlp",
                "--set",
                "layers=[{flatten: {}}, {dense: {units: 3}}, {output: {}}]",
                "--data",
                data,
                "--batch",
                20,
                "--epochs",
                2,
                "--out",
                whole);
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        run = folder.resolve("run");
        FileUtils.copyDirectory(whole.toFile(), run.toFile());
        elsewhere = Files.writeString(folder.resolve("elsewhere.txt"), PRECIOUS);
    }

    private Path link(String name) throws IOException {
        Path link = run.resolve(name);
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, elsewhere);
    }

    private static void pipe(Path path) throws Exception {
        Files.deleteIfExists(path);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    private static void requireRefused(CliRun refused, int code, String words) {
        assertThat(refused.err().lines().filter(line -> line.startsWith("mnist: ")))
                .singleElement()
                .asString()
                .contains(words);
        assertThat(refused.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {".report.html.tmp", ".curves.png.tmp", ".mnist-0.tmp"})
    void aLinkWithTheNameOfATemporaryFileLeadsNowhere(String name) throws IOException {
        link(name);
        CliRun report = CliRun.of("report", run);
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(elsewhere).hasContent(PRECIOUS);
        assertThat(run.resolve(name)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.html", "curves.png", ".lock"})
    void nothingIsWrittenThroughALinkOfAReport(String name) throws IOException {
        Path link = link(name);
        requireRefused(CliRun.of("report", run), 73, name + " is a link, and only a plain file is written over");
        assertThat(elsewhere).hasContent(PRECIOUS);
        assertThat(link).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"log.txt", "metrics.csv", "provenance.json", "last.zip", "result.json"})
    void norThroughOneOfATraining(String name) throws IOException {
        link(name);
        requireRefused(
                CliRun.of("train", "--resume", "--epochs", 3, "--out", run), 73, name + " is a link, and only a plain");
        assertThat(elsewhere).hasContent(PRECIOUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoints", "layouts"})
    void norIntoAFolderThatIsElsewhere(String name) throws IOException {
        Path there = folder.resolve("there");
        FileUtils.moveDirectory(run.resolve(name).toFile(), there.toFile());
        Files.createSymbolicLink(run.resolve(name), there);
        requireRefused(
                CliRun.of("train", "--resume", "--epochs", 3, "--out", run),
                73,
                name + " is a link, and nothing is written through it");
    }

    @ParameterizedTest
    @CsvSource({
        "config.yaml, evaluate, config.yaml is not a file",
        "config.yaml, show, config.yaml is not a file",
        "result.json, compare, result.json is damaged: it is not a file",
        "result.json, report, result.json is damaged: it is not a file",
        "metrics.csv, report, metrics.csv is damaged: it is not a file",
        "provenance.json, report, provenance.json is damaged: it is not a file",
        "best.zip, evaluate, best.zip is no sound model: it is not a file"
    })
    void nobodyWaitsForAPipe(String name, String command, String words) throws Exception {
        pipe(run.resolve(name));
        CliRun refused = command.equals("compare") ? CliRun.of(command, run, whole) : CliRun.of(command, run);
        requireRefused(refused, 65, words);
    }

    @ParameterizedTest
    @CsvSource({
        "data.csv, data.csv is not supported: it is not a file",
        "data.npz, data.npz is damaged: it is not a file"
    })
    void norForOneThatIsNamedAsData(String name, String words) throws Exception {
        Path data = folder.resolve(name);
        pipe(data);
        requireRefused(CliRun.of("data", "show", data), 65, words);
    }

    @Test
    void aCheckpointWithAPipeGivesWayToTheOneBefore() throws Exception {
        pipe(run.resolve("checkpoints/epoch-002/state.json"));
        pipe(run.resolve("checkpoints/epoch-001/stray")); // which goes with its folder
        CliRun resumed = CliRun.of("train", "--resume", "--epochs", 5, "--out", run);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("epoch-002 is damaged (it is not a file); looking at the one before");
        assertThat(run.resolve("checkpoints/epoch-001")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--predictions", "--kaggle"})
    void anOutputIsNoLinkAndNoPipe(String option) throws Exception {
        Path link = link("out.csv");
        Path pipe = folder.resolve("pipe");
        pipe(pipe);
        requireRefused(CliRun.of("evaluate", run, option, link), 73, link + " is a link, and only a plain file");
        requireRefused(CliRun.of("evaluate", run, option, pipe), 73, pipe + " is a device or a pipe, and only a plain");
        assertThat(elsewhere).hasContent(PRECIOUS);
        assertThat(Files.exists(pipe, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(pipe))
                .isTrue();
    }

    /** A report waits for its turn, and says so. */
    @Test
    void aReportWaitsWhileAnotherProcessWorksInTheFolder() {
        List<String> said = new ArrayList<>();
        CompletableFuture<Void> report;
        try (RunDirectory ignored = RunDirectory.resume(run, said::add)) {
            List<String> waiting = java.util.Collections.synchronizedList(new ArrayList<>());
            report = CompletableFuture.runAsync(
                    () -> RunDirectory.await(run, waiting::add).close());
            Awaitility.await().until(() -> !waiting.isEmpty());
            assertThat(waiting).containsExactly("waiting for another process that works in " + run);
            assertThat(report).isNotDone();
        }
        report.join();
    }

    @Test
    void reportsAtOnceAllEndWell() throws Exception {
        List<CompletableFuture<CliRun>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(CompletableFuture.supplyAsync(() -> CliRun.of("report", run, "--quiet")));
        }
        for (CompletableFuture<CliRun> report : all) {
            assertThat(report.get().code()).as(report.get().err()).isZero();
        }
        assertThat(run).isDirectoryNotContaining("glob:**/.mnist-*");
    }
}
