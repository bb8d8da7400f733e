package org.mnist.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

class NpzFormatTest {
    private static final int COUNT = 15;
    private static final int SIDE = 8;
    private static final int AREA = SIDE * SIDE;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    /** Numbers 0 to 255 that differ from image to image and place to place. */
    private static int number(int i) {
        return (i * 37 + i / 251) % 256;
    }

    @ParameterizedTest
    @ValueSource(strings = {"|u1", "<u2", ">u2", "<i2", "<u4", ">i4", "<i8", "<u8", "<f4", ">f4", "<f8"})
    void everyTypeInBothOrdersAndAllVersionsIsReadAlike(String descr) {
        for (int version = 1; version <= 3; version++) {
            for (boolean fortran : new boolean[] {false, true}) {
                Npz npz = new Npz()
                        .array(
                                "x_train",
                                new Npz.Array(descr, fortran, COUNT, SIDE, SIDE),
                                version,
                                NpzFormatTest::number)
                        .array("y_train", new Npz.Array(descr, fortran, COUNT), version, i -> i % 3)
                        .array("x_test", new Npz.Array(descr, fortran, 4, SIDE, SIDE), version, i -> 255 - number(i))
                        .array("y_test", new Npz.Array(descr, fortran, 4, 1), version, i -> i % 2);
                Dataset dataset = open((fortran ? npz.deflated() : npz).write(folder.resolve("a.npz")));
                assertThat(dataset.task()).isEqualTo(new Task(1, SIDE, SIDE, List.of("0", "1", "2")));
                assertThat(labels(dataset.train()))
                        .containsExactly(
                                IntStream.range(0, COUNT).map(i -> i % 3).toArray());
                assertThat(labels(dataset.test())).containsExactly(0, 1, 0, 1);
                assertNumbers(dataset.train(), NpzFormatTest::number);
                assertNumbers(dataset.test(), i -> 255 - number(i));
                assertThat(said).isEmpty();
            }
        }
    }

    private static void assertNumbers(Images images, IntToDoubleFunction expected) {
        for (int i = 0; i < images.count(); i++) {
            for (int k = 0; k < images.image().size(); k++) {
                assertThat(images.at(i, k)).isEqualTo((int)
                        expected.applyAsDouble(i * images.image().size() + k));
            }
        }
    }

    /** Files that NumPy 2.4.6 wrote by savez and savez_compressed. */
    @Test
    void readsWhatNumPyWrites() throws IOException {
        Dataset stored = open(resource("stored.npz"));
        assertNumbers(stored.train(), i -> i % 251);
        assertNumbers(stored.test(), i -> ((5 - i / AREA) * AREA + i % AREA) % 251);
        assertThat(labels(stored.train())).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(labels(stored.test())).containsExactly(2, 1, 0, 2, 1, 0);
        Dataset deflated = open(resource("deflated.npz"));
        assertThat(deflated.validationImages()).isEqualTo(3);
        assertThat(deflated.train().count()).isEqualTo(9);
        assertNumbers(deflated.train(), i -> i % (6 * AREA) % 251);
        assertNumbers(deflated.test(), i -> i % 251);
        assertThat(labels(deflated.train())).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
        assertThat(labels(deflated.test())).containsExactly(0, 1, 2, 0, 1, 2);
        refuses(
                resource("objects.npz"),
                "objects.npz is not supported: in y_train, it holds Python objects, which are never read; save it as"
                        + " an array of numbers");
    }

