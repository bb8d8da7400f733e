package org.mnist.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.mnist.base.SafeFiles;

/** Pictures as PNG, which every Java can write. */
public final class Png {
    private Png() {}

    /** The bytes of a PNG file. */
    public static byte[] bytes(BufferedImage picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream cache = new MemoryCacheImageOutputStream(out)) { // ImageIO's own is a temporary file
            ImageIO.write(picture, "png", cache);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk in this
        }
        return out.toByteArray();
    }

    /** A picture as the source of an image on a page. */
    static String address(BufferedImage picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(picture));
    }

    /**
     * Writes a PNG file.
     *
     * @throws org.mnist.base.Failure if it cannot be written
     */
    public static void write(BufferedImage picture, Path file) {
        byte[] png = bytes(picture);
        SafeFiles.write(file, out -> out.write(png));
    }
}
