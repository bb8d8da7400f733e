package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

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
