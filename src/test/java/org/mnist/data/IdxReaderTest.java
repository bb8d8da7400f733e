package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;
import org.mnist.testing.TinyData;

class IdxReaderTest {
    private static final byte[] IMAGES = cut(TinyData.sample("t10k-images-idx3-ubyte"), 16 + 20 * 784);
    private static final byte[] LABELS = cut(TinyData.sample("t10k-labels-idx1-ubyte"), 8 + 20);

    @Test
    void readsPlainAndCompressedAlike() {
        assertThat(images(IMAGES, "a")).isEqualTo(Arrays.copyOfRange(IMAGES, 16, IMAGES.length));
        assertThat(images(gzip(IMAGES), "a.gz")).isEqualTo(Arrays.copyOfRange(IMAGES, 16, IMAGES.length));
        assertThat(labels(LABELS, "a")).isEqualTo(Arrays.copyOfRange(LABELS, 8, LABELS.length));
        assertThat(labels(gzip(LABELS), "a.gz")).isEqualTo(Arrays.copyOfRange(LABELS, 8, LABELS.length));
    }

    @Test
    void saysWhatIsWrong() {
        refusesImages(with(IMAGES, 0, 0x801), "it starts with 00000801; IDX images start with 00000803");
        refusesImages(with(IMAGES, 4, -1), "it announces -1 images");
        refusesImages(with(IMAGES, 4, 0), "it announces 0 images");
        refusesImages(with(IMAGES, 4, Integer.MAX_VALUE), "it announces 2147483647 images");
        refusesImages(with(IMAGES, 4, 300_000), "it ends too early");
        refusesImages(with(IMAGES, 4, 21), "it ends too early");
        refusesImages(with(IMAGES, 4, 19), "more follows");
        refusesImages(with(IMAGES, 8, 27), "its images are 27×28; they must be 28×28");
        refusesImages(with(IMAGES, 12, 29), "its images are 28×29");
        refusesImages(Arrays.copyOf(IMAGES, IMAGES.length - 1), "it ends too early");
        refusesImages(Arrays.copyOf(IMAGES, IMAGES.length + 1), "more follows");
        refusesImages(Arrays.copyOf(IMAGES, 3), "it ends too early");
        refusesImages(new byte[0], "it ends too early");
        byte[] eleven = LABELS.clone();
        eleven[13] = 11;
        assertThatThrownBy(() -> labels(eleven, "l")).hasMessageContaining("label 5 is 11; labels must be 0 to 9");
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
        assertThatThrownBy(() -> images(wrongCheck, "a.gz")).hasMessageContaining("damaged");
        assertThatThrownBy(() -> images(IMAGES, "a.gz")).hasMessageContaining("not sound gzip");
    }

    @Test
    void aBombIsRefusedUnopened() {
        byte[] huge = Arrays.copyOf(IMAGES, 100 << 20);
        byte[] bomb = gzip(huge);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertThatThrownBy(() -> images(bomb, "a.gz")).hasMessageContaining("more follows");
    }

    /** Accepted bytes are read as a much simpler reader reads them; all others are refused as damaged. */
    @Test
    void survivesTenThousandMutatedFiles() {
        SplittableRandom random = new SplittableRandom(28);
        int accepted = 0;
        for (int i = 0; i < 10_000; i++) {
            boolean compressed = random.nextInt(3) == 0;
            byte[] file = mutate(compressed ? gzip(LABELS) : random.nextBoolean() ? LABELS : IMAGES, random);
            String name = compressed ? "mutant.gz" : "mutant";
            for (boolean asImages : new boolean[] {true, false}) {
                Optional<byte[]> expected = compressed ? Optional.empty() : simpleReader(file, asImages);
                try {
                    byte[] read = asImages ? images(file, name) : labels(file, name);
                    accepted++;
                    assertThat(read).isEqualTo(compressed ? Arrays.copyOfRange(LABELS, 8, 28) : expected.orElseThrow());
                } catch (Failure e) {
                    assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_INPUT);
                    assertThat(e.getMessage())
                            .startsWith(name + " is damaged: ")
                            .doesNotContain("\n");
                    assertThat(expected)
                            .as("refused, but sound: %s", e.getMessage())
                            .isEmpty();
                }
            }
        }
        assertThat(accepted)
                .as("mutations that only change pixels or labels are sound files")
                .isBetween(500, 7000);
    }

    private static byte[] mutate(byte[] file, SplittableRandom random) {
        byte[] mutant = file.clone();
        switch (random.nextInt(5)) {
            case 0 -> mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
            case 2 -> mutant = Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(1000));
            case 3 -> mutant[random.nextInt(Math.min(16, mutant.length))] = (byte) random.nextInt(256);
            default -> {
                int from = random.nextInt(mutant.length);
                int length = Math.min(mutant.length - from, random.nextInt(64));
                System.arraycopy(file, 0, mutant, from, length);
            }
        }
        return mutant;
    }

    private static Optional<byte[]> simpleReader(byte[] file, boolean asImages) {
        int head = asImages ? 16 : 8;
        if (file.length < head) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(file);
        boolean sound = header.getInt(0) == (asImages ? 2051 : 2049)
                && header.getInt(4) > 0
                && header.getInt(4) <= 300_000
                && (!asImages || (header.getInt(8) == 28 && header.getInt(12) == 28))
                && file.length == head + (long) header.getInt(4) * (asImages ? 784 : 1);
        byte[] body = Arrays.copyOfRange(file, head, file.length);
        if (sound && !asImages) {
            for (byte label : body) {
                sound &= label >= 0 && label <= 9;
            }
        }
        return sound ? Optional.of(body) : Optional.empty();
    }

    private static void refusesImages(byte[] file, String problem) {
        assertThatThrownBy(() -> images(file, "f"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("f is damaged: " + problem);
    }

    private static byte[] images(byte[] file, String name) {
        return IdxReader.images(new ByteArrayInputStream(file), name).bytes();
    }

    private static byte[] labels(byte[] file, String name) {
        return IdxReader.labels(new ByteArrayInputStream(file), name).bytes();
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
