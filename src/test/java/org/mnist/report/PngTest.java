package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
    @Test
    void picturesComeBackAsTheyWere(@TempDir Path folder) throws Exception {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6; i++) {
            picture.setRGB(i % 3, i / 3, 0x123456 * (i + 1) & 0xffffff);
        }
        byte[] bytes = Png.bytes(picture);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes));
        for (int i = 0; i < 6; i++) {
            assertThat(read.getRGB(i % 3, i / 3)).isEqualTo(picture.getRGB(i % 3, i / 3));
        }
        Path file = folder.resolve("picture.png");
        Png.write(picture, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
}
