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
import org.junit.jupiter.params.provider.CsvSource;
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

    /** A camera that was held on its side says so in every form that has a place for it. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "tiff", "webp"})
    void theSizeIsThatOfTheUprightPicture(String format) throws IOException {
        try (PictureFile file = PictureFile.open(onItsSide(format))) {
            assertThat(file.size()).isEqualTo(new PictureSize(/* height= */ WIDTH, /* width= */ HEIGHT));
            BufferedImage upright = file.decode(Picture::image);
            assertThat(List.of(upright.getHeight(), upright.getWidth())).containsExactly(WIDTH, HEIGHT);
            assertThat(upright.getRaster().getSample(0, 0, 0))
                    .as("the left is now above")
                    .isLessThan(60);
            assertThat(upright.getRaster().getSample(0, WIDTH - 1, 0)).isGreaterThan(180);
        }
    }

    private static byte[] onItsSide(String format) throws IOException {
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0};
        return switch (format) {
            case "jpg" ->
                HostilePictures.spliced(
                        written(halves(BufferedImage.TYPE_3BYTE_BGR), "jpg"), 2, HostilePictures.exif(exif));
            case "png" ->
                HostilePictures.spliced(
                        written(halves(BufferedImage.TYPE_BYTE_GRAY), "png"), 33, HostilePictures.chunk("eXIf", exif));
            case "tiff" -> {
                byte[] row = new byte[WIDTH];
                Arrays.fill(row, 0, WIDTH / 2, (byte) 40);
                Arrays.fill(row, WIDTH / 2, WIDTH, (byte) 200);
                yield HostilePictures.tiff(WIDTH, HEIGHT, 1, 1, 6, row);
            }
            default -> {
                boolean[] light = new boolean[WIDTH * HEIGHT];
                for (int i = 0; i < light.length; i++) {
                    light[i] = i % WIDTH >= WIDTH / 2;
                }
                byte[] simple = WebP.twoGreys(WIDTH, HEIGHT, 40, 200, light);
                yield HostilePictures.webp(HostilePictures.joined(
                        HostilePictures.vp8x(WIDTH, HEIGHT, 8),
                        Arrays.copyOfRange(simple, 12, simple.length),
                        HostilePictures.riffChunk("EXIF", exif)));
            }
        };
    }

    /** As of a download that broke off: the upper part is there, and the picture says that it is no more than that. */
    @Test
    void aJpegThatIsCutOffIsReadAsFarAsItGoes() throws IOException {
        BufferedImage noise = new BufferedImage(400, 400, BufferedImage.TYPE_BYTE_GRAY);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 160_000; i++) {
            noise.getRaster().setSample(i % 400, i / 400, 0, i < 40_000 ? 20 : random.nextInt(256));
        }
        byte[] whole = written(noise, "jpg");
        for (int length : new int[] {whole.length, whole.length + 1000, whole.length / 2}) {
            try (PictureFile file = PictureFile.open(Arrays.copyOf(whole, length))) {
                Picture picture = file.decode(read -> read);
                assertThat(picture.cut()).as("%d bytes", length).isEqualTo(length < whole.length);
                assertThat(picture.image().getHeight()).isEqualTo(400);
                assertThat(picture.image().getRaster().getSample(200, 50, 0)).isCloseTo(20, within(2));
            }
        }
    }

    /** What a decoder does not get to see changes nothing: the transparent colour of a GIF, which stands among it, is seen. */
    @Test
    void commentsChangeNothing() throws IOException {
        byte[] comment = {0x21, (byte) 0xfe, 3, 'a', 'b', 'c', 0};
        byte[] transparentBlack = {0x21, (byte) 0xf9, 4, 1, 0, 0, 0, 0};
        for (byte[] control : List.of(new byte[0], transparentBlack)) {
            byte[] before = HostilePictures.joined(comment, control, comment);
            try (PictureFile file = PictureFile.open(HostilePictures.gif(1, 1, before, HostilePictures.ONE_PIXEL))) {
                assertThat(scaled(file, 1, 1).grey()[0] & 0xff).isEqualTo(control.length == 0 ? 0 : 255);
            }
        }
        byte[] png = written(halves(BufferedImage.TYPE_BYTE_GRAY), "png");
        byte[] text = HostilePictures.chunk("tEXt", HostilePictures.ascii("Comment\0a half"));
        byte[] behind =
                HostilePictures.spliced(HostilePictures.spliced(png, 33, text), png.length - 12 + text.length, text);
        try (PictureFile file = PictureFile.open(behind)) {
            assertThat(scaled(file, HEIGHT, WIDTH).grey()[0] & 0xff).isEqualTo(40);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\0\0\0\u0018ftypheic\0\0\0\0', 'it is HEIC, in which iPhones keep photos; `heif-convert FILE photo.jpg` makes'",
        "'\0\0\0\u0018ftypmif1\0\0\0\0', it is HEIC",
        "'\0\0\0\u001cftypavif\0\0\0\0', it is AVIF; `avifdec FILE picture.png` makes a PNG of it",
        "'\0\0\0\u0018ftypisom\0\0\0\0', it is a video or sound",
        "%PDF-1.7, it is PDF; `pdftoppm -r 200 -png FILE page` makes a PNG of each page",
        "<svg xmlns='http://www.w3.org/2000/svg'/>, it is SVG; `rsvg-convert FILE -o picture.png` makes a PNG of it",
        "'\n <?xml version=\"1.0\"?><!-- drawn --><svg/>', it is SVG",
        "<!DOCTYPE html><title>404</title>, it is a web page",
        "8BPS, it is Photoshop's",
        "'', it is empty",
        "PK, it is not in a format known here"
    })
    void whatPeopleTakeForAPictureIsNamed(String content, String reason) {
        assertThatThrownBy(
                        () -> PictureFile.open(HostilePictures.ascii(content)).close())
                .isInstanceOf(NoPictureException.class)
                .hasMessageStartingWith(reason);
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

    /** Forty-odd bytes that announce 12 million pixels are given up soon, and not read as if zeros followed. */
    @Test
    @Timeout(20)
    void aPictureWithoutItsEndIsGivenUp() throws IOException {
        byte[] cut = Arrays.copyOf(WebP.twoGreys(3500, 3500, 40, 200, new boolean[8]), 46);
        Path path = Files.write(folder.resolve("cut.webp"), cut);
        for (PictureFile file : List.of(PictureFile.open(path), PictureFile.open(cut))) {
            assertThatThrownBy(() -> file.decode(Picture::image))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessageContaining("it ends too early");
            file.close();
        }
        byte[] huge = WebP.twoGreys(16_000, 16_000, 40, 200, new boolean[8]);
        assertThatThrownBy(() -> PictureFile.open(huge).close()).hasMessageContaining("of 256000000 pixels; up to");
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
