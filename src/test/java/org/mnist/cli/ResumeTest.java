package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Hashes;
import org.mnist.testing.CliRun;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.TinyData;

/** A run that goes on is the run that was never stopped, or it does not go on. */
class ResumeTest {
    private static final String LAYERS =
            "layers=[{conv: {filters: 4, kernel: 5, stride: 2}}, {batchnorm: {momentum: 0.95}}, {dropout: {rate: 0.4}}, {flatten:"
                    + " {}}, {dense: {units: 16, activation: relu}}, {output: {}}]";

    @TempDir
    static Path folder;

    private static Path tiny;
    private static Path whole;

    @BeforeAll
    static void trainUndisturbed() {
        tiny = TinyData.write(folder.resolve("tiny"), 200, 30);
        whole = folder.resolve("whole");
        train(whole, 4);
    }

    @ParameterizedTest
    @MethodSource("org.mnist.testing.NeedsOneDnn$Build#engines")
    void fromEveryEpoch(String engine) throws IOException {
        Path undisturbed = folder.resolve(engine);
        train(undisturbed, 4, "--engine", engine);
        for (int epoch = 1; epoch < 4; epoch++) {
            Path run = folder.resolve(engine + epoch);
            train(run, epoch, "--engine", engine);
            assertThat(run.resolve("result.json")).exists();
            requireSame(resume(run, "--epochs", 4), run, undisturbed);
        }
        Path other = folder.resolve(engine + "-other-seed");
        train(other, 4, "--engine", engine, "--seed", 2);
        assertThat(weights(other)).isNotEqualTo(weights(undisturbed));
        assertThat(untimed(other)).isNotEqualTo(untimed(undisturbed));
    }

    @Test
    void aFinishedRunHasNothingToDo() throws IOException {
        byte[] before = Files.readAllBytes(whole.resolve("last.zip"));
        CliRun nothing = resume(whole);
        assertThat(nothing.err()).contains("is finished; nothing to do");
        assertThat(nothing.code()).isZero();
        assertThat(nothing.out()).contains("mlp, seed 1: test accuracy");
        assertThat(whole.resolve("last.zip")).hasBinaryContent(before);
        assertThat(resume(whole, "--set", LAYERS, "--batch", 20).code()).isZero();
    }

    @Test
    void onlyTheEpochsMayChangeAndOnlyGrow() {
        refuses(2, "the run has `seed: 1`, not `seed: 2`", "--seed", 2);
        refuses(2, "the run has `batch: 20`, not `batch: 21`", "--batch", 21);
        refuses(2, "the run has `data: ", "--data", "sample");
        refuses(2, "the run has `learning-rate: 0.001`, not", "--lr", 0.1);
        refuses(2, "it may only grow", "--epochs", 3);
    }

    @Test
    void aFileThatIsNamedAgainMayHaveMoreEpochs() throws IOException {
        Path run = copy("named-again");
        Path file = Files.copy(run.resolve("config.yaml"), folder.resolve("named-again.yaml"));
        assertThat(resume(run, "--config", file).err()).contains("is finished; nothing to do");
        assertThat(resume(run, "--config", file, "--epochs", 5).code()).isZero();
        assertThat(Files.readAllLines(run.resolve("metrics.csv")))
                .last()
                .asString()
                .startsWith("5,");
    }

    @Test
    void aDamagedCheckpointGivesWayToTheOneBefore() throws IOException {
        for (String file : List.of("model.zip", "state.json")) {
            Path run = copy(file);
            Files.delete(run.resolve("result.json"));
            Path damaged = run.resolve("checkpoints/epoch-004").resolve(file);
            byte[] bytes = Files.readAllBytes(damaged);
            bytes[bytes.length / 3] ^= 1;
            Files.write(damaged, bytes);
            CliRun resumed = resume(run);
            assertThat(resumed.err()).contains("epoch-004 is damaged (").contains("looking at the one before");
            requireSame(resumed, run, whole);
        }
    }

