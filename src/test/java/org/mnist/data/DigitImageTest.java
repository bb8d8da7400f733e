package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
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
