package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
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
import org.mnist.failure.Failure;

class DigitImageTest {
    private static final Images SAMPLE =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").test();

    @TempDir
    Path folder;

    /** An MNIST image drawn large, shifted, on another ground and in another format comes back as it was, nearly. */
    @ParameterizedTest
    @CsvSource({"png, 1, false", "png, 7, true", "bmp, 10, true", "jpg, 8, true", "png, 5, false"})
    void findsTheDigitAgain(String format, int scale, boolean darkOnLight) throws IOException {
        for (int i = 0; i < 20; i++) {
            float[] original = new float[Images.PIXELS];
            SAMPLE.copy(i, original, 0);
            Path file = folder.resolve("digit." + format);
            ImageIO.write(drawn(original, scale, darkOnLight), format, file.toFile());
            float[] found = new float[Images.PIXELS];
            DigitImage.read(List.of(file)).copy(0, found, 0);
            assertThat(correlation(original, found)).as("image %d", i).isGreaterThan(0.9);
        }
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
        float[] found = new float[Images.PIXELS];
        DigitImage.read(List.of(file)).copy(0, found, 0);
        assertThat(found).isEqualTo(original);
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
        float[] found = new float[Images.PIXELS];
        DigitImage.read(List.of(file)).copy(0, found, 0);
        assertThat(found[14 * 28 + 14]).isEqualTo(1f);
        assertThat(found[14 * 28 + 5]).isEqualTo(0f);
        assertThat(found[0]).isEqualTo(0f);
    }

    @Test
    void refusesWhatIsNoImageOfADigit() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        Path text = Files.writeString(folder.resolve("text.png"), "a picture of a seven");
        Path page = folder.resolve("page.png");
        ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", page.toFile());
        Path cut = folder.resolve("cut.png");
        ImageIO.write(drawn(new float[Images.PIXELS], 5, true), "png", cut.toFile());
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 60));
        for (Path bad : List.of(empty, text, page, cut, folder)) {
            assertThatThrownBy(() -> DigitImage.read(List.of(bad)))
                    .as(bad.toString())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("is no usable image")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
        assertThatThrownBy(() -> DigitImage.read(List.of(folder.resolve("absent.png"))))
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
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
        for (Path bad : List.of(svg, huge, cmyk)) {
            assertThatThrownBy(() -> DigitImage.read(List.of(bad)))
                    .hasMessageContaining(
                            bad.equals(huge)
                                    ? "it has 2500000000 pixels, more than"
                                    : bad.equals(svg) ? "not in a format known" : "is no usable image")
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
                    assertThat(read(file)).hasSize(Images.PIXELS);
                } catch (Failure e) {
                    assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_INPUT);
                    assertThat(e.getMessage()).startsWith(file + " is no usable image: ");
                }
            }
        }
    }

    private static float[] read(Path file) {
        float[] pixels = new float[Images.PIXELS];
        DigitImage.read(List.of(file)).copy(0, pixels, 0);
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
