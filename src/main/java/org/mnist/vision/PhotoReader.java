package org.mnist.vision;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;

/** Reads pictures, and trusts nothing in them. */
public final class PhotoReader {
    /** The most bytes of a file: 200 million. */
    private static final int MAX_BYTES = 200_000_000;

    /** The most pixels of a picture. */
    private static final long MAX_PIXELS = 150_000_000;

    /** The most pixels that are decoded; of a larger picture only every other one is, or fewer. */
    private static final long ENOUGH_PIXELS = 12_000_000;

    private PhotoReader() {}

    /**
     * Reads a file, and finds the digits in it.
     *
     * @throws Failure if it is missing (NOT_FOUND), no picture (BAD_INPUT) or cannot be read (IO)
     */
    public static Photo read(Path file) {
        return Photo.of(open(file));
    }

    /** Reads a picture's bytes, and finds the digits in it; fails as {@link #open(byte[], String)} does. */
    public static Photo read(byte[] bytes, String name) {
        return Photo.of(open(bytes, name));
    }

    /**
     * Reads a file.
     *
     * @throws Failure if it is missing (NOT_FOUND), no picture (BAD_INPUT) or cannot be read (IO)
     */
    public static Picture open(Path file) {
        if (!Files.exists(file)) {
            throw new Failure(Failure.Kind.NOT_FOUND, "there is no image " + file + "; name a PNG, JPEG or BMP file");
        }
        if (!Files.isRegularFile(file)) {
            throw bad(file.toString(), "it is not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return open(in, file.toString());
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param name what to call it in a failure
     * @throws Failure of kind BAD_INPUT if it is no picture
     */
    public static Picture open(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw bad(name, "it is longer than " + MAX_BYTES + " bytes");
        }
        return open(bytes, name);
    }

    /**
     * Reads a picture's bytes.
     *
     * @param name what to call it in a failure
     * @throws Failure of kind BAD_INPUT if it is no picture
     */
    public static Picture open(byte[] bytes, String name) {
        try (ImageInputStream image = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
            if (!readers.hasNext()) {
                throw bad(name, "it is not in a format known here");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(image, true, true);
                return decode(reader, bytes, name);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof Failure failure) {
                throw failure;
            }
            throw bad(name, "it cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static Picture decode(ImageReader reader, byte[] bytes, String name) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS) {
            throw bad(name, "it has " + pixels + " pixels, more than " + MAX_PIXELS);
        }
        int step = (int) Math.ceil(Math.sqrt((double) pixels / ENOUGH_PIXELS));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        boolean jpeg = reader.getFormatName().equalsIgnoreCase("jpeg");
        return new Picture(upright(reader.read(0, param), jpeg ? orientation(bytes) : 1), step);
    }

    /** The EXIF orientation of a JPEG: 1 upright, 3 upside down, 6 and 8 on its sides; the others are mirrored. */
    private static int orientation(byte[] bytes) throws IOException {
        try {
            Metadata metadata =
                    JpegMetadataReader.readMetadata(new ByteArrayInputStream(bytes), List.of(new ExifReader()));
            ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer orientation = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return orientation == null ? 1 : orientation;
        } catch (JpegProcessingException e) {
            return 1; // nothing that could be read
        }
    }

    /** The picture turned so that what was up when it was taken is up. */
    private static BufferedImage upright(BufferedImage image, int orientation) {
        double width = image.getWidth();
        double height = image.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> null;
        };
        return turn == null
                ? image
                : new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(image, null);
    }

    private static Failure bad(String name, String problem) {
        return bad(name, problem, null);
    }

    private static Failure bad(String name, String problem, @Nullable Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                name + " is no usable image: " + problem + "; name a PNG, JPEG, GIF or BMP",
                cause);
    }
}
