package org.mnist.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.config.ImageSize;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.data.ReadOptions;
import org.mnist.data.TestImages;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.testing.HeapUse;
import org.mnist.testing.Slow;

class CsvFormatTest {
    private static final int SIDE = 8;
    private static final int AREA = SIDE * SIDE;
    private static final String HEADER = "label" + names(AREA);

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> ",pixel" + i).collect(Collectors.joining());
    }

    /** The pixel at a place of an image, 0 to 255. */
    private static int number(int image, int place) {
        return (image * 91 + place * 3) % 256;
    }

    private static String pixels(int image) {
        return IntStream.range(0, AREA).mapToObj(k -> "" + number(image, k)).collect(Collectors.joining(","));
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A training file and a test file, the latter of one image of class 1. */
    private Path two(String train) throws IOException {
        write("test.csv", HEADER + "\n1," + pixels(77) + "\n");
        return write("train.csv", train);
    }

    private static void assertNumbers(Images images) {
        for (int i = 0; i < images.count(); i++) {
            for (int k = 0; k < images.image().size(); k++) {
                assertThat(images.at(i, k)).as("image %d, place %d", i, k).isEqualTo(number(i, k));
            }
        }
    }

    @Test
    void labelsMayBeFirstLastOrNamedAnywhere() throws IOException {
        List<String> forms = List.of(
                HEADER + "\n" + rows(14, i -> i % 3 + "," + pixels(i)),
                "\ufeff" + HEADER + "\r\n"
                        + rows(14, i -> i % 3 + "," + pixels(i)).replace("\n", "\r\n"),
                (HEADER + "\n" + rows(14, i -> i % 3 + "," + pixels(i))).replaceAll("([^,\n]+)", "\"$1\""),
                HEADER + "\n" + rows(14, i -> i % 3 + ".0, " + pixels(i).replace(",", ".0, ")) + "\n\n",
                rows(14, i -> i % 3 + "," + pixels(i)),
                "\ufeff" + rows(14, i -> i % 3 + "," + pixels(i)),
                names(AREA).substring(1) + ",Class\n" + rows(14, i -> pixels(i) + "," + i % 3),
                names(AREA).substring(1) + ",what it is\n" + rows(14, i -> pixels(i) + "," + i % 3),
                "pixel0,target" + names(AREA).substring(7) + "\n"
                        + rows(14, i -> pixels(i).replaceFirst(",", "," + i % 3 + ",")));
        for (String form : forms) {
            Dataset dataset = open(two(form));
            assertThat(dataset.task()).isEqualTo(new Task(1, SIDE, SIDE, List.of("0", "1", "2")));
            assertThat(labels(dataset.train()))
                    .containsExactly(IntStream.range(0, 14).map(i -> i % 3).toArray());
            assertNumbers(dataset.train());
            assertThat(labels(dataset.test())).containsExactly(1);
            assertThat(dataset.test().at(0, 9)).isEqualTo(number(77, 9));
            assertThat(labels(open(folder).train())).isEqualTo(labels(dataset.train()));
        }
    }

    /** Without names, a first column that never changes has no labels: the last one has. */
    @Test
    void aColumnThatNeverChangesIsNoLabel() throws IOException {
        Dataset last =
                open(two(rows(14, i -> "0," + pixels(i).substring(pixels(i).indexOf(',') + 1) + "," + i % 2)));
        assertThat(labels(last.train()))
                .containsExactly(IntStream.range(0, 14).map(i -> i % 2).toArray());
        assertThat(said)
                .contains(folder.resolve("train.csv")
                        + " has no names in its first row: column 65 of 65 is taken for the label");
        Dataset sorted = open(two(rows(14, i -> (i < 13 ? 0 : 1) + "," + pixels(i))));
        assertThat(labels(sorted.train())).as("by the last row only").endsWith(0, 1);
    }

    @Test
    void classesAreWordsOrNumbers() throws IOException {
        Dataset words = open(write("a.csv", rows(24, i -> (i % 2 == 0 ? "\"dog, small\"" : " cat") + "," + pixels(i))));
        assertThat(words.task().classes()).containsExactly("cat", "dog, small");
        Dataset numbers = open(write("b.csv", HEADER + "\n" + rows(24, i -> (10 - i % 3) + "," + pixels(i))));
        assertThat(numbers.task().classes()).containsExactly("8", "9", "10");
        assertThat(numbers.test().count()).isEqualTo(4);
        assertThat(said).last().asString().contains("b.csv has no test set: 4 of its 24 images");
    }

    @Test
    void coloursLieSideBySide() throws IOException {
        String header = "label" + names(3 * AREA);
        Path file = write(
                "rgb.csv",
                header + "\n"
                        + rows(
                                12,
                                i -> i % 2 + ","
                                        + IntStream.range(0, 3 * AREA)
                                                .mapToObj(k -> "" + (k % 3 * 70 + k / 3))
                                                .collect(Collectors.joining(","))));
        Images images = open(file).train();
        assertThat(images.image()).isEqualTo(Shape.maps(3, SIDE, SIDE));
        for (int k = 0; k < 3 * AREA; k++) {
            assertThat(images.at(2, k)).isEqualTo(k / AREA * 70 + k % AREA);
        }
        Path wide = write("wide.csv", rows(12, i -> i % 2 + "," + "9,".repeat(159) + "9"));
        refuses(wide, "an image has 160 numbers, which is neither a square nor three times a square");
        assertThat(new CsvFormat()
                        .open(wide, new ReadOptions(new ImageSize(16, 10), false), said::add)
                        .orElseThrow()
                        .task()
                        .image())
                .isEqualTo(Shape.maps(1, 16, 10));
    }

    @Test
    void numbersFromZeroToOneAreTakenAsZeroTo255() throws IOException {
        Path file = write(
                "unit.csv",
                HEADER + "\n"
                        + rows(
                                14,
                                i -> i % 2 + ","
                                        + IntStream.range(0, AREA)
                                                .mapToObj(k -> "" + number(i, k) / 255.0)
                                                .collect(Collectors.joining(","))));
        write("test.csv", HEADER + "\n0," + "0,".repeat(63) + "1e-1\n");
        Files.move(file, folder.resolve("train.csv"));
        Dataset dataset = open(folder);
        assertNumbers(dataset.train());
        assertThat(dataset.test().at(0, 63)).isEqualTo(26);
        assertThat(said).containsExactly(folder + " has numbers from 0 to 1; they are taken as 0 to 255");
        two(HEADER + "\n" + rows(14, i -> i % 2 + "," + "0,1,".repeat(31) + "0," + (i < 13 ? "1" : "9")));
        assertThat(IntStream.of(1, 63).map(k -> open(folder).train().at(13, k))).containsExactly(1, 9);
    }

    @Test
    void aTestFileWithoutLabelsIsForPredictions() throws IOException {
        two(HEADER + "\n" + rows(24, i -> i % 2 + "," + pixels(i)));
        Path test = write("test.csv", names(AREA).substring(1) + "\n" + rows(3, CsvFormatTest::pixels));
        Dataset dataset = open(folder);
        assertThat(dataset.test().count()).isEqualTo(4);
        assertThat(said.get(0))
                .isEqualTo(test
                        + " has no labels and is not used; give it to `mnist evaluate` with --predictions or --kaggle");
        Task task = Task.of(Shape.maps(1, SIDE, SIDE), List.of("1", "0"));
        TestImages alone = openTest(test, task);
        assertThat(labels(alone.images())).containsExactly(-1, -1, -1);
        assertNumbers(alone.images());
        assertThat(openTest(folder, task).images().count())
                .as("what training held out")
                .isEqualTo(4);
        assertThat(openTest(folder.resolve("train.csv"), task).images().sha256())
                .isEqualTo(openTest(folder, task).images().sha256());
        refuses(test, "it has no labels to train on");
    }

    @Test
    void testImagesGetTheModelsLabelsByName() throws IOException {
        two(HEADER + "\n" + rows(24, i -> i % 2 + "," + pixels(i)));
        Task task = Task.of(Shape.maps(1, SIDE, SIDE), List.of("7", "1"));
        assertThat(labels(openTest(folder, task).images())).containsExactly(1);
        assertThat(labels(openTest(folder.resolve("test.csv"), task).images())).containsExactly(1);
        assertThatThrownBy(() ->
                        openTest(folder, Task.of(Shape.maps(1, SIDE, SIDE), List.of("7", "2", "3", "4", "5", "6"))))
                .hasMessage(folder
                        + " is not supported: the model does not know its class 1; it knows 7, 2, 3, 4, 5 and 1 more");
    }

    @Test
    void filesOfOneDataSetAreFoundByTheirNames() throws IOException {
        String text = HEADER + "\n" + rows(14, i -> i % 2 + "," + pixels(i));
        for (String names : List.of(
                "sign_mnist_train.csv sign_mnist_test.csv",
                "Train.CSV Test.CSV",
                "emnist-letters-train.csv emnist-letters-test.csv",
                "trainingSet.csv testSet.csv",
                "x-train.csv x-testing.csv")) {
            Path own = Files.createDirectory(folder.resolve("f" + names.hashCode()));
            for (String name : names.split(" ", -1)) {
                Files.writeString(own.resolve(name), text);
            }
            Files.writeString(own.resolve("sample_submission.csv"), "ImageId,Label\n1,0\n");
            assertThat(open(own).test().count()).as(names).isEqualTo(14);
        }
        Path own = Files.createDirectory(folder.resolve("validated"));
        for (String name : List.of("train.csv", "val.csv", "test.csv")) {
            Files.writeString(own.resolve(name), text);
        }
        assertThat(open(own).validationImages()).isEqualTo(14);
        assertThat(open(own).train().count()).isEqualTo(28);
        assertThat(open(own.resolve("train.csv")).validationImages()).isEqualTo(14);
        Files.writeString(own.resolve("train2.csv"), text);
        assertThatThrownBy(() -> open(own))
                .hasMessageContaining("it holds train.csv, train2.csv, of which one is needed");
        Path latest = Files.createDirectory(folder.resolve("latest"));
        Files.writeString(latest.resolve("train.csv"), text);
        Files.writeString(latest.resolve("latest.csv"), "no test set\n");
        assertThat(open(latest).test().count()).as("held out").isEqualTo(2);
        assertThat(new CsvFormat().open(folder.resolve("none"), ReadOptions.DEFAULT, said::add))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsSaidWithRowAndColumn() throws IOException {
        String good = "1," + pixels(3);
        refuses(
                write("a.csv", HEADER + "\n" + good + "\n1,9" + ",300".repeat(63)),
                "row 3, column 3 (pixel1) is `300`; whole numbers from 0 to 255");
        refuses(write("a.csv", HEADER + "\n" + good + "\n1,9" + ",-1".repeat(63)), "row 3, column 3 (pixel1) is `-1`");
        refuses(
                write("a.csv", HEADER + "\n" + good + "\n1,9" + ",9.5".repeat(63)),
                "row 3, column 3 (pixel1) is `9.5`");
        refuses(
                write("a.csv", HEADER + "\n1" + ",0.5".repeat(64) + "\n1,9" + ",9".repeat(63)),
                "row 3, column 2 (pixel0) is `9`");
        for (String odd : List.of("NaN", "Infinity", "1d", "0x1p3", "1e999", "abc", "1_0", "\u0661", "--1")) {
            refuses(
                    write("a.csv", HEADER + "\n" + good + "\n1,9,9" + ("," + odd).repeat(62)),
                    "row 3, column 4 (pixel2) is `" + odd + "`");
        }
        refuses(
                write("a.csv", HEADER + "\n" + good + "\n1,9,," + "9,".repeat(61) + "9"),
                "row 3, column 3 (pixel1) is empty");
        refuses(
                write("a.csv", HEADER + "\n" + good + "\n," + pixels(2)),
                "in row 3, column 1 (label), a class has the name ``");
        refuses(
                write("a.csv", HEADER + "\n" + good + "\n\u001b[31mred," + pixels(2)),
                "a class has the name `\ufffd[31mred`");
        refuses(write("a.csv", good + "\n0,9,\u001b9" + ",9".repeat(62)), "row 2, column 3 is `\ufffd9`");
        refuses(write("a.csv", HEADER + ",more\n" + good + ",1"), "an image has 65 numbers");
        refuses(
                write("a.csv", "," + HEADER + "\n0," + good),
                "its first column has no name, as if it numbered the rows; leave it out");
        refuses(
                write("a.csv", HEADER.replace("pixel1,", "y,") + "\n" + good),
                "its columns label and y may both be the label");
        refuses(
                write("a.csv", HEADER.replace("pixel2,", "pixel3,") + "\n" + good),
                "its column pixel3 comes after pixel1; pixels are in order");
        refuses(
                write("a.csv", HEADER.replace(',', ';') + "\n" + good.replace(',', ';')),
                "its rows have one field only; fields are separated by commas");
        refuses(write("a.csv", ""), "it is empty");
        refuses(write("a.csv", HEADER + "\n"), "it has no rows but the first");
        refuses(write("a.csv", rows(20, i -> i % 2 + ",9" + ",9".repeat(674))), "it has 676 columns without names");
        refuses(
                write("a.csv", HEADER + "\n" + rows(1001, i -> i + "," + pixels(i))),
                "it has more than 1,000 classes, the last of them `1000`");
        refuses(
                write("a.csv", HEADER + "\n" + rows(5, i -> i % 2 + "," + pixels(i))),
                "it has 5 images and no test set");
        refuses(write("a.csv", "label,a,b,c,d\n1,2,3,4,5\n"), "its images are 2×2; sides of 8 to 128 pixels are");
        Files.write(
                folder.resolve("a.csv"),
                (HEADER + "\n" + "f\u00fcnf," + pixels(2)).getBytes(StandardCharsets.ISO_8859_1));
        refuses(folder.resolve("a.csv"), "it is not in UTF-8");
        write("train.csv", HEADER + "\n" + rows(14, i -> i % 2 + "," + pixels(i)));
        write("test.csv", "label" + names(81) + "\n1" + ",9".repeat(81));
        refuses(folder.resolve("train.csv"), "its images are 9×9×1, those of other files 8×8×1");
        write("test.csv", HEADER + "\n1" + ",0.9".repeat(64));
        refuses(folder.resolve("train.csv"), "the numbers of train.csv are 0 to 255, those of test.csv 0 to 1");
    }

    @Test
    void whatBreaksTheFormatIsDamaged() throws IOException {
        String good = "1," + pixels(3);
        damaged(HEADER + "\n" + good + "\n" + good + ",7\n", "row 3 has 66 fields, rows before 65");
        damaged(HEADER + "\n" + good + "\n1,2\n", "row 3 has 2 fields, rows before 65");
        damaged(HEADER + "\n" + good + "\n\n" + good, "row 3 is empty");
        damaged(
                HEADER + "\n" + good + "\n\"1" + "," + pixels(3),
                "row 3 is not CSV: a quote is open, to the end of the file");
        damaged(HEADER + "\n" + good + "\n\"1\"2" + "," + pixels(3), "row 3 is not CSV: more follows behind the quote");
    }

    @Test
    void aPackedFileSaysThatItIs() throws IOException {
        Path path = folder.resolve("packed.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write((HEADER + "\n" + rows(14, i -> i % 2 + "," + pixels(i))).getBytes(StandardCharsets.UTF_8));
        }
        refuses(path, "it is compressed by gzip; unpack it");
    }

    private void damaged(String text, String problem) throws IOException {
        Path path = write("damaged.csv", text);
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(path + " is damaged: " + problem)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }

    private void refuses(Path path, String problem) {
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(" is not supported: ")
                .hasMessageContaining(problem)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }

    /** A quote that is never closed makes one row of the rest of a file, however long it is; no more than a row is kept. */
    @Test
    void anEndlessRowGetsLittleMemory() throws IOException {
        Path path = write("endless.csv", HEADER + "\n\"" + (pixels(1) + "\n").repeat(100_000));
        assertThat(Files.size(path)).isGreaterThan(20_000_000);
        long before = HeapUse.ofThisThread();
        assertThatThrownBy(() -> open(path))
                .hasMessageContaining(
                        "is not supported: row 2 is longer than 4,194,304 characters, more than the largest image"
                                + " needs, or a quote is open");
        assertThat(HeapUse.ofThisThread() - before).isLessThan(64 << 20);
    }

    @Test
    void survivesMutatedFiles() throws IOException {
        survives(600);
    }

    @Slow
    @Test
    void survivesManyMutatedFiles() throws IOException {
        survives(30_000);
    }

    /** What is accepted is what a reader by splitting reads; all else is refused in a line. */
    private void survives(int rounds) throws IOException {
        SplittableRandom random = new SplittableRandom(21);
        byte[] sound = (HEADER + "\n" + rows(14, i -> i % 2 + "," + pixels(i))).getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("mutant.csv");
        int accepted = 0;
        for (int i = 0; i < rounds; i++) {
            byte[] mutant = random.nextInt(6) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
            for (int flips = random.nextInt(3); flips >= 0 && mutant.length > 0; flips--) {
                String likely = ",,\n\"0123456789.- e";
                mutant[random.nextInt(mutant.length)] = (byte)
                        (random.nextInt(4) == 0 ? random.nextInt(256) : likely.charAt(random.nextInt(likely.length())));
            }
            Files.write(path, mutant);
            try {
                TestImages images = openTest(
                        Files.move(path, folder.resolve("mutant-test.csv"), StandardCopyOption.REPLACE_EXISTING),
                        Task.of(
                                Shape.maps(1, SIDE, SIDE),
                                IntStream.range(0, 1000)
                                        .mapToObj(Integer::toString)
                                        .toList()));
                accepted++;
                String[] lines = new String(mutant, StandardCharsets.UTF_8)
                        .replace("\"", "")
                        .strip()
                        .split("\r?\n|\r", -1);
                for (int row = 1; row < lines.length; row++) {
                    String[] fields = lines[row].split(",", -1);
                    assertThat(Double.parseDouble(fields[0]))
                            .isEqualTo(images.images().label(row - 1));
                    for (int k = 0; k < AREA; k++) {
                        assertThat(Double.parseDouble(fields[k + 1]))
                                .isEqualTo(images.images().at(row - 1, k));
                    }
                }
            } catch (Failure e) {
                assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_INPUT);
                assertThat(e.getMessage()).contains("mutant-test.csv is ").doesNotContain("\n");
            }
        }
        assertThat(accepted).as("other digits").isBetween(rounds / 20, rounds * 3 / 4);
    }

    private Dataset open(Path path) {
        return new CsvFormat().open(path, ReadOptions.DEFAULT, said::add).orElseThrow();
    }

    private TestImages openTest(Path path, Task task) {
        return new CsvFormat()
                .openTest(path, task, ReadOptions.DEFAULT, said::add)
                .orElseThrow();
    }

    private static int[] labels(Images images) {
        return IntStream.range(0, images.count()).map(images::label).toArray();
    }
}
