package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.mnist.base.Text;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.data.Images;
import org.mnist.eval.Calibration;
import org.mnist.eval.ConfusedPair;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.experiment.Diagnosis;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.network.Architecture;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.Fixture;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page is parsed, and every number on it compared with the result that it tells of. */
class ReportPageTest {
    private static final TrainConfig CONFIG = FinishedRun.config();
    private static final RunResult RESULT = FinishedRun.result();

    private final Document page = parsed(ReportedRun.of(RESULT));

    private static Document parsed(TrainConfig config, RunResult result) {
        return parsed(ReportedRun.of(config, result, FinishedRun.HISTORY, new float[0][][][]));
    }

    private static Document parsed(Reported run) {
        String page = ReportPage.of(run, Pictures.of(run));
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

    /** The figures at the top: caption to value, and what stands below it. */
    private static Map<String, String> figures(Document page) {
        Map<String, String> figures = new LinkedHashMap<>();
        for (Element figure : all(all(page, "ul").get(0).getElementsByTagName("li"))) {
            List<Element> words = all(figure.getElementsByTagName("span"));
            figures.put(
                    words.get(0).getTextContent(),
                    figure.getElementsByTagName("b").item(0).getTextContent()
                            + (words.size() > 1 ? ", " + words.get(1).getTextContent() : ""));
        }
        return figures;
    }

    /** The sentences on what the figures say. */
    private static List<String> reading(Document page) {
        return all(all(page, "ul").get(1).getElementsByTagName("li")).stream()
                .map(Element::getTextContent)
                .toList();
    }

    /** The tables that have a head: of the classes, and of the layers. */
    private static List<List<String>> rows(Document page, String head) {
        int count = all(page, "table").size();
        return IntStream.range(0, count)
                .mapToObj(table -> rows(page, table))
                .filter(rows -> rows.get(0).get(0).equals(head))
                .findFirst()
                .orElseThrow();
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
        assertThat(figures(page))
                .containsExactly(
                        Map.entry("test accuracy, 1,000 images", "97.12 %, 95\u00a0%: 95.87–97.97\u00a0%"),
                        Map.entry("of 3 epochs, chosen by validation", "epoch 2"),
                        Map.entry("validation accuracy then", "98.60 %, 95\u00a0%: 97.14–99.32\u00a0%"),
                        Map.entry("test accuracy, last epoch", "96.34 %, 95\u00a0%: 94.94–97.30\u00a0%"),
                        Map.entry("test images wrong", "95"),
                        Map.entry("test loss", "0.1234"),
                        Map.entry("parameters learned", "109,370"),
                        Map.entry("of training steps", "1 min 23 s"),
                        Map.entry("images a second in training", "43,165"));
    }

    @Test
    void withoutValidationTheLastEpochCounts() {
        Document unvalidated = parsed(ReportedRun.of(FinishedRun.unvalidated()));
        assertThat(figures(unvalidated))
                .containsEntry("the last", "epoch 3")
                .containsEntry("test loss", "0.2345")
                .doesNotContainKeys(
                        "validation accuracy then", "test accuracy, last epoch", "of 3 epochs, chosen by validation");
        assertThat(figures(unvalidated).get("test accuracy, 1,000 images")).startsWith("96.34 %");
        assertThat(reading(unvalidated)).hasSize(2);
        assertThat(reading(unvalidated).get(1)).startsWith("No images were held out for validation");
        assertThat(headings(unvalidated)).doesNotContain("Labels to look at in the training data");
    }

    private static List<String> headings(Document page) {
        return all(page, "h2").stream().map(Element::getTextContent).toList();
    }

    @Test
    void sentencesSayWhatTheFiguresMean() {
        List<String> reading = reading(page);
        assertThat(reading).hasSize(3);
        assertThat(reading.get(0))
                .startsWith("The test accuracy, 97.12 %, is of 1,000 images")
                .contains("in 95.87–97.97\u00a0% with 95 % confidence");
        assertThat(reading.get(1))
                .startsWith("Validation said 98.60 % (97.14–99.32\u00a0% with 95 % confidence, of 500 images).")
                .endsWith("Test is 1.48 points lower: the intervals overlap, so chance alone may make that gap.");
        assertThat(reading.get(2))
                .startsWith(
                        "Of the training images 98.30 % were right during that epoch; validation is 0.30 points higher.");
    }

    /** What people ask first stands near the top. */
    @Test
    void theSetupComesFirst() {
        assertThat(headings(page).subList(0, 2)).containsExactly("What the figures say", "Setup");
        assertThat(rows(page, 0))
                .containsExactly(
                        List.of(
                                "data",
                                "sample & more: 1,100 images to train on, 100 to validate, 1,000 to test, of 10 classes"),
                        List.of("optimiser", "adam"),
                        List.of("learning rate", "0.001, constant"),
                        List.of("batch", "32 images"),
                        List.of("epochs", "3"),
                        List.of("seed", "17"),
                        List.of("augmentation", "none"));
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
        RunResult real = FinishedRun.with(RESULT, "sample", false);
        assertThat(all(parsed(ReportedRun.of(real)), "p"))
                .extracting(Element::getTextContent)
                .noneMatch(text -> text.contains("sample of MNIST"));
    }

    @Test
    void figuresOfEachDigitAreItsOwn() {
        List<List<String>> rows = rows(page, "digit");
        assertThat(rows).hasSize(11);
        assertThat(rows.get(0)).containsExactly("digit", "images", "precision", "recall", "F1");
        for (RunResult.PerClass digit : RESULT.best().test().classes()) {
            List<String> row = rows.get(digit.label() + 1);
            assertThat(row.get(0)).isEqualTo(digit.name()).isEqualTo(Integer.toString(digit.label()));
            assertThat(row.get(1)).isEqualTo("100");
            assertThat(number(row.get(2))).isCloseTo(100 * digit.precision(), within(0.006));
            assertThat(number(row.get(3))).isCloseTo(100 * digit.recall(), within(0.006));
            assertThat(number(row.get(4))).isCloseTo(100 * digit.f1(), within(0.006));
        }
    }

    /** Names are text, whatever is in them; a figure that there is none of is a dash; a long table is closed at first. */
    @Test
    void classesGoByTheirNames() {
        List<RunResult.PerClass> classes = new ArrayList<>();
        List<List<Integer>> confusion = new ArrayList<>();
        for (int label = 0; label < 31; label++) {
            String name = label == 3 ? "<b>T-shirt</b> & \"top\" ${title}" : label == 4 ? "🦊 Füchse" : "kind " + label;
            classes.add(new RunResult.PerClass(
                    label,
                    name,
                    label,
                    label == 5 ? null : (Double) 0.5,
                    label == 7 ? null : (Double) 0.25,
                    label == 8 ? null : (Double) 0.75));
            List<Integer> row = new ArrayList<>(Collections.nCopies(31, 0));
            row.set(label, label);
            confusion.add(row);
        }
        RunResult result = with(
                new RunResult.Test(465, 0.9, 0.1, confusion, classes),
                List.of(new Mistake(5, 3, 4, 0.5)),
                new Diagnosis(
                        new Calibration(15, 0, 0.9, List.of(new Calibration.Bin(0.8, 0.9, 465, 0.9, 0.9))),
                        List.of(new ConfusedPair(3, 4, 1, List.of(new Mistake(5, 3, 4, 0.5)))),
                        List.of(new Mistake(6, 4, 3, 0.5))));
        TrainConfig config = Fixture.config(
                "task",
                "{channels: 1, height: 28, width: 28, classes: [a, b]}",
                "layers",
                "[{flatten: {}}, {output: {}}]");
        Document named = parsed(config, result);
        List<List<String>> rows = rows(named, "class");
        assertThat(rows.get(0)).containsExactly("class", "images", "precision", "recall", "F1");
        assertThat(rows.get(4))
                .containsExactly("<b>T-shirt</b> & \"top\" ${title}", "3", "50.00 %", "25.00 %", "75.00 %");
        assertThat(rows.get(6)).containsExactly("kind 5", "5", "–", "25.00 %", "75.00 %");
        assertThat(rows.get(8)).containsExactly("kind 7", "7", "50.00 %", "–", "75.00 %");
        assertThat(rows.get(9)).containsExactly("kind 8", "8", "50.00 %", "25.00 %", "–");
        assertThat(all(named, "summary")).extracting(Element::getTextContent).contains("Each class");
        assertThat(all(page, "summary")).extracting(Element::getTextContent).doesNotContain("Each digit");
        assertThat(headings(page)).contains("Each digit");
        assertThat(all(named, "figcaption"))
                .extracting(Element::getTextContent)
                .containsExactly(
                        "<b>T-shirt</b> & \"top\" ${title} → 🦊 Füchse50.0 %image 5",
                        "<b>T-shirt</b> & \"top\" ${title} → 🦊 Füchse50.0 %image 5",
                        "🦊 Füchse → <b>T-shirt</b> & \"top\" ${title}50.0 %image 6");
        assertThat(all(named, "h3"))
                .extracting(Element::getTextContent)
                .containsExactly("<b>T-shirt</b> & \"top\" ${title} and 🦊 Füchse: 1 mistake");
    }

    private static RunResult with(RunResult.Test test, List<Mistake> mistakes, Diagnosis diagnosis) {
        RunResult.Scored scored = new RunResult.Scored(2, 0.9, 0.1, test);
        return FinishedRun.with(
                RESULT,
                "sample",
                false,
                "best",
                scored,
                "last",
                scored,
                "mistakes",
                mistakes,
                "wrong",
                null,
                "diagnosis",
                diagnosis);
    }

    /** Images are the ones that their numbers say, and so is what stands below each. */
    @Test
    void mistakesAreShownWithTheirNumbers() throws IOException {
        List<Mistake> shown = new ArrayList<>();
        FinishedRun.DIAGNOSIS.pairs().forEach(pair -> shown.addAll(pair.examples()));
        shown.addAll(RESULT.mistakes());
        shown.addAll(FinishedRun.DIAGNOSIS.doubted());
        List<Element> figures = all(page, "figure");
        assertThat(figures).hasSize(shown.size());
        for (int i = 0; i < shown.size(); i++) {
            Mistake mistake = shown.get(i);
            boolean doubted =
                    i >= shown.size() - FinishedRun.DIAGNOSIS.doubted().size();
            Images images = doubted ? ReportedRun.TRAIN : ReportedRun.TEST;
            Element image = all(figures.get(i).getElementsByTagName("img")).get(0);
            assertThat(image.getAttribute("alt"))
                    .isEqualTo(
                            "image " + mistake.image() + ": " + mistake.label() + ", taken for " + mistake.predicted());
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png(image.getAttribute("src"))));
            for (int at = 0; at < 784; at++) {
                assertThat(picture.getRaster().getSample(at % 28, at / 28, 0))
                        .isEqualTo(images.at(mistake.image(), at));
            }
            assertThat(all(figures.get(i).getElementsByTagName("figcaption"))
                            .get(0)
                            .getTextContent())
                    .isEqualTo(mistake.label() + " → " + mistake.predicted()
                            + Text.format("%.1f %%", 100 * mistake.probability()) + "image " + mistake.image());
        }
        assertThat(all(page, "h3"))
                .extracting(Element::getTextContent)
                .containsExactly("4 and 9: 12 mistakes", "1 and 7: 3 mistakes");
    }

    @Test
    void calibrationHasItsFigures() {
        assertThat(all(page, "p"))
                .extracting(Element::getTextContent)
                .anyMatch(text ->
                        text.contains("96.41 % sure on average and right on 97.12 %: less sure than it could be")
                                && text.contains("(ECE) is 2.13 %, over 15 bins"));
    }

    /** An older run lacks what nobody kept of it, and the page says what to do about that. */
    @Test
    void whatWasNotKeptIsSaid() {
        Document old = parsed(ReportedRun.of(FinishedRun.undiagnosed()));
        assertThat(headings(old))
                .contains("What this report lacks", "The surest mistakes")
                .doesNotContain("The hardest pairs", "Labels to look at in the training data")
                .doesNotContain("How far its confidence can be trusted");
        assertThat(all(old, "p"))
                .extracting(Element::getTextContent)
                .anyMatch(text -> text.endsWith("train it again: mnist train --config runs/mlp/config.yaml"));
        assertThat(headings(page)).doesNotContain("What this report lacks");
    }

    @Test
    void layersHaveTheirShapesAndParameters() {
        TrainConfig lenet5 = ConfigLoader.load("lenet5", null, List.of());
        List<List<String>> rows = rows(parsed(lenet5, RESULT), "layer");
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
        assertThat(rows(page, 3))
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
        for (int table : new int[] {1, 2}) {
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
        return column >= (table == 1 ? 1 : 3);
    }

    /** Each picture is there for a screen and for a phone, and follows the choice of light or dark by itself. */
    @Test
    void eachPictureIsThereForAScreenAndForAPhone() {
        Reported run = ReportedRun.of(RESULT);
        List<Element> pictures = all(page, "picture");
        List<String> shown = List.of(RunFiles.CURVES, RunFiles.CONFUSION, RunFiles.CALIBRATION);
        assertThat(pictures).hasSize(shown.size());
        for (int i = 0; i < shown.size(); i++) {
            String file = shown.get(i);
            Pictures.Picture picture = Pictures.of(run).stream()
                    .filter(one -> one.file().equals(file))
                    .findFirst()
                    .orElseThrow();
            Element image = all(pictures.get(i).getElementsByTagName("img")).get(0);
            Element source = all(pictures.get(i).getElementsByTagName("source")).get(0);
            assertThat(image.getAttribute("alt")).isEqualTo(picture.text());
            assertThat(image.getAttribute("src"))
                    .isEqualTo(Svg.address(picture.drawing().apply(Drawing.WIDE).svg()));
            assertThat(source.getAttribute("media")).isEqualTo("(max-width: 40rem)");
            assertThat(source.getAttribute("srcset"))
                    .isEqualTo(
                            Svg.address(picture.drawing().apply(Drawing.NARROW).svg()));
            assertThat(headings(page)).contains(picture.title());
        }
    }

    private static byte[] png(String address) {
        assertThat(address).startsWith("data:image/png;base64,");
        return Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    }
}
