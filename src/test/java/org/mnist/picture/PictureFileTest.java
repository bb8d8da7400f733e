package org.mnist.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.testing.Slow;

class PictureFileTest {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 9;

    @TempDir
    Path folder;

    /** A dark left half, a light right one; whatever the form, the numbers come back. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff"})
    void readsEveryForm(String format) throws IOException {
        for (int type : new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY}) {
            byte[] bytes = written(halves(type), format);
            try (PictureFile file = PictureFile.open(bytes)) {
                assertThat(file.size()).isEqualTo(new PictureSize(HEIGHT, WIDTH));
                ScaledPicture read = scaled(file, HEIGHT, WIDTH);
                assertThat(read.isGrey()).as("type %d", type).isTrue();
                assertThat(read.grey()[0] & 0xff).isCloseTo(40, within(format.equals("jpg") ? 2 : 0));
                assertThat(read.grey()[WIDTH - 1] & 0xff).isCloseTo(200, within(format.equals("jpg") ? 2 : 0));
            }
        }
    }

    @Test
    void readsWebP() throws IOException {
        boolean[] light = new boolean[WIDTH * HEIGHT];
        SplittableRandom random = new SplittableRandom(4);
        byte[] expected = new byte[light.length];
        for (int i = 0; i < light.length; i++) {
            light[i] = random.nextBoolean();
            expected[i] = (byte) (light[i] ? 200 : 40);
        }
        try (PictureFile file = PictureFile.open(WebP.twoGreys(WIDTH, HEIGHT, 40, 200, light))) {
            assertThat(file.size()).isEqualTo(new PictureSize(HEIGHT, WIDTH));
            assertThat(scaled(file, HEIGHT, WIDTH).grey()).isEqualTo(expected);
        }
    }

    @Test
    void theSizeIsThatOfTheUprightPicture() throws IOException {
        byte[] jpeg = written(halves(BufferedImage.TYPE_3BYTE_BGR), "jpg");
        byte[] exif = ByteBuffer.allocate(36)
                .put(new byte[] {
                    (byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1
                })
                .put(new byte[] {1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6})
                .array();
        byte[] turned = ByteBuffer.allocate(jpeg.length + exif.length)
                .put(jpeg, 0, 2)
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
        try (PictureFile file = PictureFile.open(turned)) {
            assertThat(file.size()).isEqualTo(new PictureSize(/* height= */ WIDTH, /* width= */ HEIGHT));
            BufferedImage upright = file.decode(Picture::image);
            assertThat(List.of(upright.getHeight(), upright.getWidth())).containsExactly(WIDTH, HEIGHT);
            assertThat(upright.getRGB(0, 0) & 0xff).as("the left is now above").isLessThan(60);
            assertThat(upright.getRGB(0, WIDTH - 1) & 0xff).isGreaterThan(180);
        }
    }

    @Test
    void aBombIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] png = written(halves(BufferedImage.TYPE_BYTE_GRAY), "png");
        ByteBuffer.wrap(png).putInt(16, 50_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        assertThatThrownBy(() -> PictureFile.open(png).close())
                .isInstanceOf(NoPictureException.class)
                .hasMessage("it has 3000000000 pixels, more than 150000000");
    }

    /** Thirty-odd bytes that announce 36 million pixels are given up soon, and not read as if zeros followed. */
    @Test
    @Timeout(20)
    void aPictureWithoutItsEndIsGivenUp() throws IOException {
        byte[] cut = Arrays.copyOf(WebP.twoGreys(6000, 6000, 40, 200, new boolean[8]), 40);
        Path path = Files.write(folder.resolve("cut.webp"), cut);
        for (PictureFile file : List.of(PictureFile.open(path), PictureFile.open(cut))) {
            assertThatThrownBy(() -> file.decode(Picture::image))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessageContaining("it ends too early");
            file.close();
        }
        byte[] huge = WebP.twoGreys(16_000, 16_000, 40, 200, new boolean[8]);
        assertThatThrownBy(() -> PictureFile.open(huge).close()).hasMessageContaining("pixels, more than");
    }

    @Test
    void whatIsNoPictureSaysWhy() throws IOException {
        assertThatThrownBy(() -> PictureFile.open("words".getBytes(StandardCharsets.UTF_8))
                        .close())
                .isInstanceOf(NoPictureException.class)
                .hasMessage("it is not in a format known here");
        assertThatThrownBy(() -> PictureFile.open(folder).close())
                .isInstanceOf(NoPictureException.class)
                .hasMessage("it is not a file");
        byte[] png = written(halves(BufferedImage.TYPE_BYTE_GRAY), "png");
        try (PictureFile cut = PictureFile.open(Arrays.copyOf(png, png.length - 30))) {
            assertThatThrownBy(() -> cut.decode(Picture::image))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessageStartingWith("it cannot be decoded: ");
        }
    }

    @Test
    void survivesMutatedPictures() throws IOException {
        survives(150);
    }

    @Slow
    @Test
    void survivesManyMutatedPictures() throws IOException {
        survives(10_000);
    }

    /** Whatever the bytes, there is a picture or a reason, and nothing else is thrown. */
    private void survives(int rounds) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        boolean[] light = new boolean[WIDTH * HEIGHT];
        for (String format : List.of("png", "jpg", "bmp", "gif", "tiff", "webp")) {
            byte[] sound = format.equals("webp")
                    ? WebP.twoGreys(WIDTH, HEIGHT, 40, 200, light)
                    : written(halves(BufferedImage.TYPE_3BYTE_BGR), format);
            int read = 0;
            for (int i = 0; i < rounds; i++) {
                byte[] mutant =
                        random.nextInt(5) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
                for (int flips = random.nextInt(4); flips >= 0 && mutant.length > 0; flips--) {
                    int at = random.nextInt(Math.min(mutant.length, 1 + random.nextInt(sound.length)));
                    mutant[at] =
                            (byte) (random.nextBoolean() ? random.nextInt(256) : mutant[at] ^ (1 << random.nextInt(8)));
                }
                Path path = Files.write(folder.resolve("mutant"), mutant);
                try (PictureFile file = PictureFile.open(path)) {
                    assertThat(scaled(file, 8, 8).colours()).hasSize(3 * 64);
                    read++;
                } catch (NoPictureException e) {
                    assertThat(e).hasMessageStartingWith("it ");
                }
            }
            assertThat(read).as("%s that are read all the same", format).isBetween(1, rounds);
        }
    }

    private static ScaledPicture scaled(PictureFile file, int height, int width) throws IOException {
        return file.decode(picture -> ScaledPicture.of(picture.image(), height, width));
    }

    private static BufferedImage halves(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, x < WIDTH / 2 ? 40 : 200);
                }
            }
        }
        return image;
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out))
                .as("a writer of %s", format)
                .isTrue();
        return out.toByteArray();
    }
}
