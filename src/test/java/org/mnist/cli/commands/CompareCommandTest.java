package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.TextTable;

/** {@code mnist compare}: each figure stands in the column of its name. */
class CompareCommandTest {
    @TempDir
    Path folder;

    @Test
    void chosenAndLastStandInTheirColumns() {
        Path validated = FinishedRun.write(folder.resolve("a")).path();
        Path plain = FinishedRun.write(folder.resolve("b"), FinishedRun.unvalidated(), FinishedRun.HISTORY)
                .path();
        CliRun compare = CliRun.of("compare", validated, plain);
        assertThat(compare.code()).as(compare.err()).isZero();
        List<Map<String, String>> rows = TextTable.with("test, chosen", compare.out());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsEntry("run", validated.toString())
                .containsEntry("arch", "mlp")
                .containsEntry("seed", "17")
                .containsEntry("params", "109,386")
                .containsEntry("epochs", "3")
                .containsEntry("validation", "98.60 %")
                .containsEntry("test, chosen", "97.12 %")
                .containsEntry("test, last", "96.34 %")
                .containsEntry("time", "1 min 23 s")
                .hasSize(9);
        assertThat(rows.get(0).keySet())
                .containsExactly(
                        "run", "arch", "seed", "params", "epochs", "validation", "test, chosen", "test, last", "time");
        assertThat(rows.get(1))
                .containsEntry("run", plain.toString())
                .containsEntry("validation", "–")
                .containsEntry("test, chosen", "96.34 %")
                .containsEntry("test, last", "96.34 %");
    }

    @Test
    void aRunThatHasNotEndedHasNoFigures() throws IOException {
        Path ended = FinishedRun.write(folder.resolve("a")).path();
        Path going = FinishedRun.write(folder.resolve("b")).path();
        Files.delete(going.resolve("result.json"));
        CliRun compare = CliRun.of("compare", ended, going);
        assertThat(compare.code()).as(compare.err()).isZero();
        List<Map<String, String>> rows = TextTable.with("test, chosen", compare.out());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1))
                .containsEntry("run", going.toString())
                .containsEntry("validation", "not ended")
                .containsEntry("test, chosen", "–")
                .containsEntry("test, last", "–")
                .containsEntry("time", "–");
    }

    @Test
    void jsonHasTheResultOfEachRun() throws IOException {
        Path run = FinishedRun.write(folder.resolve("a")).path();
        JsonNode all = new ObjectMapper()
                .readTree(CliRun.of("compare", run, run, "--json").out());
        JsonNode first = all.isArray() ? all.get(0) : all.get("runs").get(0);
        assertThat(first.at("/result/best/test/accuracy").asDouble()).isEqualTo(0.9712);
        assertThat(first.at("/result/last/test/accuracy").asDouble()).isEqualTo(0.9634);
        assertThat(first.at("/result/arch").asText()).isEqualTo("mlp");
        assertThat(first.at("/result/mistakes")).hasSize(2);
        assertThat(first.at("/result/best/epoch").asInt()).isEqualTo(2);
        assertThat(first.at("/result/last/epoch").asInt()).isEqualTo(3);
    }

    /** Two charts of the runs named, whose pixels the tests of curves look at. */
    @Test
    void curvesAreDrawnIntoTheFile() throws IOException {
        Path run = FinishedRun.write(folder.resolve("a")).path();
        Path plain = FinishedRun.write(folder.resolve("b"), FinishedRun.unvalidated(), FinishedRun.HISTORY)
                .path();
        Path going = FinishedRun.write(folder.resolve("c")).path();
        Files.delete(going.resolve("result.json"));
        Path picture = folder.resolve("curves.png");
        assertThat(CliRun.of("compare", run, plain, going, "--curves", picture).code())
                .isZero();
        BufferedImage drawn = ImageIO.read(picture.toFile());
        assertThat(drawn.getHeight()).isEqualTo(640);
        assertThat(Arrays.stream(drawn.getRGB(0, 0, drawn.getWidth(), 640, null, 0, drawn.getWidth()))
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void refusesWhatIsNoRunAndWhereNothingCanBeDrawn() {
        Path run = FinishedRun.write(folder.resolve("a")).path();
        assertThat(CliRun.of("compare", run, folder).code()).isEqualTo(66);
        assertThat(CliRun.of("compare", run, run, "--curves", folder.resolve("none/x.png"))
                        .code())
                .isEqualTo(73);
    }
}
