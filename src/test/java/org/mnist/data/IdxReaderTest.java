package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.network.Shape;
import org.mnist.testing.HeapUse;
import org.mnist.testing.TinyData;

class IdxReaderTest {
    private static final int BYTE = 0x08;
    private static final int SHORT = 0x0B;
    private static final int INT = 0x0C;

    private static final byte[] IMAGES = cut(TinyData.sample("t10k-images-idx3-ubyte"), 16 + 20 * 784);
    private static final byte[] LABELS = cut(TinyData.sample("t10k-labels-idx1-ubyte"), 8 + 20);

    @Test
    void readsPlainAndCompressedAlikeWhateverTheNameSays() {
        byte[] pixels = Arrays.copyOfRange(IMAGES, 16, IMAGES.length);
        int[] labels = IntStream.range(8, 28).map(i -> LABELS[i]).toArray();
        for (String name : List.of("a", "a.gz")) {
            assertThat(images(IMAGES, name)).isEqualTo(pixels);
            assertThat(images(gzip(IMAGES), name)).isEqualTo(pixels);
            assertThat(labels(LABELS, name)).isEqualTo(labels);
            assertThat(labels(gzip(LABELS), name)).isEqualTo(labels);
        }
        assertThat(IdxReader.labels(source(gzip(LABELS), "a")).sha256()).isEqualTo(Hashes.sha256(LABELS));
        assertThat(IdxReader.images(source(gzip(IMAGES), "a"), false, int[]::new)
                        .sha256())
                .isEqualTo(Hashes.sha256(IMAGES));
    }

    @Test
    void readsLabelsOfEachTypeAndOfQmnist() {
        assertThat(labels(idx(BYTE, bytes(3, 255, 0), 3), "l")).containsExactly(3, 255, 0);
        assertThat(labels(idx(SHORT, bytes(1, 0, 0, 7), 2), "l")).containsExactly(256, 7);
        assertThat(labels(idx(INT, bytes(0, 1, 0, 0, 0, 0, 0, 9), 2), "l")).containsExactly(65_536, 9);
        assertThat(labels(idx(INT, bytes(0, 0, 0, 5), 1, 1), "l")).containsExactly(5);
        byte[] rows = new byte[2 * 8 * 4];
        for (int i = 0; i < 16; i++) {
            ByteBuffer.wrap(rows).putInt(4 * i, i == 0 ? 6 : i == 8 ? 2 : 1000 + i);
        }
        assertThat(labels(idx(INT, rows, 2, 8), "l")).containsExactly(6, 2);
    }

