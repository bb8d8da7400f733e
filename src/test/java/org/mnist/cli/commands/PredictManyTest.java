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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;
import org.mnist.testing.DrawnDigits;
import org.mnist.testing.MnistForm;

/** {@code predict} on more than one picture. */
class PredictManyTest {
    private static final Path MODEL = Path.of("src/test/resources/fixtures/v0.1/run/tiny/best.zip");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path pictures;

    /** Three digits, of which one is in a folder below, a damaged picture, and what is none. */
    @BeforeEach
    void draw() throws IOException {
        pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.createDirectories(pictures.resolve("more"));
        write(0, "b.png");
        write(1, "a.jpg");
        write(2, "more/c.bmp");
        Files.writeString(pictures.resolve("bad.png"), "no picture");
        Files.writeString(pictures.resolve("notes.txt"), "no picture by its name");
    }

    private void write(int digit, String name) throws IOException {
        float[] pixels = new float[MnistForm.PIXELS];
        DrawnDigits.SAMPLE.copy(digit, pixels, 0);
        ImageIO.write(
                DrawnDigits.drawn(pixels, 6, true),
                name.substring(name.length() - 3),
                pictures.resolve(name).toFile());
    }

    @Test
    void aBadPictureCostsALineAndTheOthersAreAnswered() {
        CliRun run =
                predict(pictures.resolve("b.png"), pictures.resolve("bad.png"), "gone.png", pictures.resolve("a.jpg"));
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.out().lines().map(line -> line.replaceAll(": .*", "")))
                .containsExactly(pictures + "/b.png", pictures + "/a.jpg");
        assertThat(run.err().lines())
                .containsExactly(
                        "mnist: " + pictures + "/bad.png is no usable image: it is not in a format known here;"
                                + " name a PNG, JPEG, BMP, GIF, TIFF or WebP",
                        "mnist: there is no image gone.png; name a PNG, JPEG, BMP, GIF, TIFF or WebP");
    }

    @Test
    void theCodeIsThatOfTheFailuresIfItIsOne() {
        assertThat(predict("gone.png", pictures.resolve("b.png"), "nowhere/*.png")
                        .code())
                .isEqualTo(66);
        assertThat(predict(pictures.resolve("b.png"), pictures.resolve("a.jpg")).code())
                .isZero();
    }

    @Test
    void aFolderIsReadInTheOrderOfItsNames() {
        CliRun flat = predict(pictures);
        assertThat(names(flat)).containsExactly("a.jpg", "b.png");
        assertThat(flat.err()).contains(pictures + ": 1 file is not named like a picture and left out");
        assertThat(names(predict(pictures, "--recursive"))).containsExactly("a.jpg", "b.png", "more/c.bmp");
        assertThat(names(predict(pictures + "/*.[bj]*"))).containsExactly("a.jpg");
        CliRun empty = predict(folder);
        assertThat(empty.code()).isEqualTo(66);
        assertThat(empty.err())
                .isEqualTo("mnist: there is no picture in " + folder + "; --recursive looks into its folders, too\n");
    }

    /** Names that hold a line end come between zero bytes. */
    @Test
    void aListMayComeFromAFileOrStandardInput() throws IOException {
        Path list = Files.writeString(
                folder.resolve("list.txt"), pictures + "/b.png\r\n\n" + pictures.resolve("more") + "\n");
        assertThat(names(predict("--files-from", list))).containsExactly("b.png", "more/c.bmp");
        Path odd = Files.copy(pictures.resolve("b.png"), pictures.resolve("two\nlines.png"));
        String zeros = odd + "\0" + pictures + "/a.jpg\0";
        CliRun piped = CliRun.reading(
                new ByteArrayInputStream(zeros.getBytes(StandardCharsets.UTF_8)),
                Map.of("MNIST_HOME", CliRun.CACHE),
                "predict",
                MODEL,
                "--files-from",
                "-");
        assertThat(names(piped)).containsExactly("two\ufffdlines.png", "a.jpg");
        CliRun missing = predict("--files-from", folder.resolve("no-list"));
        assertThat(missing.code()).isEqualTo(66);
        assertThat(missing.err()).contains("there is no list of files " + folder.resolve("no-list"));
        Path strange = Files.writeString(folder.resolve("strange-list"), "\n\n");
        CliRun empty = predict("--files-from", strange);
        assertThat(empty.code()).isEqualTo(66);
        assertThat(empty.err()).contains("names none");
        Files.writeString(strange, "a.png\n" + "x".repeat(100_000));
        CliRun noList = predict("--files-from", strange);
        assertThat(noList.code()).isEqualTo(65);
        assertThat(noList.err()).contains("has a line of 100,000 characters").hasSizeLessThan(400);
        assertThat(predict().code()).isEqualTo(2);
        assertThat(predict("-", "--files-from", "-").code()).isEqualTo(2);
    }

    @Test
    void jsonHasAnEntryForEachPicture() throws IOException {
        CliRun run = predict(pictures, "--json");
        JsonNode all = JSON.readTree(run.out());
        assertThat(run.code()).isEqualTo(65);
        assertThat(all).hasSize(3);
        assertThat(all.at("/0/text").asText()).matches("[0-9?]");
        assertThat(all.at("/1/image").asText()).isEqualTo(pictures + "/b.png");
        JsonNode bad = Stream.of(0, 1, 2)
                .map(all::get)
                .filter(entry -> entry.has("error"))
                .findFirst()
                .orElseThrow();
        assertThat(bad.get("image").asText()).isEqualTo(pictures + "/bad.png");
        assertThat(bad.at("/error/exit_code").asInt()).isEqualTo(65);
        assertThat(bad.at("/error/message").asText()).contains("it is not in a format known here");
        CliRun lines = predict(pictures, "--json-lines");
        List<JsonNode> each = lines.out().lines().map(PredictManyTest::parse).toList();
        assertThat(each).containsExactlyElementsOf(all);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void jsonAndItsLinesExcludeEachOther() {
        assertThat(predict(pictures, "--json", "--json-lines").code()).isEqualTo(2);
        assertThat(predict(pictures, "--explain", "--json-lines").code()).isEqualTo(2);
        CliRun noModel = CliRun.of("predict", "no-model.zip", pictures, "--json-lines");
        assertThat(noModel.code()).isEqualTo(66);
        assertThat(parse(noModel.out().strip()).at("/error/exit_code").asInt()).isEqualTo(66);
    }

    @Test
    void namesGiveTheTerminalNoOrders() throws IOException {
        Path odd = pictures.resolve("e\u001b[31m\u009b1m\nx\u202e.png");
        Files.copy(pictures.resolve("b.png"), odd);
        CliRun text = predict(odd);
        assertThat(text.out())
                .startsWith(pictures + "/e\ufffd[31m\ufffd1m\ufffdx\ufffd.png: ")
                .hasLineCount(1);
        CliRun json = predict(odd, "--json-lines");
        assertThat(json.out().codePoints().filter(c -> c != '\n' && Character.getType(c) == Character.CONTROL))
                .isEmpty();
        assertThat(json.out()).contains("\\u009b1m\\nx\\u202e.png");
        assertThat(parse(json.out().strip()).get("image").asText()).isEqualTo(odd.toString());
        Files.writeString(odd, "no picture any more");
        assertThat(predict(odd).err())
                .startsWith("mnist: " + pictures + "/e\ufffd[31m")
                .hasLineCount(1);
    }

    /** What is there is no output of the same kind, or is read, or is another output. */
    @Test
    void outputsReplaceNoModelNoPictureAndNotEachOther() throws IOException {
        Path png = Files.copy(pictures.resolve("b.png"), folder.resolve("mine.png"));
        byte[] before = Files.readAllBytes(png);
        for (List<Object> words : List.<List<Object>>of(
                List.of("--explain-png", png),
                List.of("--csv", png),
                List.of("--csv", folder.resolve("x"), "--explain-png", folder.resolve("x")))) {
            List<Object> all = new ArrayList<>(List.of(png));
            all.addAll(words);
            CliRun run = predict(all.toArray());
            assertThat(run.code()).as("%s", words).isEqualTo(2);
            assertThat(run.err()).contains("is named twice, or is read itself; name another file");
        }
        Path model = Files.write(folder.resolve("best.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
        CliRun table = predict(png, "--csv", model);
        assertThat(table.code()).isEqualTo(73);
        assertThat(table.err()).contains(model + " is there already and no text; name another file");
        Path text = Files.writeString(folder.resolve("notes.png"), "mine");
        CliRun sheet = predict(png, "--explain-png", text);
        assertThat(sheet.code()).isEqualTo(73);
        assertThat(sheet.err()).contains(text + " is there already and no PNG; name another file");
        assertThat(png).hasBinaryContent(before);
        assertThat(Files.size(model)).isEqualTo(6);
        assertThat(text).hasContent("mine");
    }

    @Test
    void aTableAndCropsAndSheetsAreWritten() throws IOException {
        Path csv = folder.resolve("read.csv");
        Path crops = folder.resolve("new/crops");
        Path sheets = folder.resolve("sheets");
        CliRun run = predict(pictures, "--csv", csv, "--crops", crops, "--explain-png", sheets, "--refuse", 0);
        assertThat(run.code()).as(run.err()).isEqualTo(65);
        List<String> read = names(run);
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows).hasSize(4).first().isEqualTo("image,text,probability,error");
        assertThat(rows.get(1)).matches(".*/a.jpg,\\d,0\\.\\d+(E-\\d)?,");
        assertThat(rows.get(3)).contains("/bad.png,,,").contains("not in a format known");
        assertThat(read).containsExactly("a.jpg", "b.png");
        assertThat(files(crops)).containsExactly("1-a.png", "2-b.png", "crops.csv");
        assertThat(files(sheets)).containsExactly("1-a.png", "2-b.png");
        BufferedImage crop = ImageIO.read(crops.resolve("2-b.png").toFile());
        assertThat(List.of(crop.getWidth(), crop.getHeight(), crop.getType()))
                .containsExactly(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        float[] seen = DrawnDigits.read(pictures.resolve("b.png"));
        for (int i = 0; i < seen.length; i++) {
            assertThat(crop.getRaster().getSample(i % 28, i / 28, 0)).isEqualTo(Math.round(255 * seen[i]));
        }
        assertThat(Files.readAllLines(crops.resolve("crops.csv")).get(2))
                .matches("2-b.png,.*/b.png,\\d,0\\.\\d+(E-\\d)?,\\d+,\\d+,\\d+,\\d+");
        assertThat(ImageIO.read(sheets.resolve("1-a.png").toFile()).getWidth()).isEqualTo(720);
        CliRun again = predict(pictures, "--crops", crops);
        assertThat(again.code()).isEqualTo(73);
        assertThat(again.err()).contains(crops + " is there already, with files in it; name a new folder");
        assertThat(predict(pictures, "--explain-png", sheets).code()).isEqualTo(73);
    }

    /** The fifth of its bytes that is there is enough for a picture, though not for its digit. */
    @Test
    void aPhotoThatIsCutOffIsReadWithAWarning() throws IOException {
        byte[] whole = Files.readAllBytes(pictures.resolve("a.jpg"));
        Path cut = Files.write(pictures.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length * 4 / 5));
        CliRun run = predict(cut, "--json-lines");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("warning: " + cut + " ends too early; what there is of it was read");
        assertThat(parse(run.out().strip()).get("warning").asText()).startsWith("the file ends too early");
    }

    /** As many answers, in the same order and with the same numbers, but for what kernels of other threads make of their last digits. */
    @Test
    void threadsChangeNothing() {
        String alone =
                predict(pictures, "--recursive", "--json-lines", "--threads", 1).out();
        assertThat(rounded(predict(pictures, "--recursive", "--json-lines", "--threads", 3)
                        .out()))
                .isEqualTo(rounded(alone));
        assertThat(predict(pictures, "--threads", -1).code()).isEqualTo(2);
    }

    /** A text with every fraction rounded to four digits. */
    private static String rounded(String text) {
        return Pattern.compile("0\\.\\d+(E-\\d+)?")
                .matcher(text)
                .replaceAll(number -> String.format(Locale.ROOT, "%.4f", Double.parseDouble(number.group())));
    }

    private static CliRun predict(Object... args) {
        return CliRun.of(
                Stream.concat(Stream.of("predict", MODEL), Arrays.stream(args)).toArray());
    }

    private List<String> names(CliRun run) {
        return run.out()
                .lines()
                .map(line -> line.replaceAll(": .*", "").replace(pictures + "/", ""))
                .toList();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
