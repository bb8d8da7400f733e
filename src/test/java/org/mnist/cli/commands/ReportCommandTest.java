package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;
import org.mnist.testing.Command;
import org.mnist.testing.Command.Ended;
import org.mnist.testing.TinyData;
import org.w3c.dom.Document;

/** The pictures and the page that a run leaves. */
class ReportCommandTest {
    private static final List<String> PICTURES = List.of("curves.png", "confusion.png", "mistakes.png", "filters.png");

    @TempDir
    static Path folder;

    static Path tiny;
    static Path run;

    @BeforeAll
    static void trainOne() throws IOException {
        tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
        Path arch = folder.resolve("odd.yaml");
        Files.writeString(arch, """
            name: odd
            about: "<script>alert('&')</script> and \\"quotes\\""
            layers:
              - conv: {filters: 5, kernel: 7, stride: 2, activation: relu}
              - flatten: {}
              - output: {}
            """);
        run = folder.resolve("run");
        CliRun train = CliRun.of("train", "--arch", arch, "--data", tiny, "--epochs", 3, "--out", run);
        assertThat(train.code()).as(train.err()).isZero();
    }

    @Test
    void aRunLeavesPictures() throws IOException {
        for (String name : PICTURES) {
            BufferedImage picture = ImageIO.read(run.resolve(name).toFile());
            assertThat(picture.getWidth()).as(name).isBetween(100, 1200);
            assertThat(colours(picture)).as(name).isGreaterThan(10);
        }
        // Five kernels of seven by seven, side by side in rows of four.
        BufferedImage filters = ImageIO.read(run.resolve("filters.png").toFile());
        assertThat(filters.getWidth()).isEqualTo(10 + 4 * (7 * 12 + 10));
        assertThat(filters.getHeight()).isEqualTo(10 + 2 * (7 * 12 + 10));
    }

    @Test
    void thePageStandsAlone() throws Exception {
        String page = Files.readString(run.resolve("report.html"));
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("img").getLength()).isEqualTo(PICTURES.size());
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(page).doesNotContain("http:").doesNotContain("https:").doesNotContain("${");
        assertThat(Pattern.compile("(src|srcset|href)=\"(?!data:image/png;base64,)")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(page)
                .contains("&lt;script&gt;alert('&amp;')&lt;/script&gt; and &quot;quotes&quot;")
                .contains("prefers-color-scheme: dark")
                .contains("<td>11×11×5</td>")
                .contains("filters: 5");
    }

    @Test
    void drawingAgainGivesTheSame() throws IOException {
        String before = Files.readString(run.resolve("report.html"));
        byte[] curves = Files.readAllBytes(run.resolve("curves.png"));
        Files.delete(run.resolve("report.html"));
        Files.delete(run.resolve("curves.png"));
        CliRun again = CliRun.of("report", run);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(run.resolve("report.html") + "\n");
        assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(before);
        assertThat(Files.readAllBytes(run.resolve("curves.png"))).isEqualTo(curves);
    }

    @Test
    void refusesWhatHasNotEndedOrIsDamaged() throws IOException {
        assertThat(CliRun.of("report", folder).code()).isEqualTo(66);
        Path copy = folder.resolve("copy");
        FileUtils.copyDirectory(run.toFile(), copy.toFile());
        Files.writeString(copy.resolve("metrics.csv"), "epoch,what\n1,2\n");
        assertThat(CliRun.of("report", copy).code()).isEqualTo(65);
        Files.writeString(copy.resolve("result.json"), "{}");
        assertThat(CliRun.of("report", copy).code()).isEqualTo(65);
        Files.delete(copy.resolve("result.json"));
        CliRun unfinished = CliRun.of("report", copy);
        assertThat(unfinished.code()).isEqualTo(66);
        assertThat(unfinished.err()).contains("result.json is not there").hasLineCount(1);
    }

    @Test
    void runsAreLaidOverEachOther() throws IOException {
        Path other = folder.resolve("other");
        assertThat(CliRun.of("train", "--arch", "mlp", "--data", tiny, "--epochs", 2, "--validation", 0, "--out", other)
                        .code())
                .isZero();
        Path cut = folder.resolve("cut");
        FileUtils.copyDirectory(run.toFile(), cut.toFile());
        Files.delete(cut.resolve("result.json"));
        Path picture = folder.resolve("both.png");
        CliRun compare = CliRun.of("compare", run, other, cut, "--curves", picture);
        assertThat(compare.code()).as(compare.err()).isZero();
        assertThat(compare.out().lines()).hasSize(5).anyMatch(line -> line.contains("not ended"));
        assertThat(colours(ImageIO.read(picture.toFile()))).isGreaterThan(10);
        assertThat(CliRun.of("compare", run, other, "--json").out()).contains("\"arch\" : \"mlp\"", "\"mistakes\"");
        assertThat(CliRun.of("compare", run, folder).code()).isEqualTo(66);
        assertThat(CliRun.of("compare", run, other, "--curves", folder.resolve("none/x.png"))
                        .code())
                .isEqualTo(73);
    }

    @Test
    void comparesEachFigureOfEachRun() throws IOException {
        Path copy = folder.resolve("figures");
        FileUtils.copyDirectory(run.toFile(), copy.toFile());
        ObjectMapper json = new ObjectMapper();
        ObjectNode result =
                (ObjectNode) json.readTree(copy.resolve("result.json").toFile());
        ((ObjectNode) result.at("/best")).put("val_accuracy", 0.91);
        ((ObjectNode) result.at("/best/test")).put("accuracy", 0.82);
        ((ObjectNode) result.at("/last/test")).put("accuracy", 0.73);
        result.put("train_seconds", 61).put("parameters", 12345);
        json.writeValue(copy.resolve("result.json").toFile(), result);
        List<String> lines = CliRun.of("compare", copy, run).out().lines().toList();
        assertThat(lines.get(0).strip().split(" {2,}"))
                .containsExactly(
                        "run", "arch", "seed", "params", "epochs", "validation", "test, chosen", "test, last", "time");
        assertThat(lines.get(2).strip().split(" {2,}"))
                .containsExactly(
                        copy.toString(), "odd", "1", "12,345", "3", "91.00 %", "82.00 %", "73.00 %", "1 min 01 s");
        assertThat(lines.get(3)).startsWith(run.toString());
    }

    /** A Java that cannot draw: one that is told to ask a screen that is not there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void missingFontsFailNoRun() throws Exception {
        Path out = folder.resolve("no fonts");
        Ended ended = Command.classes(Map.of(
                        "MNIST_HOME", CliRun.CACHE, "DISPLAY", ":987", "JDK_JAVA_OPTIONS", "-Djava.awt.headless=false"))
                .run("train", "--arch", "mlp", "--data", tiny, "--epochs", 1, "--out", out);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("this Java cannot draw text, so the report has no pictures");
        assertThat(out.resolve("report.html")).exists();
        assertThat(out.resolve("curves.png")).doesNotExist();
    }

    private static long colours(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .count();
    }
}
