package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.network.Task;
import org.mnist.testing.CliRun;
import org.mnist.testing.Fixture;
import org.mnist.testing.Models;
import org.mnist.testing.TinyData;

/** Runs on data of people's own: they go on where the data has moved, and only if it is the same; they start from others. */
class OwnDataTest {
    private static final Task TASK = new Task(1, 12, 12, Task.numbers(0, 10));

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write("data/train.csv", 0, 120);
        write("data/test.csv", 120, 30);
    }

    private void write(String name, int first, int count) throws IOException {
        Images images = Fixture.images(TASK, first, count);
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < count; i++) {
            csv.append("class ").append(images.label(i));
            for (int k = 0; k < 144; k++) {
                csv.append(',').append(images.at(i, k));
            }
            csv.append('\n');
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, csv);
    }

    private CliRun run(Object... args) {
        return CliRun.of(args);
    }

    private CliRun train(String out, Object... more) {
        Object[] args = {
            "train", "--arch", "mlp", "--threads", "1", "--no-report", "--batch", "16", "--out", folder.resolve(out)
        };
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return run(all);
    }

    private void ok(CliRun run) {
        assertThat(run.code()).as(run.err()).isZero();
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }

    private Map<String, byte[]> entries(String model) throws IOException {
        return Models.entries(Files.readAllBytes(folder.resolve(model)));
    }

    @Test
    void aRunGoesOnWhereItAndItsDataHaveMoved() throws IOException {
        ok(train("run", "--data", folder.resolve("data"), "--epochs", 1));
        ok(train("whole", "--data", folder.resolve("data"), "--epochs", 2));
        Files.move(folder.resolve("data"), folder.resolve("moved"));
        Files.move(folder.resolve("run"), folder.resolve("run2"));
        CliRun gone = run("train", "--resume", "--out", folder.resolve("run2"), "--epochs", 2, "--no-report");
        assertThat(gone.code()).isEqualTo(66);
        assertThat(gone.err()).contains("--data says where it is now");
        ok(run(
                "train",
                "--resume",
                "--out",
                folder.resolve("run2"),
                "--epochs",
                2,
                "--no-report",
                "--data",
                folder.resolve("moved")));
        assertThat(entries("run2/last.zip").get("coefficients.bin"))
                .isEqualTo(entries("whole/last.zip").get("coefficients.bin"));
        CliRun report = run("report", folder.resolve("whole"), "--data", folder.resolve("moved"));
        ok(report);
        assertThat(folder.resolve("whole/report.html")).content().contains("class 7");
    }

    @Test
    void changedImagesAreNoticedByEveryCommand() throws IOException {
        ok(train("run", "--data", folder.resolve("data"), "--epochs", 1));
        write("data/test.csv", 121, 30);
        CliRun report = run("report", folder.resolve("run"));
        assertThat(report.code()).isEqualTo(2);
        assertThat(report.err()).contains("its images are others");
        CliRun evaluated = run("evaluate", folder.resolve("run"));
        ok(evaluated);
        assertThat(evaluated.err()).contains("these are not the test images that the run was scored on");
        CliRun resumed = run("train", "--resume", "--out", folder.resolve("run"), "--epochs", 2, "--no-report");
        assertThat(resumed.code()).isEqualTo(2);
        assertThat(resumed.err()).contains("the run began with other test images");
        write("data/test.csv", 120, 30);
        write("data/train.csv", 1, 120);
        CliRun trained = run("train", "--resume", "--out", folder.resolve("run"), "--epochs", 2, "--no-report");
        assertThat(trained.code()).isEqualTo(2);
        assertThat(trained.err()).contains("the run was trained on other images");
    }

    @Test
    void aRunStartsFromAnotherAndRemembersIt() throws IOException {
        ok(train("parent", "--data", folder.resolve("data"), "--epochs", 1));
        CliRun child = train(
                "child",
                "--data",
                folder.resolve("data"),
                "--epochs",
                1,
                "--init",
                folder.resolve("parent"),
                "--freeze",
                2);
        ok(child);
        assertThat(child.err())
                .contains("3 of 3 layers with weights")
                .contains("parameters, 650 trainable"); // 64 times 10 and 10, of the output
        assertThat(json("child/result.json").get("trainable").asInt()).isEqualTo(650);
        assertThat(run("show", folder.resolve("child")).out().lines())
                .filteredOn(line -> line.contains(" frozen "))
                .hasSize(3);
        byte[] before = entries("parent/best.zip").get("coefficients.bin");
        byte[] after = entries("child/best.zip").get("coefficients.bin");
        int frozen = after.length - 4 * (64 * 10 + 10);
        assertThat(Arrays.copyOf(after, frozen)).isEqualTo(Arrays.copyOf(before, frozen));
        assertThat(after).isNotEqualTo(before);
        JsonNode parent = json("child/provenance.json").get("parent");
        assertThat(parent.get("sha256").asText()).hasSize(64);
        assertThat(parent.get("taken")).hasSize(3);
        ok(run("train", "--resume", "--out", folder.resolve("child"), "--epochs", 2, "--no-report"));
        assertThat(json("child/provenance.json").get("parent")).isEqualTo(parent);
    }

    /** So it is with runs of version 0.1 on data whose classes have names now. */
    @Test
    void aRunOfDataThatHadNoNamesGoesOnWithNumbers() throws IOException {
        Path data = TinyData.write(folder.resolve("numbers"), 200, 50);
        ok(train("run", "--data", data, "--epochs", 1));
        Path names = data.resolve("classes.txt");
        Files.write(names, List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"));
        CliRun longer = run("train", "--resume", "--out", folder.resolve("run"), "--epochs", 2, "--no-report");
        ok(longer);
        assertThat(longer.err()).contains("epoch 2/2").doesNotContain("epoch 1/2");
        ok(run(
                "train",
                "--resume",
                "--out",
                folder.resolve("run"),
                "--data",
                data,
                "--arch",
                "mlp",
                "--threads",
                "1",
                "--batch",
                "16",
                "--epochs",
                3,
                "--no-report"));
        assertThat(json("run/result.json").at("/best/test/classes").findValuesAsText("name"))
                .isEqualTo(Task.numbers(0, 10));
    }

    @Test
    void whatCannotBeStartedFromLeavesNoFolder() throws IOException {
        Files.writeString(folder.resolve("t.zip"), "no model");
        CliRun text = train("run", "--data", folder.resolve("data"), "--init", folder.resolve("t.zip"));
        assertThat(text.code()).isEqualTo(65);
        ok(run(
                "train",
                "--arch",
                "cnn",
                "--threads",
                "1",
                "--no-report",
                "--epochs",
                1,
                "--data",
                folder.resolve("data"),
                "--out",
                folder.resolve("other")));
        CliRun unlike = train("run", "--data", folder.resolve("data"), "--init", folder.resolve("other"), "--dry-run");
        assertThat(unlike.code()).isEqualTo(2);
        assertThat(unlike.err()).contains("none of its layers has the shape");
        CliRun frozen = train("run", "--data", folder.resolve("data"), "--freeze", 1);
        assertThat(frozen.code()).isEqualTo(2);
        assertThat(frozen.err()).contains("freeze is 1, but there is no init");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void morePartsThanThereAreAreAFaultOfUsage() {
        for (String part : new String[] {"121", "0.001"}) {
            CliRun run = train("run", "--data", folder.resolve("data"), "--train-images", part);
            assertThat(run.code()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("train-images is " + part + ", but there are 120");
        }
    }
}
