package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
    /** Containers may have no place for temporary files. */
    @Test
    void needsNoTemporaryFile(@TempDir Path folder) throws IOException {
        BufferedImage picture = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(3, 2, 0x123456);
        Path gone = Files.createDirectory(folder.resolve("gone"));
        ImageIO.setCacheDirectory(gone.toFile());
        Files.delete(gone);
        byte[] png;
        try {
            png = Png.bytes(picture);
        } finally {
            ImageIO.setCacheDirectory(null);
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(read.getRGB(3, 2) & 0xffffff).isEqualTo(0x123456);
        assertThat(read.getWidth()).isEqualTo(7);
    }
}
