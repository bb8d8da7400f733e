package org.mnist.picture;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.mnist.base.Failure;

/**
 * A file with a picture: PNG, JPEG, BMP, GIF, TIFF or WebP, in which nothing is trusted. Of several pictures in it the first
 * counts.
 */
public final class PictureFile implements Closeable {
    /** The most bytes of a file: 200 million. */
    public static final int MAX_BYTES = 200_000_000;

    /** The most pixels of a picture. */
    private static final long MAX_PIXELS = 150_000_000;

    /** The most pixels of a WebP picture, which is always decoded whole. */
    private static final long MAX_WEBP_PIXELS = 40_000_000;

    /** The most pixels that are decoded; of a larger picture only every other one is, or fewer. */
    private static final long ENOUGH_PIXELS = 12_000_000;

    private final ImageInputStream in;
    private final Again again;
    private final ImageReader reader;
    private final int height;
    private final int width;
    private final int orientation;

    /** The same bytes from their beginning. */
    private interface Again {
        InputStream open() throws IOException;
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private PictureFile(ImageInputStream in, Again again) throws IOException {
        this.in = in;
        this.again = again;
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new NoPictureException("it is not in a format known here");
        }
        reader = readers.next();
        boolean tiff = reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("tif");
        reader.setInput(in, true, !tiff); // metadata is parsed where it has to be proved
        height = reader.getHeight(0);
        width = reader.getWidth(0);
        checkSize();
        if (tiff) {
            TiffLimits.check(reader, in.length());
        }
        orientation = orientation();
    }

    /**
     * Opens a file; its picture is not decoded yet.
     *
     * @throws NoPictureException if it holds no picture
     * @throws IOException if the file itself cannot be read
     */
    public static PictureFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoPictureException("it is not a file");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw tooLong();
        }
        return open(EndingStreams.of(file), () -> Files.newInputStream(file));
    }

    /**
     * Opens the bytes of a file.
     *
     * @throws NoPictureException if they hold no picture
     */
    public static PictureFile open(byte[] bytes) throws NoPictureException {
        if (bytes.length > MAX_BYTES) {
            throw tooLong();
        }
        return open(EndingStreams.of(bytes), () -> new ByteArrayInputStream(bytes));
    }

    private static PictureFile open(ImageInputStream in, Again again) throws NoPictureException {
        boolean opened = false;
        try {
            PictureFile file = trusting(() -> new PictureFile(in, again));
            opened = true;
            return file;
        } finally {
            if (!opened) {
                closeQuietly(in);
            }
        }
    }

    /** What a decoder gives; decoders answer bytes that mean nothing by exceptions of any kind. */
    private static <T> T trusting(Step<T> step) throws NoPictureException {
        try {
            return step.take();
        } catch (NoPictureException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new NoPictureException("it cannot be decoded: " + Failure.message(e), e);
        }
    }

    private void checkSize() throws IOException {
        long pixels = (long) height * width;
        long most = reader.getFormatName().equalsIgnoreCase("webp") ? MAX_WEBP_PIXELS : MAX_PIXELS;
        if (pixels > most) {
            throw new NoPictureException("it has " + pixels + " pixels, more than " + most);
        }
        if (height < 1 || width < 1) {
            throw new NoPictureException("it has no pixels");
        }
        // A tile is decoded whole, however small the picture is that it is part of.
        long tile = (long) reader.getTileWidth(0) * reader.getTileHeight(0);
        if (tile > Math.max(pixels, ENOUGH_PIXELS)) {
            throw new NoPictureException("it has tiles of " + tile + " pixels");
        }
    }

    /** The EXIF orientation of a JPEG: 1 upright, 3 upside down, 6 and 8 on its sides; the others are mirrored. */
    private int orientation() throws IOException {
        if (!reader.getFormatName().equalsIgnoreCase("jpeg")) {
            return 1;
        }
        try (InputStream from = again.open()) {
            Metadata metadata = JpegMetadataReader.readMetadata(from, List.of(new ExifReader()));
            ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer found = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return found == null ? 1 : found;
        } catch (JpegProcessingException e) {
            return 1; // nothing that could be read
        }
    }

    /** The size of the picture when it is upright. */
    public PictureSize size() {
        boolean onItsSide = orientation >= 5 && orientation <= 8;
        return onItsSide ? new PictureSize(width, height) : new PictureSize(height, width);
    }

    /**
     * Decodes the picture and makes something of it: colours that cannot be converted show only then.
     *
     * @throws NoPictureException if that cannot be done
     */
    public <T> T decode(Function<Picture, T> use) throws NoPictureException {
        int step = (int) Math.ceil(Math.sqrt((double) height * width / ENOUGH_PIXELS));
        return trusting(() -> {
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            return use.apply(new Picture(upright(reader.read(0, param), orientation), step));
        });
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

    private static NoPictureException tooLong() {
        return new NoPictureException("it is longer than " + MAX_BYTES + " bytes");
    }

    @Override
    public void close() {
        reader.dispose();
        closeQuietly(in);
    }

    private static void closeQuietly(ImageInputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // All that was wanted of it has been read.
        }
    }
}