    private Path resource(String name) throws IOException {
        return Files.copy(
                Path.of("src/test/resources/npz").resolve(name),
                folder.resolve(name),
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void coloursMayComeFirstOrLastOrInARow() {
        IntToDoubleFunction last = i -> 10 * (i % 3) + i / 3 % AREA;
        IntToDoubleFunction first = i -> 10 * (i / AREA % 3) + i % AREA;
        for (boolean fortran : new boolean[] {false, true}) {
            for (int[] shape : new int[][] {{COUNT, SIDE, SIDE, 3}, {COUNT, 3 * AREA}, {COUNT, 3, SIDE, SIDE}}) {
                boolean planar = shape.length == 4 && shape[1] == 3;
                Images images = open(pair(new Npz.Array("|u1", fortran, shape), planar ? first : last))
                        .train();
                assertThat(images.image()).isEqualTo(Shape.maps(3, SIDE, SIDE));
                for (int k = 0; k < 3 * AREA; k++) {
                    assertThat(images.at(1, k)).isEqualTo(10 * (k / AREA) + k % AREA);
                }
            }
        }
        for (int[] shape : new int[][] {{COUNT, SIDE, SIDE, 1}, {COUNT, 1, SIDE, SIDE}, {COUNT, AREA}}) {
            Dataset dataset = open(pair(new Npz.Array("|u1", false, shape), i -> i % AREA));
            assertThat(dataset.task().image()).isEqualTo(Shape.maps(1, SIDE, SIDE));
            assertThat(dataset.train().at(3, 17)).isEqualTo(17);
        }
        Path flat = pair(new Npz.Array("|u1", false, COUNT, 160), i -> i % 160);
        Dataset wide = format().open(flat, new ReadOptions(new ImageSize(10, 16), false), said::add)
                .orElseThrow();
        assertThat(wide.task().image()).isEqualTo(Shape.maps(1, 10, 16));
        refuses(flat, "an image has 160 numbers, which is neither a square nor three times a square");
    }

    /** Images and labels of no part: some are held out. */
    private Path pair(Npz.Array images, IntToDoubleFunction numbers) {
        return new Npz()
                .array("images", images, numbers)
                .array("labels", new Npz.Array("|u1", false, images.images()), i -> i % 2)
                .write(folder.resolve("pair.npz"));
    }

    @Test
    void aSixthIsHeldOutOfAPair() {
        Dataset dataset = open(pair(new Npz.Array("|u1", false, 24, SIDE, SIDE), i -> Math.floorDiv(i, AREA)));
        assertThat(dataset.train().count()).isEqualTo(20);
        assertThat(labels(dataset.test())).containsExactlyInAnyOrder(0, 0, 1, 1);
        assertThat(said)
                .containsExactly(folder.resolve("pair.npz")
                        + " has no test set: 4 of its 24 images, of each class a sixth, are held out for it; they are"
                        + " the same in every run");
        assertThat(dataset.hashes()).containsOnlyKeys("train", "test");
        assertThat(open(folder.resolve("pair.npz")).hashes()).isEmpty(); // until they are read
    }

    @Test
    void numbersFromZeroToOneAreTakenAsZeroTo255() {
        Dataset dataset = open(pair(new Npz.Array("<f4", false, COUNT, SIDE, SIDE), i -> number(i) / 255f));
        assertThat(dataset.train().at(0, 5)).isEqualTo(number(5));
        assertThat(said.get(0)).endsWith("pair.npz has numbers from 0 to 1; they are taken as 0 to 255");
        Images truth = open(pair(new Npz.Array("|b1", false, COUNT, SIDE, SIDE), i -> i % 2))
                .train();
        assertThat(List.of(truth.at(0, 0), truth.at(0, 1))).containsExactly(0, 255);
        // A first image of only 0 and 1 says nothing; the next does.
        Images late = open(pair(new Npz.Array("|u1", false, COUNT, SIDE, SIDE), i -> i < AREA ? i % 2 : 200))
                .train();
        assertThat(List.of(late.at(0, 0), late.at(0, 1), late.at(1, 0))).containsExactly(0, 1, 200);
        Images lateFortran = open(pair(new Npz.Array("|u1", true, COUNT, SIDE, SIDE), i -> i % AREA < 3 ? i % 2 : 200))
                .train();
        assertThat(List.of(lateFortran.at(0, 0), lateFortran.at(0, 1), lateFortran.at(1, 3)))
                .containsExactly(0, 1, 200);
    }

    @Test
    void labelsMayBeTextsOrOneHot() {
        Npz npz = new Npz()
                .array("data", new Npz.Array("|u1", false, 12, SIDE, SIDE), i -> 7)
                .texts(
                        "target", 5, "dog", "cat", "émeu", "dog", "cat", "émeu", "dog", "cat", "émeu", "dog", "cat",
                        "dog");
        Dataset dataset = open(npz.write(folder.resolve("texts.npz")));
        assertThat(dataset.task().classes()).containsExactly("cat", "dog", "émeu");
        for (boolean fortran : new boolean[] {false, true}) {
            Npz hot = new Npz()
                    .array("x_train", new Npz.Array("|u1", false, 12, SIDE, SIDE), i -> 7)
                    .array("y_train", new Npz.Array("<f4", fortran, 12, 4), i -> i % 4 == 3 - i / 4 % 4 ? 1 : 0)
                    .array("x_test", new Npz.Array("|u1", false, 1, SIDE, SIDE), i -> 7)
                    .array("y_test", new Npz.Array("|u1", false, 1, 4), i -> i == 2 ? 1 : 0);
            Dataset hotSet = open(hot.write(folder.resolve("hot.npz")));
            assertThat(labels(hotSet.train())).containsExactly(3, 2, 1, 0, 3, 2, 1, 0, 3, 2, 1, 0);
            assertThat(labels(hotSet.test())).containsExactly(2);
        }
    }

    @Test
    void whatIsSoundButNotSupportedSaysWhatWouldBe() {
        refuses(
                pair(new Npz.Array("|u1", false, COUNT, 7, 9), i -> 3),
                "its images are 7×9; sides of 8 to 128 pixels are");
        refuses(pair(new Npz.Array("|u1", false, COUNT, 8, 129), i -> 3), "its images are 8×129");
        refuses(pair(new Npz.Array("|u1", false, COUNT, 8, 8, 4), i -> 3), "images is 15×8×8×4: images are N×H×W");
        refuses(pair(new Npz.Array("|u1", false, COUNT), i -> 3), "images is 15 of type |u1; images are N×H×W numbers");
        refuses(
                pair(new Npz.Array("<f4", false, COUNT, 8, 8), i -> i == 70 ? -0.5 : 0),
                "image 1 of images has the number -0.5");
        refuses(
                pair(new Npz.Array("<f4", false, COUNT, 8, 8), i -> i == 70 ? Double.NaN : 0),
                "image 1 of images has the number NaN");
        refuses(
                pair(new Npz.Array("<f4", false, COUNT, 8, 8), i -> i == 70 ? 0.5 : i == 200 ? 9 : 0),
                "image 3 of images has the number 9.0");
        refuses(
                pair(new Npz.Array("<f4", false, COUNT, 8, 8), i -> i == 70 ? 9 : i == 200 ? 9.5 : 0),
                "image 3 of images has the number 9.5");
        refuses(
                pair(new Npz.Array("<u2", false, COUNT, 8, 8), i -> 300),
                "has the number 300.0; whole numbers from 0 to 255");
        refuses(pair(new Npz.Array("|u1", false, 6, 8, 8), i -> 9), "it has 6 images and no test set; at least 12");
        Npz.Array images = new Npz.Array("|u1", false, COUNT, 8, 8);
        refuses(new Npz().array("images", images, i -> 9), "images has no labels beside it; it has images");
        refuses(new Npz().array("arr_0", images, i -> 9), "it has no training images; it has arr_0; names are x_train");
        refuses(new Npz(), "it has no training images; it has no arrays");
        refuses(
                new Npz().array("images", images, i -> 9).array("labels", new Npz.Array("|u1", false, 14), i -> i % 2),
                "images has 15 images, but there are 14 labels for them");
        refuses(
                new Npz().array("images", images, i -> 9).array("labels", new Npz.Array("|u1", false, 15), i -> 4),
                "the number of classes is 1; valid are whole numbers from 2 to 1000");
        refuses(
                new Npz().array("images", images, i -> 9).array("labels", new Npz.Array("<f4", false, 15), i -> 4.5),
                "labels[0] is 4.5; labels are whole numbers");
        refuses(
                new Npz()
                        .array("images", images, i -> 9)
                        .array("labels", new Npz.Array("|u1", false, 15, 3), i -> i < 4 ? 0 : 1),
                "labels[1] is not one-hot");
        refuses(
                new Npz()
                        .array("images", images, i -> 9)
                        .array("labels", new Npz.Array("|u1", false, 15, 3), i -> i == 0 ? 1 : 0),
                "labels[1] is not one-hot");
        refuses(
                new Npz()
                        .array("images", images, i -> 9)
                        .array("labels", new Npz.Array("|u1", false, 15, 3, 2), i -> 0),
                "labels is 15×3×2 of type |u1; labels are N");
        refuses(
                new Npz()
                        .array("images", images, i -> 9)
                        .array("labels", new Npz.Array("<i8", false, 15), i -> i * 1000L)
                        .array("x_test", images, i -> 9)
                        .array("X_test", images, i -> 9),
                "x_test and X_test may both be meant");
        refuses(
                new Npz()
                        .array("x_train", images, i -> 9)
                        .array("y_train", new Npz.Array("|u1", false, 15), i -> i % 2)
                        .array("x_test", new Npz.Array("|u1", false, 2, 9, 9), i -> 9)
                        .array("y_test", new Npz.Array("|u1", false, 2), i -> i % 2),
                "the images of x_test are 9×9×1, others 8×8×1");
        refuses(
                new Npz()
                        .array("x_train", images, i -> 9)
                        .array("y_train", new Npz.Array("|u1", false, 15), i -> i % 2)
                        .array("x_test", new Npz.Array("<f4", false, 2, 8, 8), i -> 0.5)
                        .array("y_test", new Npz.Array("|u1", false, 2), i -> i % 2),
                "the numbers of x_train are 0 to 255, those of x_test 0 to 1; they must be alike");
        refuses(
                new Npz()
                        .array("images", new Npz.Array("|u1", false, 1001, 8, 8), i -> 9)
                        .array("labels", new Npz.Array("<i4", false, 1001), i -> i),
                "labels[1000] cannot be: it has more than 1,000 classes, the last of them `1000`");
        for (String descr : List.of("<c8", "<f2", "<f16", "<M8[ns]", "|V3")) {
            refuses(
                    header("{'descr': '" + descr + "', 'fortran_order': False, 'shape': (15, 8, 8), }"),
                    "its elements are of type");
        }
        refuses(
                header("{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (15,), }"),
                "its elements are structures");
        refuses(
                header("{'descr': '|O', 'fortran_order': False, 'shape': (15,), }"),
                "it holds Python objects, which are never read");
    }

    private static Npz header(String dictionary) {
        return new Npz()
                .raw("x_train", Npz.headerOf(1, dictionary))
                .array("y_train", new Npz.Array("|u1", false, 15), i -> i % 2);
    }

    private void refuses(Npz npz, String problem) {
        refuses(npz.write(folder.resolve("bad.npz")), problem);
    }

    private void refuses(Path file, String problem) {
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(" is not supported: ")
                .hasMessageContaining(problem)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }

    @Test
    void whatBreaksTheFormatIsDamaged() throws IOException {
        for (String dictionary : List.of(
                "{'descr': '|u1', 'fortran_order': False, }",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (15, 8, 8), 'shape': (15, 8, 8)}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (15, 8, 8), 'more': 1}",
                "{'descr': '|u1', 'fortran_order': 0, 'shape': (15, 8, 8)}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (15 8 8)}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (15)}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (-15, 8, 8)}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (15, 8, 8)",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (15, 8, 8)} + 1",
                "__import__('os').system('echo')")) {
            damaged(header(dictionary).bytes(), "in x_train, its header is none that NumPy writes");
        }
        damaged(
                header("{'descr': '|u1', 'fortran_order': False, 'shape': (15, 999999999999999, 999999999999999)}")
                        .bytes(),
                "announces more elements");
        damaged(
                header("{'descr': '|u1', 'fortran_order': False, 'shape': (15, 8, 8)}")
                        .bytes(),
                "x_train takes 128 bytes, but 1088 by its own header");
        byte[] array = new Npz.Array("|u1", false, 15, 8, 8).header(1);
        damaged(
                new Npz()
                        .raw("x_train", Arrays.copyOf(array, array.length + 961))
                        .raw("y_train", new byte[0])
                        .bytes(),
                "ends too early");
        Npz.Array labels = new Npz.Array("|u1", false, 15);
        damaged(
                new Npz()
                        .array("y_train", labels, i -> i % 2)
                        .raw("x_train", Arrays.copyOf(array, array.length + 961))
                        .bytes(),
                "x_train takes");
        damaged(
                new Npz()
                        .array("y_train", labels, i -> i % 2)
                        .raw("x_train", new byte[] {1, 2, 3})
                        .bytes(),
                "does not start as an array");
        byte[] sound = new Npz()
                .array("y_train", labels, i -> i % 2)
                .array("x_train", new Npz.Array("|u1", false, 15, 8, 8), i -> 0x5b)
                .bytes();
        byte[] flipped = sound.clone();
        for (int i = 0; i < flipped.length - 1; i++) {
            if (flipped[i] == 0x5b && flipped[i + 1] == 0x5b) {
                flipped[i] ^= 1;
                break;
            }
        }
        damaged(flipped, "the checksum of x_train is wrong");
        damaged(Arrays.copyOf(sound, sound.length - 30), "it is no sound zip file");
        damaged(new byte[0], "it is no sound zip file");
    }

    private void damaged(byte[] file, String problem) throws IOException {
        Path path = Files.write(folder.resolve("damaged.npz"), file);
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(path + " is damaged: ")
                .hasMessageContaining(problem)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }

    /** A header that announces gigabytes gets none: the file says at once that it cannot have them. */
    @Test
    void aBombGetsNoMemory() {
        Npz npz = new Npz()
                .array("y_train", new Npz.Array("|u1", false, 15), i -> i % 2)
                .raw(
                        "x_train",
                        Npz.headerOf(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (9000000, 128, 128)}"));
        Path file = npz.deflated().write(folder.resolve("bomb.npz"));
        long before = HeapUse.ofThisThread();
        assertThatThrownBy(() -> open(file))
                .hasMessageContaining("x_train takes 128 bytes, but 147456000128 by its own header");
        assertThat(HeapUse.ofThisThread() - before).isLessThan(8 << 20);
    }

    /** Sound arrays of nothing but zeros, which deflate makes a thousandth of. */
    @Test
    void whatUnpacksToMuchMoreIsRefusedBeforeItIsUnpacked() {
        byte[] header = Npz.headerOf(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (70000, 32, 32)}");
        Path file = new Npz()
                .array("y_train", new Npz.Array("|u1", false, 70000), i -> i % 2)
                .raw("x_train", Arrays.copyOf(header, header.length + 70000 * 1024))
                .deflated()
                .write(folder.resolve("bomb.npz"));
        long before = HeapUse.ofThisThread();
        assertThatThrownBy(() -> open(file))
                .hasMessageStartingWith(file + " is not supported: x_train would become 71,680,128 bytes from ")
                .hasMessageEndingWith(
                        "; arrays that become up to 200 times as large are; save it by numpy.savez, without"
                                + " compression");
        assertThat(HeapUse.ofThisThread() - before).isLessThan(8 << 20);
    }

    @Test
    void whatMemoryCannotHoldIsRefusedBeforeItIsRead() {
        Path path = pair(new Npz.Array("|u1", false, 15, 8, 8), i -> i);
        try (NpzFile file = NpzFile.open(path, 959)) {
            assertThatThrownBy(() -> file.read("images", header -> (i, from, at) -> {}))
                    .hasMessage(
                            path + " is not supported: images has 960 numbers, each of which takes a byte of memory,"
                                    + " and Java's heap has 959; give it more by MNIST_JAVA_OPTS, such as -Xmx4g");
        }
        try (NpzFile file = NpzFile.open(path, 960)) {
            file.read("images", header -> (i, from, at) -> {});
        }
    }

    /** What is read costs its own size and little more; images in Fortran's order twice that. */
    @Test
    void memoryIsBounded() {
        for (boolean fortran : new boolean[] {false, true}) {
            Path file = pair(new Npz.Array("|u1", fortran, 6000, 32, 32), i -> 77);
            long before = HeapUse.ofThisThread();
            assertThat(open(file).train().at(4999, 1023)).isEqualTo(77);
            assertThat(HeapUse.ofThisThread() - before)
                    .as("bytes for %d of images", 6000 * 1024)
                    .isLessThan((fortran ? 2 : 1) * 6000 * 1024 + 6000 * 1024 / 3 + (12 << 20));
        }
    }

    @Test
    void testImagesGetTheModelsLabelsByName() {
        Task task = new Task(1, SIDE, SIDE, List.of("7", "3", "5"));
        Npz npz = new Npz()
                .array("test_images", new Npz.Array("|u1", false, 3, SIDE, SIDE), i -> 9)
                .array("test_labels", new Npz.Array("|u1", false, 3), i -> 3 + 2 * i);
        TestImages images = openTest(npz.write(folder.resolve("t.npz")), task);
        assertThat(labels(images.images())).containsExactly(1, 2, 0);
        assertThat(images.areLabelled()).isTrue();
        Task other = new Task(1, SIDE, SIDE, List.of("1", "3", "5", "9"));
        assertThatThrownBy(() -> openTest(folder.resolve("t.npz"), other))
                .hasMessage(folder.resolve("t.npz")
                        + " is not supported: the model does not know its class 7; it knows 1, 3, 5, 9");
        Task larger = new Task(1, SIDE, SIDE + 1, List.of("7", "3", "5"));
        assertThatThrownBy(() -> openTest(folder.resolve("t.npz"), larger))
                .hasMessageContaining("its images are 8×8×1; the model takes 8×9×1");
        Task words = new Task(1, SIDE, SIDE, List.of("cat", "dog"));
        assertThat(labels(openTest(pair(new Npz.Array("|u1", false, 24, SIDE, SIDE), i -> 9), words)
                        .images()))
                .containsExactlyInAnyOrder(0, 0, 1, 1);
        assertThat(said)
                .last()
                .asString()
                .endsWith("has numbers for classes: 0 is taken for cat, and so on to 1 for dog");
    }

    @Test
    void imagesAloneHaveNoLabels() {
        Path file = new Npz()
                .array("x", new Npz.Array("|u1", false, 3, SIDE, SIDE), i -> i)
                .write(folder.resolve("alone.npz"));
        TestImages images = openTest(file, Task.of(Shape.maps(1, SIDE, SIDE), List.of("a", "b")));
        assertThat(labels(images.images())).containsExactly(-1, -1, -1);
        assertThat(images.areLabelled()).isFalse();
        Path named = pair(new Npz.Array("|u1", false, 24, SIDE, SIDE), i -> Math.floorDiv(i, AREA));
        Task task = Task.of(Shape.maps(1, SIDE, SIDE), List.of("0", "1"));
        assertThat(openTest(named, task).images().count())
                .as("what was held out in training")
                .isEqualTo(4);
        Path all = named.resolveSibling("my-test.npz");
        assertThat(named.toFile().renameTo(all.toFile())).isTrue();
        assertThat(openTest(all, task).images().count()).as("all of a test set").isEqualTo(24);
    }

    @Test
    void survivesMutatedFiles() throws IOException {
        survives(1500);
    }

    @Slow
    @Test
    void survivesManyMutatedFiles() throws IOException {
        survives(60_000);
    }

    /** Whatever the bytes: what is accepted is what was written, for the checksums see to it; all else is one line. */
    private void survives(int rounds) throws IOException {
        SplittableRandom random = new SplittableRandom(20);
        Npz npz = new Npz()
                .array("x_train", new Npz.Array("<u2", true, COUNT, SIDE, SIDE), NpzFormatTest::number)
                .array("y_train", new Npz.Array("<i4", false, COUNT), i -> i % 3);
        byte[][] sound = {npz.bytes(), npz.deflated().bytes()};
        Path path = folder.resolve("mutant.npz");
        int accepted = 0;
        for (int i = 0; i < rounds; i++) {
            byte[] file = sound[i % 2];
            byte[] mutant = random.nextInt(6) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file.clone();
            for (int flips = random.nextInt(3); flips >= 0 && mutant.length > 0; flips--) {
                int at = random.nextInt(3) == 0
                        ? Math.max(0, mutant.length - 1 - random.nextInt(200))
                        : random.nextInt(mutant.length);
                mutant[at] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : mutant[at] ^ (1 << random.nextInt(8)));
            }
            Files.write(path, mutant);
            try {
                Dataset dataset = open(path);
                assertThat(dataset.train().count() + dataset.test().count()).isEqualTo(COUNT);
                accepted++;
            } catch (Failure e) {
                assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_INPUT);
                assertThat(e.getMessage()).startsWith(path + " is ").doesNotContain("\n");
            }
        }
        assertThat(accepted).as("flips of times and unused fields").isBetween(rounds / 100, rounds / 2);
    }

    private static NpzFormat format() {
        return new NpzFormat();
    }

    private Dataset open(Path file) {
        return format().open(file, ReadOptions.DEFAULT, said::add).orElseThrow();
    }

    private TestImages openTest(Path file, Task task) {
        return format().openTest(file, task, ReadOptions.DEFAULT, said::add).orElseThrow();
    }

    private static int[] labels(Images images) {
        return IntStream.range(0, images.count()).map(images::label).toArray();
    }
}
