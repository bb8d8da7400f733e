package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.testing.DrawnDigits;
import org.mnist.testing.MnistForm;

class PhotoReaderTest {
    @TempDir
    Path folder;

    /** An MNIST image drawn large, shifted, on another ground and in another format comes back as it was, nearly. */
    @ParameterizedTest
    @CsvSource({"png, 1, false", "png, 7, true", "bmp, 10, true", "jpg, 8, true", "png, 5, false"})
    void findsTheDigitAgain(String format, int scale, boolean darkOnLight) throws IOException {
        double sum = 0;
        for (int i = 0; i < 20; i++) {
            float[] original = new float[MnistForm.PIXELS];
            DrawnDigits.SAMPLE.copy(i, original, 0);
            Path file = folder.resolve("digit." + format);
            ImageIO.write(DrawnDigits.drawn(original, scale, darkOnLight), format, file.toFile());
            double correlation = DrawnDigits.correlation(original, DrawnDigits.read(file));
            sum += correlation;
            assertThat(correlation).as("image %d", i).isGreaterThan(0.7); // a row up or down, or a thicker pen
        }
        assertThat(sum / 20).isGreaterThan(0.88);
    }

    @Test
    void leavesAnImageInMnistsFormAsItIs() throws IOException {
        float[] original = new float[MnistForm.PIXELS];
        DrawnDigits.SAMPLE.copy(3, original, 0);
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < MnistForm.PIXELS; p++) {
            image.getRaster().setSample(p % 28, p / 28, 0, Math.round(original[p] * 255));
        }
        Path file = folder.resolve("digit.png");
        ImageIO.write(image, "png", file.toFile());
        assertThat(DrawnDigits.read(file)).isEqualTo(original);
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
        float[] found = DrawnDigits.read(file);
        assertThat(found[14 * 28 + 14]).isEqualTo(1f);
        assertThat(found[14 * 28 + 5]).isEqualTo(0f);
        assertThat(found[0]).isEqualTo(0f);
    }

    /** A camera that was held on its side, upside down or before a mirror says so; the digit is read upright. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsWhatACameraTurned(int orientation) throws IOException {
        float[] seven = new float[MnistForm.PIXELS];
        DrawnDigits.SAMPLE.copy(0, seven, 0);
        BufferedImage upright = DrawnDigits.drawn(seven, 8, true);
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
        assertThat(DrawnDigits.correlation(DrawnDigits.read(file), seven)).isGreaterThan(0.9);
    }

    /** The picture as it is stored, row by row, for each orientation as the standard of Exif defines it. */
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
}