    @Test
    void withNoSoundCheckpointNothingIsLost() throws IOException {
        Path run = copy("all-damaged");
        Files.delete(run.resolve("result.json"));
        for (int epoch = 2; epoch <= 4; epoch++) {
            Files.write(run.resolve("checkpoints/epoch-00" + epoch + "/model.zip"), new byte[100]);
        }
        CliRun refused = resume(run);
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).contains("no checkpoint in").contains("is sound; bring one back");
        assertThat(run.resolve("checkpoints/epoch-004")).exists();
    }

    @Test
    void whatIsNotAsBeforeIsSaid() throws IOException {
        Path run = folder.resolve("elsewhere");
        train(run, 2);
        assertThat(resume(run, "--epochs", 3).err()).doesNotContain("not as before");
        Path provenance = run.resolve("provenance.json");
        String here = Files.readString(provenance);
        Files.writeString(provenance, here.replaceFirst("\"threads\" : \\d+", "\"threads\" : 77"));
        CliRun resumed = resume(run, "--epochs", 4);
        assertThat(resumed.err())
                .contains("not as before the stop: threads 77, now ")
                .contains("; so the last bits");
        requireSame(resumed, run, whole);
        assertThat(Files.readString(provenance)).doesNotContain("\"threads\" : 77");
        Files.writeString(provenance, "{");
        assertThat(resume(run, "--epochs", 5).err()).contains("is damaged").contains("it is written anew");
        assertThat(Files.readString(provenance)).contains("\"threads\"");
    }

    @Test
    void otherImagesAreRefused() throws IOException {
        Path images = tiny.resolve("train-images-idx3-ubyte");
        byte[] before = Files.readAllBytes(images);
        byte[] other = before.clone();
        other[5000] ^= 1;
        Files.write(images, other);
        try {
            CliRun refused = resume(copy("other-images"), "--epochs", 5);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("was trained on other images").contains("train-images-idx3-ubyte=");
        } finally {
            Files.write(images, before);
        }
    }

    @Test
    void aChangedConfigurationIsFoundOut() throws IOException {
        Path run = copy("changed");
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("batch: 20", "batch: 30"));
        CliRun refused = resume(run, "--epochs", 5);
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).contains("config.yaml is not what the run was trained with");
        Files.writeString(
                config,
                Files.readString(config).replace("batch: 30", "batch: 20").replace("units: 16", "units: 17"));
        assertThat(CliRun.of("evaluate", run).code()).isEqualTo(65);
    }

    /** A kill between the figures and the page, or somebody who deletes files: what can be made again is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.html",
                "curves.png",
                "curves.svg",
                "calibration.png",
                "mistakes.png",
                "last.zip",
                "best.zip",
                "provenance.json",
                "metrics.csv",
                "result.json"
            })
    void whatIsMissingIsMade(String name) throws IOException {
        Path run = drawn("missing-" + name);
        Map<String, String> before = hashes(run);
        Files.delete(run.resolve(name));
        Files.writeString(run.resolve(".mnist-1234.tmp"), "half");
        Files.createDirectories(run.resolve("checkpoints/.epoch-009.tmp"));
        CliRun resumed = CliRun.of("train", "--resume", "--out", run);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).doesNotContain("epoch 4/4").doesNotContain("nothing to do");
        assertThat(hashes(run)).isEqualTo(before);
        assertThat(CliRun.of("train", "--resume", "--out", run).err()).contains("is finished; nothing to do");
    }

    /** As a kill leaves it that comes after the checkpoint and before its model is the best one. */
    @Test
    void aBestModelOfAnEarlierEpochIsReplaced() throws IOException {
        Path run = folder.resolve("stale-best");
        train(run, 3, "--validation", 0);
        byte[] best = Files.readAllBytes(run.resolve("best.zip"));
        Path earlier = run.resolve("checkpoints/epoch-002/average.zip");
        Files.copy(earlier, run.resolve("best.zip"), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(run.resolve("result.json"));
        assertThat(resume(run).code()).isZero();
        assertThat(run.resolve("best.zip")).hasBinaryContent(best);
    }

    /** All files and what is in them, but for what tells of times. */
    private static Map<String, String> hashes(Path run) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                boolean timed = file.toString().matches(".*(json|report.html|log.txt)") || Files.isDirectory(file);
                hashes.put(run.relativize(file).toString(), timed ? "" : Hashes.sha256(file));
            }
        }
        return hashes;
    }

    private static Path drawn(String name) throws IOException {
        Path run = copy(name);
        CliRun report = CliRun.of("report", run);
        assertThat(report.code()).as(report.err()).isZero();
        return run;
    }

    /** The page of two epochs would be taken for one of three. */
    @Test
    void aReportOfAnEarlierEndDoesNotStay() throws IOException {
        Path run = drawn("earlier-report");
        assertThat(resume(run, "--epochs", 5).code()).isZero();
        assertThat(run.resolve("report.html")).doesNotExist();
        assertThat(run.resolve("curves.png")).doesNotExist();
    }

    @Test
    void withNoCheckpointButAModelNothingBeginsAnew() throws IOException {
        Path run = copy("no-checkpoints");
        FileUtils.deleteDirectory(run.resolve("checkpoints").toFile());
        Map<String, String> before = hashes(run);
        CliRun refused = resume(run, "--epochs", 5);
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err())
                .contains("has no checkpoint to go on from, and to begin anew would write over "
                        + run.resolve("best.zip"))
                .contains("mnist train --config " + run.resolve("config.yaml") + " --init " + run);
        before.put("checkpoints", "");
        Map<String, String> after = hashes(run);
        before.keySet().removeIf(file -> file.startsWith("checkpoints") || file.equals(".lock"));
        after.keySet()
                .removeIf(file -> file.startsWith("checkpoints") || file.equals(".lock") || file.equals("log.txt"));
        before.remove("log.txt");
        assertThat(after).isEqualTo(before);
        assertThat(resume(run).err()).contains("is finished; nothing to do");
    }

    @Test
    void aBestModelThatCannotBeMadeAgainIsSaid() throws IOException {
        Path run = copy("no-best");
        int best = new ObjectMapper()
                .readTree(run.resolve("result.json").toFile())
                .at("/best/epoch")
                .asInt();
        FileUtils.deleteDirectory(run.resolve("checkpoints/epoch-00" + best).toFile());
        Files.delete(run.resolve("best.zip"));
        CliRun resumed = resume(run);
        assertThat(resumed.code()).as(resumed.err()).isEqualTo(best == 4 ? 0 : 65);
        if (best < 4) {
            assertThat(resumed.err()).contains("best.zip is gone, and so is the checkpoint of its epoch, " + best);
        }
    }

    /** The words of a run are its own, and change nothing. */
    @Test
    void anotherDescriptionIsNoOtherRun() throws IOException {
        Path run = copy("described");
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replaceFirst("(?m)^about: .*$", "about: \"other words\""));
        assertThat(resume(run, "--epochs", 5).code()).isZero();
        assertThat(Files.readString(config)).contains("other words");
        assertThat(resume(run, "--epochs", 5, "--set", "about=again").err()).contains("is finished; nothing to do");
    }

    /** The kernels that were chosen for it stay with a run, wherever else they are forgotten. */
    @Test
    @NeedsOneDnn
    void aWipedCacheChangesNothing() throws IOException {
        Path run = folder.resolve("moved");
        train(run, 2);
        assertThat(run.resolve("layouts")).isNotEmptyDirectory();
        Path home = folder.resolve("new-home");
        CliRun resumed =
                CliRun.with(Map.of("MNIST_HOME", home.toString()), "train", "--resume", "--out", run, "--epochs", 4);
        requireSame(resumed, run, whole);
        try (var layouts = Files.list(run.resolve("layouts"))) {
            for (Path file : layouts.toList()) {
                assertThat(home.resolve("layouts").resolve(file.getFileName().toString()))
                        .as("what the run knew was not measured again")
                        .doesNotExist();
            }
        }
    }

    @Test
    void whatWasCutOffBeforeItsFirstFileCanBeginAgain() throws IOException {
        Path run = folder.resolve("cut-off");
        Files.createDirectories(run.resolve("checkpoints"));
        Files.writeString(run.resolve(".config.yaml.tmp"), "half a li");
        Files.createFile(run.resolve(".lock"));
        assertThat(resume(run).code()).isEqualTo(66);
        train(run, 1);
        Path lost = copy("config-lost"); // a run, and not the beginning of one
        Files.delete(lost.resolve("config.yaml"));
        for (String file : List.of("metrics.csv", "provenance.json", "result.json", "best.zip", "last.zip")) {
            Files.delete(lost.resolve(file));
        }
        FileUtils.deleteDirectory(lost.resolve("layouts").toFile());
        assertThat(CliRun.of("train", "--arch", "mlp", "--data", tiny, "--out", lost)
                        .code())
                .isEqualTo(73);
    }

    private static void refuses(int code, String message, Object... more) {
        CliRun refused = resume(whole, more);
        assertThat(refused.err()).contains(message);
        assertThat(refused.code()).isEqualTo(code);
    }

    private static Path copy(String name) throws IOException {
        Path run = folder.resolve("copy-" + name);
        FileUtils.copyDirectory(whole.toFile(), run.toFile());
        return run;
    }

    private static void train(Path out, int epochs, Object... more) {
        List<Object> line = new ArrayList<>(List.of(
                "train",
                "--no-report",
                "--arch",
                "mlp",
                "--set",
                LAYERS,
                "--set",
                "optimizer={kind: nadam}",
                "--set",
                "ema=0.9",
                "--set",
                "augmentation={rotation: 10, elastic: 1}",
                "--data",
                tiny,
                "--out",
                out,
                "--batch",
                20,
                "--epochs",
                epochs));
        line.addAll(Arrays.asList(more));
        CliRun run = CliRun.of(line.toArray());
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static CliRun resume(Path run, Object... more) {
        List<Object> line = new ArrayList<>(List.of("train", "--no-report", "--resume", "--out", run));
        line.addAll(Arrays.asList(more));
        return CliRun.of(line.toArray());
    }

    private static void requireSame(CliRun resumed, Path run, Path undisturbed) throws IOException {
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(weights(run)).isEqualTo(weights(undisturbed));
        assertThat(untimed(run)).isEqualTo(untimed(undisturbed));
    }

    private static Object weights(Path run) throws IOException {
        MultiLayerNetwork last = MultiLayerNetwork.load(run.resolve("last.zip").toFile(), false);
        MultiLayerNetwork trained = MultiLayerNetwork.load(
                run.resolve("checkpoints/epoch-004/model.zip").toFile(), true);
        assertThat(last.params()).as("the average is another").isNotEqualTo(trained.params());
        return List.of(last.params(), trained.params(), trained.getUpdater().getStateViewArray());
    }

    private static List<String> untimed(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(row -> row.replaceAll(",[^,]*,[^,]*$", ""))
                .toList();
    }
}