    /** A pixel is named by its channel, row and column: 100 c + 10 y + x. */
    @Test
    void readsColourInBothOrdersAndOtherSides() {
        Shape shape = Shape.maps(3, 8, 9);
        byte[] planar = new byte[3 * 8 * 9];
        byte[] interleaved = planar.clone();
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 9; x++) {
                    planar[(c * 8 + y) * 9 + x] = (byte) (100 * c + 10 * y + x);
                    interleaved[(y * 9 + x) * 3 + c] = (byte) (100 * c + 10 * y + x);
                }
            }
        }
        for (byte[] file : List.of(idx(BYTE, planar, 1, 3, 8, 9), idx(BYTE, interleaved, 1, 8, 9, 3))) {
            assertThat(IdxReader.shape(source(file, "c"), false)).isEqualTo(shape);
            assertThat(images(file, "c")).isEqualTo(planar);
            Images turned = read(file, true);
            assertThat(turned.image()).isEqualTo(Shape.maps(3, 9, 8));
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < 8; y++) {
                    for (int x = 0; x < 9; x++) {
                        assertThat(turned.at(0, (c * 9 + x) * 8 + y)).isEqualTo(100 * c + 10 * y + x & 0xff);
                    }
                }
            }
        }
        byte[] grey = Arrays.copyOf(planar, 72);
        for (byte[] file :
                List.of(idx(BYTE, grey, 1, 8, 9), idx(BYTE, grey, 1, 1, 8, 9), idx(BYTE, grey, 1, 8, 9, 1))) {
            assertThat(images(file, "g")).isEqualTo(grey);
            assertThat(read(file, true).at(0, 8))
                    .as("row 1, column 0 was row 0, column 1")
                    .isEqualTo(1);
        }
        assertThat(IdxReader.shape(source(idx(BYTE, new byte[128 * 128], 1, 128, 128), "g"), false))
                .isEqualTo(Shape.maps(1, 128, 128));
    }

    @Test
    void saysWhatIsDamaged() {
        damaged(with(IMAGES, 0, 0x10803), "it starts with 00010803; an IDX file of images starts with 00000803");
        damaged(with(IMAGES, 0, 0x0703), "it starts with 00000703");
        damaged(with(IMAGES, 0, 0x0800), "it starts with 00000800");
        damaged(with(IMAGES, 4, -1), "it announces -1 images");
        damaged(with(IMAGES, 12, -28), "it announces a size of -28");
        damaged(with(IMAGES, 4, 300_000), "it ends too early");
        damaged(with(IMAGES, 4, 21), "it ends too early");
        damaged(with(IMAGES, 4, 19), "more follows");
        damaged(with(IMAGES, 8, 27), "more follows");
        damaged(Arrays.copyOf(IMAGES, IMAGES.length - 1), "it ends too early");
        damaged(Arrays.copyOf(IMAGES, IMAGES.length + 1), "more follows");
        damaged(Arrays.copyOf(IMAGES, 3), "it ends too early");
        damaged(new byte[0], "it ends too early");
    }

    @Test
    void whatIsSoundButOfAnotherKindIsNotCalledDamaged() {
        unsupported(
                with(IMAGES, 0, 0x0d03), "its images are made of 32-bit floating-point numbers; unsigned bytes are");
        unsupported(with(IMAGES, 0, 0x0e03), "its images are made of 64-bit floating-point numbers; ");
        unsupported(with(IMAGES, 0, 0x0903), "its images are made of signed bytes; ");
        unsupported(with(IMAGES, 0, 0x0801), "it has 1 dimension; images have 3 (number, rows, columns), or 4");
        unsupported(with(IMAGES, 0, 0x0805), "it has 5 dimensions; 1 to 4 are");
        unsupported(with(IMAGES, 4, 0), "it announces 0 images; 1 to 5,000,000 are");
        unsupported(with(IMAGES, 4, Integer.MAX_VALUE), "it announces 2147483647 images; 1 to 5,000,000 are");
        unsupported(with(IMAGES, 8, 7), "its images are 7×28; 8 to 128 rows and columns are");
        unsupported(with(IMAGES, 12, 129), "its images are 28×129; ");
        unsupported(idx(BYTE, new byte[0], 1, 2, 28, 28), "its images have the sizes 2×28×28; 1 or 3 channels");
        for (byte[] file : List.of(
                with(LABELS, 0, 0x0d01),
                with(LABELS, 0, 0x0901),
                idx(BYTE, new byte[20], 2, 10),
                idx(BYTE, new byte[16], 2, 8))) {
            assertThatThrownBy(() -> labels(file, "l")).hasMessageStartingWith("l is not supported: its labels ");
        }
        assertThatThrownBy(() -> labels(idx(INT, bytes(0, 0, 0, 1, 255, 255, 255, 255), 2), "l"))
                .hasMessage("l is not supported: label 1 is -1; whole numbers from 0 on are");
    }

    @Test
    void refusesGzipThatIsNotExactlyOneMember() {
        byte[] sound = gzip(IMAGES);
        byte[] trailing = Arrays.copyOf(sound, sound.length + 5);
        assertThatThrownBy(() -> images(trailing, "a.gz")).hasMessageContaining("more follows");
        byte[] twice = Arrays.copyOf(sound, 2 * sound.length);
        System.arraycopy(sound, 0, twice, sound.length, sound.length);
        assertThatThrownBy(() -> images(twice, "a.gz")).hasMessageContaining("more follows");
        byte[] wrongCheck = sound.clone();
        wrongCheck[wrongCheck.length - 6] ^= 1;
        assertThatThrownBy(() -> images(wrongCheck, "a.gz")).hasMessageContaining("damaged: it is not sound gzip");
    }

    @Test
    void bombsAreRefusedUnopened() {
        byte[] huge = Arrays.copyOf(IMAGES, 100 << 20);
        byte[] bomb = gzip(huge);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> images(bomb, "a.gz")).hasMessageContaining("more follows");
        byte[] announced = gzip(idx(BYTE, new byte[10 << 20], 4_000_000, 128, 128));
        assertThatThrownBy(() -> images(announced, "a"))
                .hasMessageStartingWith("a is not supported: it would become 65,536,000,000 bytes from ");
        byte[] labels = gzip(idx(INT, new byte[1 << 20], 5_000_000, 8));
        assertThatThrownBy(() -> labels(labels, "a"))
                .hasMessageStartingWith("a is not supported: it would become 160,000,000 bytes from ");
    }

    /** Half a million images of 48 KB are announced, and a hundred are there. */
    @Test
    void whatAHeaderAnnouncesTakesNoMemory() {
        byte[] file = idx(BYTE, new byte[100 * 3 * 128 * 128], 500_000, 3, 128, 128);
        long before = HeapUse.ofThisThread();
        assertThatThrownBy(() -> IdxReader.images(source(file, "f"), false, count -> new int[100]))
                .hasMessageStartingWith("f is damaged: it ends too early");
        assertThat(HeapUse.ofThisThread() - before).isLessThan(4L * file.length);
    }

    /** What each mutant is, by a reader that has all of it in memory; nothing else may come out of the real one. */
    @Test
    void survivesTwentyThousandMutatedFiles() {
        SplittableRandom random = new SplittableRandom(28);
        byte[] rows = new byte[5 * 8 * 4];
        for (int i = 0; i < 5; i++) {
            rows[32 * i + 3] = (byte) i;
        }
        byte[] colour = new byte[4 * 3 * 8 * 9];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = (byte) random.nextInt(256);
        }
        List<byte[]> seeds = List.of(
                LABELS,
                IMAGES,
                idx(BYTE, colour, 4, 3, 8, 9),
                idx(BYTE, colour, 4, 8, 9, 3),
                idx(INT, rows, 5, 8),
                idx(INT, rows, 40),
                idx(SHORT, rows, 80));
        int accepted = 0;
        int unsupported = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] seed = seeds.get(random.nextInt(seeds.size()));
            boolean compressed = random.nextInt(4) == 0;
            byte[] file = mutate(compressed ? gzip(seed) : seed, random);
            boolean stillCompressed = file.length > 1 && file[0] == 0x1f && (file[1] & 0xff) == 0x8b;
            for (boolean asImages : new boolean[] {true, false}) {
                // A packed file cannot be changed and still be sound and another one: its check would be wrong.
                Object expected = simple(stillCompressed ? seed : file, asImages);
                try {
                    Object read = asImages ? boxed(images(file, "mutant")) : boxed(labels(file, "mutant"));
                    accepted++;
                    assertThat(read).isEqualTo(expected);
                } catch (Failure e) {
                    assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_INPUT);
                    boolean damaged = e.getMessage().startsWith("mutant is damaged: ");
                    assertThat(e.getMessage()).matches("mutant is (damaged|not supported): [^\n]*; [^\n]*");
                    unsupported += damaged ? 0 : 1;
                    if (!stillCompressed) {
                        assertThat(damaged ? "damaged" : "not supported")
                                .as(e.getMessage())
                                .isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(accepted)
                .as("mutations that only change pixels or labels are sound files")
                .isBetween(2000, 18_000);
        assertThat(unsupported).isBetween(2000, 30_000);
    }

    private static byte[] mutate(byte[] file, SplittableRandom random) {
        byte[] mutant = file.clone();
        switch (random.nextInt(5)) {
            case 0 -> mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
            case 2 -> mutant = Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(1000));
            case 3 -> mutant[random.nextInt(Math.min(20, mutant.length))] = (byte) random.nextInt(256);
            default -> {
                int from = random.nextInt(mutant.length);
                int length = Math.min(mutant.length - from, random.nextInt(64));
                System.arraycopy(file, 0, mutant, from, length);
            }
        }
        return mutant;
    }

    /** What a plain file is: its numbers, {@code damaged} or {@code not supported}. */
    private static Object simple(byte[] file, boolean asImages) {
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < 4) {
            return "damaged";
        }
        int magic = in.getInt();
        int type = magic >>> 8;
        int dimensions = magic & 0xff;
        int width = List.of(8, 9).contains(type)
                ? 1
                : type == SHORT ? 2 : type == INT || type == 13 ? 4 : type == 14 ? 8 : 0;
        if (width == 0 || dimensions == 0) {
            return "damaged";
        }
        if (dimensions > 4) {
            return "not supported";
        }
        int[] sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            if (in.remaining() < 4) {
                return "damaged";
            }
            sizes[i] = in.getInt();
            if (sizes[i] < 0) {
                return "damaged";
            }
        }
        boolean possible =
                sizes[0] > 0 && sizes[0] <= 5_000_000 && (asImages ? areImages(type, sizes) : areLabels(type, sizes));
        if (!possible) {
            return "not supported";
        }
        long numbers = IntStream.of(sizes).asLongStream().reduce(1, Math::multiplyExact);
        if (!asImages) {
            int columns = sizes.length == 1 ? 1 : sizes[1];
            int[] labels = new int[in.remaining() / width / columns];
            for (int i = 0; i < Math.min(labels.length, sizes[0]); i++) {
                int at = file.length - in.remaining() + i * columns * width;
                labels[i] = width == 1 ? file[at] & 0xff : width == 2 ? in.getShort(at) : in.getInt(at);
                if (labels[i] < 0) {
                    return "not supported";
                }
            }
            return numbers * width == in.remaining() ? boxed(labels) : "damaged";
        }
        if (numbers != in.remaining()) {
            return "damaged";
        }
        byte[] pixels = Arrays.copyOfRange(file, file.length - in.remaining(), file.length);
        boolean last = sizes.length == 4 && sizes[1] != 1 && sizes[1] != 3;
        if (!last) {
            return boxed(pixels);
        }
        byte[] planar = new byte[pixels.length];
        int plane = sizes[1] * sizes[2];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / (plane * sizes[3]);
            int inside = i % (plane * sizes[3]);
            planar[image * plane * sizes[3] + inside % sizes[3] * plane + inside / sizes[3]] = pixels[i];
        }
        return boxed(planar);
    }

    private static boolean areImages(int type, int[] sizes) {
        if (type != BYTE || sizes.length < 3) {
            return false;
        }
        int rows = sizes.length == 3 || (sizes[1] != 1 && sizes[1] != 3) ? 1 : 2;
        boolean channels = sizes.length == 3 || List.of(1, 3).contains(rows == 2 ? sizes[1] : sizes[3]);
        return channels && sizes[rows] >= 8 && sizes[rows] <= 128 && sizes[rows + 1] >= 8 && sizes[rows + 1] <= 128;
    }

    private static boolean areLabels(int type, int[] sizes) {
        boolean types = type == BYTE || type == SHORT || type == INT;
        return types && (sizes.length == 1 || (sizes.length == 2 && (sizes[1] == 1 || (sizes[1] == 8 && type == INT))));
    }

    private static List<Integer> boxed(byte[] bytes) {
        return IntStream.range(0, bytes.length).map(i -> bytes[i]).boxed().toList();
    }

    private static List<Integer> boxed(int[] numbers) {
        return IntStream.of(numbers).boxed().toList();
    }

    private static void damaged(byte[] file, String problem) {
        assertThatThrownBy(() -> images(file, "f"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("f is damaged: " + problem);
    }

    private static void unsupported(byte[] file, String problem) {
        assertThatThrownBy(() -> images(file, "f"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("f is not supported: " + problem);
    }

    private static byte[] images(byte[] file, String name) {
        Images images = IdxReader.images(source(file, name), false, int[]::new).images();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] image = new byte[images.image().size()];
        for (int i = 0; i < images.count(); i++) {
            images.copy(i, image);
            all.writeBytes(image);
        }
        return all.toByteArray();
    }

    private static Images read(byte[] file, boolean transposed) {
        return IdxReader.images(source(file, "f"), transposed, int[]::new).images();
    }

    private static int[] labels(byte[] file, String name) {
        return IdxReader.labels(source(file, name)).values();
    }

    static IdxSource source(byte[] file, String name) {
        return new IdxSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(file);
            }

            @Override
            public long length() {
                return file.length;
            }
        };
    }

    /** An IDX file. */
    static byte[] idx(int type, byte[] data, int... sizes) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
        file.putInt(type << 8 | sizes.length);
        IntStream.of(sizes).forEach(file::putInt);
        return file.put(data).array();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] with(byte[] file, int offset, int value) {
        byte[] changed = file.clone();
        ByteBuffer.wrap(changed).putInt(offset, value);
        return changed;
    }

    private static byte[] cut(byte[] file, int length) {
        byte[] cut = Arrays.copyOf(file, length);
        ByteBuffer.wrap(cut).putInt(4, 20);
        return cut;
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
