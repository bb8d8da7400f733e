package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/** Folders with IDX files under all of the names that they have in the world, and the classes that their labels stand for. */
class IdxFolderTest {
    private static final int ROWS = 9;
    private static final int COLUMNS = 11;
    private static final int[] TRAIN = {0, 1, 2, 1, 0};
    private static final int[] TEST = {2, 0, 1};

    @TempDir
    Path temporary;

    private Path folder;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("data"));
    }

    private Dataset open(Path path) {
        return new DatasetStore(temporary.resolve("cache"), said::add).open(path.toString());
    }

    /** Pixels of which each says where it is. */
    private static byte[] images(int count, int seed) {
        byte[] pixels = new byte[count * ROWS * COLUMNS];
        new SplittableRandom(seed).nextBytes(pixels);
        return IdxReaderTest.idx(8, pixels, count, ROWS, COLUMNS);
    }

    private static byte[] labels(int... labels) {
        return IdxReaderTest.idx(8, IdxReaderTest.bytes(labels), labels.length);
    }

    private static byte[] ints(int... labels) {
        ByteBuffer data = ByteBuffer.allocate(4 * labels.length);
        IntStream.of(labels).forEach(data::putInt);
        return IdxReaderTest.idx(12, data.array(), labels.length);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, name.endsWith(".gz") ? IdxReaderTest.gzip(content) : content);
    }

    private void writeAll(String... names) throws IOException {
        write(names[0], images(TRAIN.length, 1));
        write(names[1], labels(TRAIN));
        write(names[2], images(TEST.length, 2));
        write(names[3], labels(TEST));
    }

    private void holds(Dataset dataset, String... classes) {
        assertThat(dataset.task()).isEqualTo(new Task(1, ROWS, COLUMNS, List.of(classes)));
        assertThat(IntStream.range(0, 5).map(dataset.train()::label)).containsExactly(0, 1, 2, 1, 0);
        assertThat(IntStream.range(0, 3).map(dataset.test()::label)).containsExactly(2, 0, 1);
        byte[] image = new byte[ROWS * COLUMNS];
        dataset.test().copy(2, image);
        byte[] file = images(TEST.length, 2);
        assertThat(image).isEqualTo(Arrays.copyOfRange(file, file.length - image.length, file.length));
    }

    @Test
    void filesHaveManyNames() throws IOException {
        List<String[]> namings = List.of(
                IdxHalf.NAMES.toArray(String[]::new),
                new String[] {
                    "train-images.idx3-ubyte",
                    "train-labels.idx1-ubyte",
                    "t10k-images.idx3-ubyte",
                    "t10k-labels.idx1-ubyte"
                },
                new String[] {
                    "train-images-idx3-ubyte.gz",
                    "train-labels-idx1-ubyte",
                    "t10k-images.idx3-ubyte.gz",
                    "t10k-labels.idx1"
                },
                new String[] {
                    "Train-Images-Idx3-Ubyte",
                    "train_labels_idx1_ubyte",
                    "test-images-idx3-ubyte",
                    "test-labels-ubyte.GZ"
                },
                new String[] {
                    "train-images-idx3-ubyte/train-images-idx3-ubyte",
                    "train-labels-idx1-ubyte/train-labels-idx1-ubyte.gz",
                    "t10k-images-idx3-ubyte.gz/t10k-images-idx3-ubyte",
                    "t10k-labels.idx1-ubyte/t10k-labels.idx1-ubyte"
                },
                new String[] {
                    "raw/train-images.idx", "raw/train-labels.idx", "raw/t10k-images.idx", "raw/t10k-labels.idx"
                },
                new String[] {
                    "MNIST/raw/train-images-idx3-ubyte",
                    "MNIST/raw/train-labels-idx1-ubyte",
                    "MNIST/raw/t10k-images-idx3-ubyte",
                    "MNIST/raw/t10k-labels-idx1-ubyte"
                },
                new String[] {
                    "gzip/mine-train-images-idx3-ubyte.gz",
                    "gzip/mine-train-labels-idx1-ubyte.gz",
                    "gzip/mine-test-images-idx3-ubyte.gz",
                    "gzip/mine-test-labels-idx1-ubyte.gz"
                });
        Path all = folder;
        for (int i = 0; i < namings.size(); i++) {
            folder = all.resolve("naming" + i);
            // Whatever a file is called, its first bytes say whether it is compressed.
            writeAll(namings.get(i));
            Dataset dataset = open(folder);
            holds(dataset, "0", "1", "2");
            assertThat(dataset.trainHashes())
                    .as("names do not change what a run is")
                    .containsOnlyKeys("train-images-idx3-ubyte", "train-labels-idx1-ubyte");
        }
        assertThat(said).isEmpty();
    }

    @Test
    void ofSeveralFormsOfAFileThePlainOneIsRead() throws IOException {
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        for (String name : IdxHalf.NAMES) {
            Files.write(folder.resolve(name + ".gz"), new byte[] {0x1f, (byte) 0x8b, 1});
        }
        write("train-images.idx3-ubyte", images(1, 9));
        holds(open(folder), "0", "1", "2");
    }

    @Test
    void qmnistSaysMoreOfAnImageThanItsClass() throws IOException {
        write("qmnist-train-images-idx3-ubyte.gz", images(TRAIN.length, 1));
        write("qmnist-train-labels-idx2-int.gz", rows(TRAIN));
        write("qmnist-test-images-idx3-ubyte.gz", images(TEST.length, 2));
        write("qmnist-test-labels-idx2-int.gz", rows(TEST));
        Dataset dataset = open(folder);
        assertThat(dataset.task().classes()).isEqualTo(Task.MNIST.classes());
        assertThat(IntStream.range(0, 5).map(dataset.train()::label).toArray()).isEqualTo(TRAIN);
    }

    private static byte[] rows(int... labels) {
        ByteBuffer data = ByteBuffer.allocate(32 * labels.length);
        for (int i = 0; i < labels.length; i++) {
            data.putInt(32 * i, labels[i]).putInt(32 * i + 4, 4).putInt(32 * i + 20, i);
        }
        return IdxReaderTest.idx(12, data.array(), labels.length, 8);
    }

    @Test
    void labelsAreClassesInTheirOrderWhereverTheyBegin() throws IOException {
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        write("train-labels-idx1-ubyte", labels(1, 2, 3, 2, 1));
        write("t10k-labels-idx1-ubyte", labels(3, 1, 2));
        holds(open(folder), "1", "2", "3");
        write("train-labels-idx1-ubyte", ints(7, 50, 70_000, 50, 7));
        write("t10k-labels-idx1-ubyte", ints(70_000, 7, 50));
        holds(open(folder), "7", "50", "70000");
        assertThat(said).isEmpty();
    }

    @Test
    void aClassOfTheTestImagesAloneIsAClass() throws IOException {
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        write("t10k-labels-idx1-ubyte", labels(9, 0, 4));
        assertThat(open(folder).task().classes()).containsExactly("0", "1", "2", "4", "9");
    }

    @Test
    void classesHaveTheNamesThatAFileBesideThemGives() throws IOException {
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        write("classes.txt", "cat\r\ndog\n  flat fish \n\n".getBytes(StandardCharsets.UTF_8));
        holds(open(folder), "cat", "dog", "flat fish");
        write("classes.txt", "\ufeffnull\neins\nzwei\ndrei\n".getBytes(StandardCharsets.UTF_8));
        assertThat(open(folder).task().classes()).containsExactly("null", "eins", "zwei", "drei");
        write("train-labels-idx1-ubyte", labels(1, 2, 3, 2, 1));
        write("t10k-labels-idx1-ubyte", labels(3, 1, 2));
        write("classes.txt", "cat\ndog\nfish".getBytes(StandardCharsets.UTF_8));
        holds(open(folder), "cat", "dog", "fish");
        write("classes.txt", "cat\ndog\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(folder))
                .hasMessageMatching(
                        ".*-labels-idx1-ubyte is not supported: label \\d is 3; 2 labels from 1 to 2 have names");
        write("t10k-labels-idx1-ubyte", labels(2, 1, 2));
        assertThatThrownBy(() -> open(folder))
                .hasMessageContaining("train-labels-idx1-ubyte is not supported: label 2 is 3");
        write("t10k-labels-idx1-ubyte", labels(3, 1, 2));
        for (String wrong :
                List.of("cat\ncat\nfish", "cat\n\nfish", "only", "a\u0007b\nc\nd", "x".repeat(101) + "\ny\nz")) {
            write("classes.txt", wrong.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> open(folder))
                    .as(wrong)
                    .hasMessageStartingWith(folder.resolve("classes.txt") + " is not supported: ")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
        write("classes.txt", new byte[] {'a', '\n', (byte) 0xff, '\n', 'b'});
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("it is no text in UTF-8");
        write("classes.txt", new byte[2 << 20]);
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("it has 2,097,152 bytes");
    }

    @Test
    void aMappingOfLabelsToCharactersGivesNamesToo() throws IOException {
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        write("letters-mapping.txt", "0 65 97\n1 66 98\n2 67\n".getBytes(StandardCharsets.UTF_8));
        holds(open(folder), "A", "B", "C");
        for (String wrong :
                List.of("0 A\n1 B\n2 C", "0 65\n0 66\n1 67", "0 65\n1 9999999\n2 66", "0\n1\n2", "-1 65\n1 66\n2 67")) {
            write("letters-mapping.txt", wrong.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> open(folder))
                    .as(wrong)
                    .hasMessageStartingWith(folder.resolve("letters-mapping.txt") + " is not supported: ");
        }
    }

    @Test
    void emnistIsTurnedByItsNames() throws IOException {
        writeAll(emnist("letters"));
        write("emnist-letters-train-labels-idx1-ubyte.gz", labels(1, 2, 26, 2, 1));
        write("emnist-letters-test-labels-idx1-ubyte.gz", labels(26, 1, 2));
        Dataset dataset = open(folder);
        assertThat(dataset.task().image()).isEqualTo(Shape.maps(1, COLUMNS, ROWS));
        assertThat(dataset.task().classes()).hasSize(26).startsWith("A", "B").endsWith("Z");
        assertThat(dataset.train().label(2)).isEqualTo(25);
        assertThat(said)
                .containsExactly(
                        folder + ": EMNIST's images are stored with rows for columns, and are turned as they are read");
        byte[] file = images(TRAIN.length, 1);
        for (int y = 0; y < COLUMNS; y++) {
            for (int x = 0; x < ROWS; x++) {
                assertThat(dataset.train().at(3, y * ROWS + x))
                        .isEqualTo(file[16 + 3 * ROWS * COLUMNS + x * COLUMNS + y] & 0xff);
            }
        }
        assertThat(dataset.trainHashes())
                .as("turned images are others")
                .containsOnlyKeys("train-images-idx3-ubyte (turned)", "train-labels-idx1-ubyte");
    }

    private static String[] emnist(String name) {
        String prefix = "emnist-" + name;
        return new String[] {
            prefix + "-train-images-idx3-ubyte.gz",
            prefix + "-train-labels-idx1-ubyte.gz",
            prefix + "-test-images-idx3-ubyte.gz",
            prefix + "-test-labels-idx1-ubyte.gz"
        };
    }

    @Test
    void ofSeveralDataSetsOneIsNamed() throws IOException {
        writeAll(emnist("digits"));
        writeAll(emnist("mnist"));
        write("emnist-mnist-mapping.txt", "0 48\n1 49\n2 50\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(folder))
                .hasMessage(folder
                        + " holds several data sets: emnist-digits, emnist-mnist; name one of them, such as --data "
                        + folder.resolve("emnist-digits"))
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.USAGE);
        assertThat(open(folder.resolve("emnist-digits")).task().classes()).isEqualTo(Task.MNIST.classes());
        assertThat(open(folder.resolve("emnist-mnist")).task().classes()).containsExactly("0", "1", "2");
        assertThatThrownBy(() -> open(folder.resolve("emnist-letters")))
                .hasMessageStartingWith("there is no data set, folder or file ");
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        assertThat(open(folder).task().classes())
                .as("MNIST's own names come first")
                .containsExactly("0", "1", "2");
        Path root = folder;
        folder = root.resolve("all/MNIST/raw");
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        folder = root.resolve("all/FashionMNIST/raw");
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        assertThatThrownBy(() -> open(root.resolve("all")))
                .hasMessageContaining("holds several data sets: FashionMNIST/raw, MNIST/raw; name one");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        writeAll(emnist("digits"));
        Files.delete(folder.resolve("emnist-digits-test-labels-idx1-ubyte.gz"));
        assertThatThrownBy(() -> open(folder))
                .hasMessageStartingWith(
                        "there is no emnist-digits-t10k-labels-idx1-ubyte (or emnist-digits-t10k-labels-idx1-ubyte.gz"
                                + ") in " + folder)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @Test
    void aPathThatIsThereIsNeverNoDataSet() throws IOException {
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        Path file = folder.resolve("train-images-idx3-ubyte");
        assertThatThrownBy(() -> open(file))
                .hasMessage(file + " is one of the four IDX files of a data set; name their folder: --data " + folder)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        assertThatThrownBy(() -> open(empty))
                .hasMessageStartingWith(empty + " is not supported: it is in none of the forms that are, which are ")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }

    @Test
    void halvesOfOtherShapesAndOneClassAreNotSupported() throws IOException {
        writeAll(IdxHalf.NAMES.toArray(String[]::new));
        write("t10k-labels-idx1-ubyte", labels(0, 0, 0));
        write("train-labels-idx1-ubyte", labels(0, 0, 0, 0, 0));
        assertThatThrownBy(() -> open(folder))
                .hasMessage(folder + " is not supported: all its labels are 0; 2 to 1,000 classes are");
        int[] many = IntStream.range(0, 1001).toArray();
        write("train-labels-idx1-ubyte", ints(many));
        assertThatThrownBy(() -> open(folder))
                .hasMessage(folder + " is not supported: its labels are of 1,001 classes; 2 to 1,000 classes are");
        write("t10k-images-idx3-ubyte", IdxReaderTest.idx(8, new byte[3 * 64], 3, 8, 8));
        assertThatThrownBy(() -> open(folder))
                .hasMessage(folder + " is not supported: its training images are 9×11×1, its test images 8×8×1;"
                        + " images of one shape are");
    }
}
