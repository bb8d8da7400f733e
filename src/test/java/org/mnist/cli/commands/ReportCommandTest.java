package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.data.TrainValSplit;
import org.mnist.experiment.RunFiles;
import org.mnist.testing.CliRun;
import org.mnist.testing.Command;
import org.mnist.testing.Command.Ended;
import org.mnist.testing.MnistForm;
import org.mnist.testing.TinyData;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The pictures and the page that a run leaves. */
class ReportCommandTest {
    private static final List<String> PICTURES =
            List.of("curves.png", "confusion.png", "calibration.png", "mistakes.png", "filters.png");

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
        // Five kernels of seven by seven, side by side in rows of four, below what tells of them.
        BufferedImage filters = ImageIO.read(run.resolve("filters.png").toFile());
        assertThat(filters.getWidth()).isEqualTo(10 + 4 * (7 * 12 + 10));
        assertThat(filters.getHeight()).isGreaterThan(10 + 2 * (7 * 12 + 10));
    }

    @Test
    void thePageStandsAlone() throws Exception {
        String page = Files.readString(run.resolve("report.html"));
        Document document = xml(page);
        NodeList images = document.getElementsByTagName("img");
        assertThat(images.getLength()).isGreaterThan(10);
        for (int i = 0; i < images.getLength(); i++) {
            assertThat(((Element) images.item(i)).getAttribute("alt")).isNotBlank();
        }
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(page).doesNotContain("http:").doesNotContain("https:").doesNotContain("${");
        assertThat(Pattern.compile("(src|srcset|href)=\"(?!data:image/(png|svg\\+xml);base64,)")
                        .matcher(page)
                        .find())
                .isFalse();
        assertThat(page)
                .contains("&lt;script&gt;alert('&amp;')&lt;/script&gt; and &quot;quotes&quot;")
                .contains("prefers-color-scheme: dark")
                .contains("<td>11×11×5</td>")
                .contains("filters: 5");
    }

    /** The SVG beside a picture is one, and shows nothing that lies elsewhere. */
    @Test
    void besideEachPictureIsAnSvg() throws Exception {
        for (String name : PICTURES) {
            String svg = Files.readString(run.resolve(name.replace(".png", ".svg")));
            Element root = xml(svg).getDocumentElement();
            assertThat(root.getTagName()).isEqualTo("svg");
            BufferedImage picture = ImageIO.read(run.resolve(name).toFile());
            assertThat(root.getAttribute("width")).as(name).isEqualTo(Integer.toString(picture.getWidth()));
            assertThat(root.getAttribute("height")).isEqualTo(Integer.toString(picture.getHeight()));
            assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                    .doesNotContain("http")
                    .contains(">odd on ");
        }
    }

    /** Every figure of the page that the result has is the result's, and the images are those of its numbers. */
    @Test
    void theFiguresAreThoseOfTheResult() throws Exception {
        JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
        String page = Files.readString(run.resolve("report.html"));
        JsonNode test = result.at("/best/test");
        List<String> figures = new ArrayList<>();
        for (JsonNode of : test.get("classes")) {
            for (String figure : List.of("precision", "recall", "f1")) {
                figures.add(
                        of.get(figure).isNull()
                                ? "–"
                                : "%.2f %%".formatted(100 * of.get(figure).asDouble()));
            }
        }
        Matcher cells =
                Pattern.compile("<td class=\"number\">([0-9.]+ %|–)</td>").matcher(page);
        List<String> found = new ArrayList<>();
        while (cells.find()) {
            found.add(cells.group(1));
        }
        assertThat(found).isEqualTo(figures);
        assertThat(page)
                .contains("(ECE) is %.2f %%"
                        .formatted(100 * result.at("/diagnosis/calibration/ece").asDouble()));
        List<Integer> numbers = new ArrayList<>();
        result.at("/diagnosis/pairs")
                .forEach(pair -> pair.get("examples")
                        .forEach(one -> numbers.add(one.get("image").asInt())));
        result.get("mistakes").forEach(one -> numbers.add(one.get("image").asInt()));
        result.at("/diagnosis/doubted")
                .forEach(one -> numbers.add(one.get("image").asInt()));
        Matcher tiles = Pattern.compile("<span>image (\\d+)</span>").matcher(page);
        List<Integer> shown = new ArrayList<>();
        while (tiles.find()) {
            shown.add(Integer.parseInt(tiles.group(1)));
        }
        assertThat(shown).isEqualTo(numbers);
        int pairs = 0;
        for (JsonNode pair : result.at("/diagnosis/pairs")) {
            int first = pair.get("first").asInt();
            int second = pair.get("second").asInt();
            JsonNode confusion = test.get("confusion");
            assertThat(pair.get("mistakes").asInt())
                    .isEqualTo(confusion.get(first).get(second).asInt()
                            + confusion.get(second).get(first).asInt());
            pairs++;
        }
        assertThat(pairs).isBetween(1, 5);
    }

    /** They are validation images, by their numbers among all training images: 300 in this data. */
    @Test
    void whatIsDoubtedWasHeldOut() throws IOException {
        JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
        byte[] labels = Files.readAllBytes(tiny.resolve("train-labels-idx1-ubyte"));
        Images images = MnistForm.images(new byte[300 * 784], Arrays.copyOfRange(labels, 8, labels.length));
        int[] held = TrainValSplit.of(new RunFiles(run, line -> {}).readConfig(), images)
                .validation();
        JsonNode doubted = result.at("/diagnosis/doubted");
        int wrong = (int)
                Math.round(held.length * (1 - result.at("/best/val_accuracy").asDouble()));
        assertThat(doubted).hasSize(Math.min(40, wrong)).isNotEmpty();
        for (JsonNode one : doubted) {
            int image = one.get("image").asInt();
            assertThat(held).contains(image);
            assertThat(one.get("label").asInt()).isEqualTo(labels[8 + image]);
            assertThat(one.get("predicted").asInt()).isNotEqualTo(labels[8 + image]);
        }
    }

    private static Document xml(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
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

    /** The page would show other images as this run's mistakes. */
    @Test
    void imagesThatTheRunDidNotReadAreRefusedAlsoWhereTheyAreKnown() throws IOException {
        String before = Files.readString(run.resolve("report.html"));
        CliRun other = CliRun.of("report", run, "--data", "sample");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .startsWith("mnist: --data: sample is not what " + run
                        + " was trained and tested on: its images are others");
        assertThat(Files.readString(run.resolve("report.html"))).isEqualTo(before);
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
