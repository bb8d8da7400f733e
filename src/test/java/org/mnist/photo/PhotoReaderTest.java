package org.mnist.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.failure.Failure;

class PhotoReaderTest {
    private static final Images SAMPLE =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").test();

    @TempDir
    Path folder;

    /** An MNIST image drawn large, shifted, on another ground and in another format comes back as it was, nearly. */
    @ParameterizedTest
    @CsvSource({"png, 1, false", "png, 7, true", "bmp, 10, true", "jpg, 8, true", "png, 5, false"})
    void findsTheDigitAgain(String format, int scale, boolean darkOnLight) throws IOException {
        double sum = 0;
        for (int i = 0; i < 20; i++) {
            float[] original = new float[Images.PIXELS];
            SAMPLE.copy(i, original, 0);
            Path file = folder.resolve("digit." + format);
            ImageIO.write(drawn(original, scale, darkOnLight), format, file.toFile());
            double correlation = correlation(original, read(file));
            sum += correlation;
            assertThat(correlation).as("image %d", i).isGreaterThan(0.7); // a row up or down, or a thicker pen
        }
        assertThat(sum / 20).isGreaterThan(0.88);
    }

    @Test
    void leavesAnImageInMnistsFormAsItIs() throws IOException {
        float[] original = new float[Images.PIXELS];
        SAMPLE.copy(3, original, 0);
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < Images.PIXELS; p++) {
            image.getRaster().setSample(p % 28, p / 28, 0, Math.round(original[p] * 255));
        }
        Path file = folder.resolve("digit.png");
        ImageIO.write(image, "png", file.toFile());
        assertThat(read(file)).isEqualTo(original);
    }

    @Test
    void transparentPixelsArePaper() throws IOException {
        BufferedImage image = new BufferedImage(60, 90, BufferedImage.TYPE_INT_ARGB);
        for (int y = 20; y < 70; y++) {
            for (int x = 27; x < 33; x++) {
                image.setRGB(x, y, 0xff202020);
            }
        }
        Path file = folder.resolve("one.png");
        ImageIO.write(image, "png", file.toFile());
        float[] found = read(file);
        assertThat(found[14 * 28 + 14]).isEqualTo(1f);
        assertThat(found[14 * 28 + 5]).isEqualTo(0f);
        assertThat(found[0]).isEqualTo(0f);
    }

    @Test
    void refusesWhatIsNoImageOfADigit() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        Path text = Files.writeString(folder.resolve("text.png"), "a picture of a seven");
        Path cut = folder.resolve("cut.png");
        ImageIO.write(drawn(new float[Images.PIXELS], 5, true), "png", cut.toFile());
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 60));
        for (Path bad : List.of(empty, text, cut, folder)) {
            assertThatThrownBy(() -> PhotoReader.read(bad))
                    .as(bad.toString())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("is no usable image")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
        assertThatThrownBy(() -> PhotoReader.read(folder.resolve("absent.png")))
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @Test
    void anEmptyPageHasNoDigits() throws IOException {
        for (int grey : new int[] {0, 128, 255}) {
            BufferedImage page = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
            Arrays.setAll(
                    ((DataBufferInt) page.getRaster().getDataBuffer()).getData(), i -> grey << 16 | grey << 8 | grey);
            Path file = folder.resolve("page.png");
            ImageIO.write(page, "png", file.toFile());
            assertThat(PhotoReader.read(file).boxes()).isEmpty();
        }
        Path dot = folder.resolve("dot.png");
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", dot.toFile());
        assertThat(PhotoReader.read(dot).boxes()).isEmpty();
    }

    /** A camera that was held on its side, upside down or before a mirror says so; the digit is read upright. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsWhatACameraTurned(int orientation) throws IOException {
        float[] seven = new float[Images.PIXELS];
        SAMPLE.copy(0, seven, 0);
        BufferedImage upright = drawn(seven, 8, true);
        Path file = folder.resolve("photo.jpg");
        ImageIO.write(asTheSensorSawIt(upright, orientation), "jpg", file.toFile());
        byte[] jpeg = Files.readAllBytes(file);
        // Start of image, then an Exif segment with the orientation alone.
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteBuffer all = ByteBuffer.allocate(jpeg.length + exif.length);
        all.put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2);
        Files.write(file, all.array());
        assertThat(correlation(read(file), seven)).isGreaterThan(0.9);
    }

    /** What is stored in row y and column x, for each orientation as the standard of Exif defines it. */
    private static BufferedImage asTheSensorSawIt(BufferedImage upright, int orientation) {
        int right = upright.getWidth() - 1;
        int bottom = upright.getHeight() - 1;
        boolean onItsSide = orientation >= 5;
        BufferedImage stored = new BufferedImage(
                onItsSide ? bottom + 1 : right + 1, onItsSide ? right + 1 : bottom + 1, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                stored.setRGB(
                        x,
                        y,
                        switch (orientation) {
                            case 2 -> upright.getRGB(right - x, y);
                            case 3 -> upright.getRGB(right - x, bottom - y);
                            case 4 -> upright.getRGB(x, bottom - y);
                            case 5 -> upright.getRGB(y, x);
                            case 6 -> upright.getRGB(right - y, x);
                            case 7 -> upright.getRGB(right - y, bottom - x);
                            case 8 -> upright.getRGB(y, bottom - x);
                            default -> upright.getRGB(x, y);
                        });
            }
        }
        return stored;
    }

    /** Forms that a digit may come in beside the usual: read like the usual, or refused in a line, and soon. */
    @Test
    void readsOrRefusesUnusualForms() throws IOException {
        float[] seven = new float[Images.PIXELS];
        SAMPLE.copy(0, seven, 0);
        BufferedImage plain = drawn(seven, 4, true);
        for (int type : new int[] {
            BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED
        }) {
            BufferedImage other = new BufferedImage(plain.getWidth(), plain.getHeight(), type);
            other.createGraphics().drawImage(plain, 0, 0, null);
            Path file = folder.resolve("type" + type + ".png");
            ImageIO.write(other, "png", file.toFile());
            assertThat(correlation(read(file), seven)).as("type %d", type).isGreaterThan(0.85);
        }
        Path png = folder.resolve("plain.png");
        ImageIO.write(plain, "png", png.toFile());
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), png);
        assertThat(read(link)).isEqualTo(read(png));
        Path gif = folder.resolve("moving.gif");
        try (ImageOutputStream out = ImageIO.createImageOutputStream(gif.toFile())) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(plain, null, null), null);
            writer.writeToSequence(new IIOImage(drawn(new float[Images.PIXELS], 4, true), null, null), null);
            writer.endWriteSequence();
        }
        assertThat(correlation(read(gif), seven))
                .as("the first picture of a moving one")
                .isGreaterThan(0.85);
        Path svg = Files.writeString(
                folder.resolve("seven.svg"), "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9L0 20'/></svg>");
        Path huge = folder.resolve("huge.png");
        byte[] header = Files.readAllBytes(png);
        ByteBuffer.wrap(header).putInt(16, 50_000).putInt(20, 50_000);
        CRC32 crc = new CRC32();
        crc.update(header, 12, 17);
        ByteBuffer.wrap(header).putInt(29, (int) crc.getValue());
        Files.write(huge, header);
        Path cmyk = folder.resolve("cmyk.jpg");
        try (ImageOutputStream out = ImageIO.createImageOutputStream(cmyk.toFile())) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            writer.setOutput(out);
            writer.write(
                    new IIOImage(Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 50, 50, 4, null), null, null));
        }
        assertThat(PhotoReader.read(cmyk).boxes()).isEmpty();
        for (Path bad : List.of(svg, huge)) {
            assertThatThrownBy(() -> PhotoReader.read(bad))
                    .hasMessageContaining(
                            bad.equals(huge) ? "it has 2500000000 pixels, more than" : "not in a format known")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
    }

    @Test
    void survivesMutatedImages() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            Path sound = folder.resolve("sound." + format);
            float[] digit = new float[Images.PIXELS];
            SAMPLE.copy(1, digit, 0);
            ImageIO.write(drawn(digit, 2, true), format, sound.toFile());
            byte[] bytes = Files.readAllBytes(sound);
            Path file = folder.resolve("mutant." + format);
            for (int i = 0; i < 500; i++) {
                byte[] mutant =
                        random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
                for (int flips = random.nextInt(4); flips >= 0 && mutant.length > 0; flips--) {
                    mutant[random.nextInt(Math.min(mutant.length, 1 + random.nextInt(600)))] =
                            (byte) random.nextInt(256);
                }
                Files.write(file, mutant);
                try {
                    Photo photo = PhotoReader.read(file);
                    assertThat(photo.digits().count()).isEqualTo(photo.boxes().size());
                } catch (Failure e) {
                    assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_INPUT);
                    assertThat(e.getMessage()).startsWith(file + " is no usable image: ");
                }
            }
        }
    }

    /** The one digit in it. */
    private static float[] read(Path file) {
        Photo photo = PhotoReader.read(file);
        assertThat(photo.boxes()).hasSize(1);
        float[] pixels = new float[Images.PIXELS];
        photo.digits().copy(0, pixels, 0);
        return pixels;
    }

    private static BufferedImage drawn(float[] pixels, int scale, boolean darkOnLight) {
        int margin = 3 * scale;
        BufferedImage image =
                new BufferedImage(28 * scale + margin, 28 * scale + 2 * margin, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int row = (y - margin) / scale;
                int column = x / scale;
                boolean inside = y >= margin && row < 28 && column < 28;
                float ink = inside ? pixels[row * 28 + column] : 0;
                int grey = Math.round(darkOnLight ? 235 - 200 * ink : 20 + 220 * ink);
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return image;
    }

    private static double correlation(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
