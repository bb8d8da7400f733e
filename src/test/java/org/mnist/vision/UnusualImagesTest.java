package org.mnist.vision;

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
import org.mnist.base.Failure;
import org.mnist.testing.DrawnDigits;
import org.mnist.testing.MnistForm;

/** Images beside the usual: read like the usual, or refused in a line. */
class UnusualImagesTest {
    @TempDir
    Path folder;

    @Test
    void refusesWhatIsNoImageOfADigit() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.png"));
        Path text = Files.writeString(folder.resolve("text.png"), "a picture of a seven");
        Path cut = folder.resolve("cut.png");
        ImageIO.write(DrawnDigits.drawn(new float[MnistForm.PIXELS], 5, true), "png", cut.toFile());
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

    /** Forms that a digit may come in beside the usual: read like the usual, or refused in a line, and soon. */
    @Test
    void readsOrRefusesUnusualForms() throws IOException {
        float[] seven = new float[MnistForm.PIXELS];
        DrawnDigits.SAMPLE.copy(0, seven, 0);
        BufferedImage plain = DrawnDigits.drawn(seven, 4, true);
        for (int type : new int[] {
            BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED
        }) {
            BufferedImage other = new BufferedImage(plain.getWidth(), plain.getHeight(), type);
            other.createGraphics().drawImage(plain, 0, 0, null);
            Path file = folder.resolve("type" + type + ".png");
            ImageIO.write(other, "png", file.toFile());
            assertThat(DrawnDigits.correlation(DrawnDigits.read(file), seven))
                    .as("type %d", type)
                    .isGreaterThan(0.85);
        }
        Path png = folder.resolve("plain.png");
        ImageIO.write(plain, "png", png.toFile());
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), png);
        assertThat(DrawnDigits.read(link)).isEqualTo(DrawnDigits.read(png));
        Path gif = folder.resolve("moving.gif");
        try (ImageOutputStream out = ImageIO.createImageOutputStream(gif.toFile())) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(plain, null, null), null);
            writer.writeToSequence(
                    new IIOImage(DrawnDigits.drawn(new float[MnistForm.PIXELS], 4, true), null, null), null);
            writer.endWriteSequence();
        }
        assertThat(DrawnDigits.correlation(DrawnDigits.read(gif), seven))
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
                            bad.equals(huge) ? "it has 2500000000 pixels, more than" : "it is SVG; `rsvg-convert ")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
    }

    @Test
    void survivesMutatedImages() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (String format : List.of("png", "jpg", "gif", "bmp")) {
            Path sound = folder.resolve("sound." + format);
            float[] digit = new float[MnistForm.PIXELS];
            DrawnDigits.SAMPLE.copy(1, digit, 0);
            ImageIO.write(DrawnDigits.drawn(digit, 2, true), format, sound.toFile());
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
}
