package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunResult;
import org.mnist.network.Architecture;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.Fixture;
import org.mnist.testing.NoiseImages;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page is parsed, and every number on it compared with the result that it tells of. */
class ReportPageTest {
    private static final TrainConfig CONFIG = FinishedRun.config();
    private static final RunResult RESULT = FinishedRun.result();

    private final Document page = parsed(RESULT, List.of());

    private static Document parsed(RunResult result, List<Pictures.Picture> pictures) {
        return parsed(CONFIG, result, pictures);
    }

    private static Document parsed(TrainConfig config, RunResult result, List<Pictures.Picture> pictures) {
        String page = ReportPage.of(config, result, FinishedRun.provenance(), pictures);
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(
                            page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(page, e);
        }
    }

    private static List<Element> all(Document page, String tag) {
        return all(page.getElementsByTagName(tag));
    }

    private static List<Element> all(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The figures at the top: caption to value. */
    private static Map<String, String> figures(Document page) {
        Map<String, String> figures = new LinkedHashMap<>();
        for (Element figure : all(page, "li")) {
            figures.put(
                    figure.getElementsByTagName("span").item(0).getTextContent(),
                    figure.getElementsByTagName("b").item(0).getTextContent());
        }
        return figures;
    }

    /** A table as texts, without its head. */
    private static List<List<String>> rows(Document page, int table) {
        return all(all(page, "table").get(table).getElementsByTagName("tr")).stream()
                .map(row -> all(row.getElementsByTagName("*")).stream()
                        .map(Element::getTextContent)
                        .toList())
                .toList();
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
    }

    @Test
    void figuresAreThoseOfTheResult() {
        Map<String, String> figures = figures(page);
        assertThat(figures.keySet())
                .containsExactly(
                        "test accuracy, 1,000 images",
                        "of 3 epochs, chosen by validation",
                        "validation accuracy then",
                        "test accuracy, last epoch",
                        "test loss",
                        "parameters learned",
                        "of training steps",
                        "images a second in training",
                        "seed");
        double[] expected = {97.12, 2, 98.60, 96.34, 0.1234, 109_370, 123, 43_165, 17};
        assertThat(figures.values().stream().mapToDouble(ReportPageTest::number).toArray())
                .containsExactly(expected);
        assertThat(figures)
                .containsEntry("test accuracy, 1,000 images", "97.12 %")
                .containsEntry("of training steps", "1 min 23 s")
                .containsEntry("of 3 epochs, chosen by validation", "epoch 2");
    }

    @Test
    void withoutValidationTheLastEpochCounts() {
        Map<String, String> figures = figures(parsed(FinishedRun.unvalidated(), List.of()));
        assertThat(figures)
                .containsEntry("test accuracy, 1,000 images", "96.34 %")
                .containsEntry("epoch, the last", "epoch 3")
                .containsEntry("test loss", "0.2345")
                .doesNotContainKeys(
                        "validation accuracy then", "test accuracy, last epoch", "of 3 epochs, chosen by validation");
    }

    @Test
    void titleAndHeadSayWhatWasTrainedOnWhat() {
        assertThat(all(page, "title").get(0).getTextContent()).isEqualTo("mlp: 97.12 %");
        assertThat(all(page, "h1").get(0).getTextContent()).isEqualTo("mlp on sample & more");
        assertThat(all(page, "p")).extracting(Element::getTextContent).contains("so small & <quick>");
    }

    @Test
    void aSampleIsCalledOne() {
        assertThat(all(page, "p"))
                .extracting(Element::getTextContent)
                .anyMatch(text -> text.contains("say nothing about the real test set"));
        RunResult real = new RunResult(
                RESULT.arch(),
                RESULT.data(),
                false,
                RESULT.seed(),
                RESULT.ended(),
                RESULT.epochs(),
                RESULT.parameters(),
                RESULT.trainable(),
                RESULT.valImages(),
                RESULT.best(),
                RESULT.last(),
                RESULT.mistakes(),
                RESULT.wrong(),
                RESULT.trainSeconds(),
                RESULT.trainImagesPerSecond(),
                RESULT.waitingShare(),
                RESULT.testImagesPerSecond(),
                RESULT.engine(),
                RESULT.hardware(),
                RESULT.folder());
        assertThat(all(parsed(real, List.of()), "p"))
                .extracting(Element::getTextContent)
                .noneMatch(text -> text.contains("sample of MNIST"));
    }

    @Test
    void precisionAndRecallAreEachDigitsOwn() {
        List<List<String>> rows = rows(page, 0);
        assertThat(rows).hasSize(11);
        assertThat(rows.get(0)).containsExactly("digit", "images", "precision", "recall");
        for (RunResult.PerClass digit : RESULT.best().test().classes()) {
            List<String> row = rows.get(digit.label() + 1);
            assertThat(row.get(0)).isEqualTo(digit.name()).isEqualTo(Integer.toString(digit.label()));
            assertThat(row.get(1)).isEqualTo("100");
            assertThat(number(row.get(2))).isCloseTo(100 * digit.precision(), within(0.006));
            assertThat(number(row.get(3))).isCloseTo(100 * digit.recall(), within(0.006));
        }
    }

    /** Names are text, whatever is in them; a figure that there is none of is a dash; a long table is closed at first. */
    @Test
    void classesGoByTheirNames() {
        List<RunResult.PerClass> classes = new ArrayList<>();
        List<List<Integer>> confusion = new ArrayList<>();
        for (int label = 0; label < 31; label++) {
            String name = label == 3 ? "<b>T-shirt</b> & \"top\" ${title}" : "kind " + label;
            classes.add(new RunResult.PerClass(
                    label, name, label == 5 ? null : (Double) 0.5, label == 7 ? null : (Double) 0.25));
            List<Integer> row = new ArrayList<>(Collections.nCopies(31, 0));
            row.set(label, label);
            confusion.add(row);
        }
        RunResult result = with(new RunResult.Test(465, 0.9, 0.1, confusion, classes));
        TrainConfig config = Fixture.config(
                "task",
                "{channels: 1, height: 28, width: 28, classes: [a, b]}",
                "layers",
                "[{flatten: {}}, {output: {}}]");
        Document named = parsed(config, result, List.of());
        List<List<String>> rows = rows(named, 0);
        assertThat(rows.get(0)).containsExactly("class", "images", "precision", "recall");
        assertThat(rows.get(4)).containsExactly("<b>T-shirt</b> & \"top\" ${title}", "3", "50.00 %", "25.00 %");
        assertThat(rows.get(6)).containsExactly("kind 5", "5", "–", "25.00 %");
        assertThat(rows.get(8)).containsExactly("kind 7", "7", "50.00 %", "–");
        assertThat(all(named, "summary")).extracting(Element::getTextContent).contains("Each class");
        assertThat(all(page, "summary")).extracting(Element::getTextContent).doesNotContain("Each digit");
        assertThat(all(page, "h2")).extracting(Element::getTextContent).contains("Each digit");
    }

    private static RunResult with(RunResult.Test test) {
        RunResult.Scored scored = new RunResult.Scored(2, 0.9, 0.1, test);
        return new RunResult(
                RESULT.arch(),
                RESULT.data(),
                false,
                RESULT.seed(),
                RESULT.ended(),
                RESULT.epochs(),
                RESULT.parameters(),
                RESULT.trainable(),
                RESULT.valImages(),
                scored,
                scored,
                List.of(),
                null,
                RESULT.trainSeconds(),
                RESULT.trainImagesPerSecond(),
                RESULT.waitingShare(),
                RESULT.testImagesPerSecond(),
                RESULT.engine(),
                RESULT.hardware(),
                RESULT.folder());
    }

    /** A picture that is wider than the page keeps its size, or nobody could read it; it says what it leaves out. */
    @Test
    void aWidePictureIsNotShrunk() {
        List<RunResult.PerClass> classes = IntStream.range(0, 100)
                .mapToObj(label -> new RunResult.PerClass(label, "kind " + label, 0.5, 0.5))
                .toList();
        List<List<Integer>> confusion = Collections.nCopies(100, Collections.nCopies(100, 1));
        RunResult result = with(new RunResult.Test(10_000, 0.01, 4.6, confusion, classes));
        Document page = parsed(
                result, Pictures.of(result, FinishedRun.HISTORY, "class", NoiseImages.of(10), new float[0][][][]));
        assertThat(all(page, "img"))
                .extracting(image -> image.getAttribute("class"))
                .containsExactly("", "wide", "");
        assertThat(all(page, "h2"))
                .extracting(Element::getTextContent)
                .contains("Which class was taken for which: the 40 of 100 classes with most mistakes");
    }

    @Test
    void layersHaveTheirShapesAndParameters() {
        TrainConfig lenet5 = ConfigLoader.load("lenet5", null, List.of());
        List<List<String>> rows = rows(parsed(lenet5, RESULT, List.of()), 1);
        List<Architecture.Row> layers = lenet5.architecture().rows();
        assertThat(rows).hasSize(layers.size() + 1);
        assertThat(rows.get(0)).containsExactly("layer", "settings", "output", "params", "trainable");
        for (int i = 0; i < layers.size(); i++) {
            Architecture.Row layer = layers.get(i);
            List<String> row = rows.get(i + 1);
            assertThat(row.subList(0, 3))
                    .containsExactly(
                            layer.layer().kind(),
                            layer.layer().detail(),
                            layer.out().toString());
            assertThat(number(row.get(3))).isEqualTo((double) layer.parameters());
            assertThat(number(row.get(4))).isEqualTo((double) layer.trainable());
        }
        assertThat(rows.get(3)).containsExactly("batchnorm", "", "28×28×6", "24", "12");
    }

    @Test
    void theConfigurationIsWhatTheProgramWouldReadAgain() {
        assertThat(all(page, "pre").get(0).getTextContent()).isEqualTo(ConfigLoader.print(CONFIG));
    }

    @Test
    void provenanceIsAllThere() {
        assertThat(rows(page, 2))
                .containsExactly(
                        List.of("mnist", "0.9 (abc123)"),
                        List.of("command", "mnist train --arch mlp --out 'my runs'"),
                        List.of("started", "2026-01-02T03:04:05Z"),
                        List.of("processor", "a processor, 4 processors, 2 threads"),
                        List.of("vectors", "avx2 fma"),
                        List.of("engine", "onednn (oneDNN 3.8, DL4J 1.0, cpu)"),
                        List.of("Java", "17 of a vendor"),
                        List.of("system", "an OS"),
                        List.of("train-images", "SHA-256 00ff"),
                        List.of("train-labels", "SHA-256 11ee"));
    }

    /** Numbers stand to the right, so that their digits are below each other. */
    @Test
    void numbersAreAligned() {
        for (int table : new int[] {0, 1}) {
            for (Element cell : all(all(page, "table").get(table).getElementsByTagName("td"))) {
                boolean aligned = cell.getAttribute("class").equals("number");
                assertThat(aligned)
                        .as(cell.getTextContent())
                        .isEqualTo(cell.getTextContent().matches("[0-9.,]+( %)?") && isAmongNumbers(cell, table));
            }
        }
    }

    /** Whether a cell is in a column of numbers: all after the first of the digits, after the third of the layers. */
    private static boolean isAmongNumbers(Element cell, int table) {
        int column = 0;
        for (var before = cell.getPreviousSibling(); before != null; before = before.getPreviousSibling()) {
            column++;
        }
        return column >= (table == 0 ? 1 : 3);
    }

    @Test
    void eachPictureIsThereInTheLightAndInTheDark() {
        List<Pictures.Picture> pictures =
                Pictures.of(RESULT, FinishedRun.HISTORY, "digit", NoiseImages.of(10), new float[2][1][3][3]);
        Document illustrated = parsed(RESULT, pictures);
        List<Element> images = all(illustrated, "img");
        List<Element> sources = all(illustrated, "source");
        List<String> titles =
                all(illustrated, "h2").stream().map(Element::getTextContent).toList();
        assertThat(images).hasSize(4);
        for (int i = 0; i < pictures.size(); i++) {
            assertThat(titles.get(i)).isEqualTo(pictures.get(i).title());
            assertThat(images.get(i).getAttribute("alt"))
                    .isEqualTo(pictures.get(i).text());
            assertThat(png(images.get(i).getAttribute("src")))
                    .isEqualTo(Png.bytes(pictures.get(i).draw(Theme.LIGHT)));
            assertThat(sources.get(i).getAttribute("media")).isEqualTo("(prefers-color-scheme: dark)");
            assertThat(png(sources.get(i).getAttribute("srcset")))
                    .isEqualTo(Png.bytes(pictures.get(i).draw(Theme.DARK)));
        }
    }

    private static byte[] png(String address) {
        assertThat(address).startsWith("data:image/png;base64,");
        return Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    }
}
