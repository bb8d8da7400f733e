package org.mnist.picture;

import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.mnist.base.Failure;

/**
 * A file with a picture: PNG, JPEG, BMP, GIF, TIFF or WebP, in which nothing is trusted: neither memory nor time can be had of it
 * without end. Of several pictures in it the first counts. A picture file is opened and decoded by one thread.
 */
public final class PictureFile implements Closeable {
    /** The most bytes of a file: 200 million. */
    public static final int MAX_BYTES = 200_000_000;

    /** The most pixels of a picture. */
    private static final long MAX_PIXELS = 150_000_000;

    /** The most pixels of a WebP picture, which is always decoded whole. */
    private static final long MAX_WEBP_PIXELS = 25_000_000;

    /** The longest side: all of a row is decoded, and as many rows as columns are left out. */
    private static final int MAX_SIDE = 65_535;

    /** The most pixels that are decoded; of a larger picture only every other one is, or fewer. */
    private static final long ENOUGH_PIXELS = 12_000_000;

    private final PictureFormat format;
    private final PictureBytes bytes;
    private final WorkLimit limit;
    private final ImageReader reader;
    private final Orientation orientation;
    private final int height;
    private final int width;

    private interface Step<T> {
        T take() throws IOException;
    }

    private PictureFile(PictureFormat format, PictureBytes bytes, WorkLimit limit) throws IOException {
        this.format = format;
        this.bytes = bytes;
        this.limit = limit;
        Contents contents = Contents.of(format, bytes, limit);
        orientation = contents.orientation();
        reader = ImageIO.getImageReadersByFormatName(format.reader()).next();
        reader.setInput(new PictureStream(contents.bytes(), limit), true, true);
        height = reader.getHeight(0);
        width = reader.getWidth(0);
        checkSize();
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
        return open(PictureBytes.of(file));
    }

    /**
     * Opens the bytes of a file.
     *
     * @throws NoPictureException if they hold no picture
     */
    public static PictureFile open(byte[] bytes) throws NoPictureException {
        try {
            return open(PictureBytes.of(bytes));
        } catch (NoPictureException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk in this
        }
    }

    private static PictureFile open(PictureBytes bytes) throws IOException {
        boolean opened = false;
        try {
            if (bytes.length() > MAX_BYTES) {
                throw new NoPictureException("it is longer than " + MAX_BYTES + " bytes");
            }
            PictureFormat format = PictureFormat.of(bytes);
            WorkLimit limit = format.limit();
            PictureFile file = trusting(limit, () -> new PictureFile(format, bytes, limit));
            opened = true;
            return file;
        } finally {
            if (!opened) {
                closeQuietly(bytes);
            }
        }
    }

    /** What a decoder gives; decoders answer bytes that mean nothing by exceptions of any kind. */
    private static <T> T trusting(WorkLimit limit, Step<T> step) throws NoPictureException {
        try {
            return step.take();
        } catch (NoPictureException e) {
            throw e;
        } catch (OutOfMemoryError e) { // what was made room for is garbage by now
            throw new NoPictureException(
                    "there is not enough memory for it in Java's heap of "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MB; give it more by MNIST_JAVA_OPTS=-Xmx2g",
                    e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            if (limit.isOver()) {
                throw limit.exceeded();
            }
            throw new NoPictureException("it cannot be decoded: " + Failure.message(e), e);
        }
    }

    private void checkSize() throws IOException {
        long pixels = (long) height * width;
        long most = format == PictureFormat.WEBP ? MAX_WEBP_PIXELS : MAX_PIXELS;
        if (pixels > most) {
            throw new NoPictureException("it has " + pixels + " pixels, more than " + most);
        }
        if (height < 1 || width < 1) {
            throw new NoPictureException("it has no pixels");
        }
        if (Math.max(height, width) > MAX_SIDE) {
            throw new NoPictureException(
                    "it has a side of " + Math.max(height, width) + " pixels, more than " + MAX_SIDE);
        }
        // A tile is decoded whole, however small the picture is that it is part of.
        long tile = (long) reader.getTileWidth(0) * reader.getTileHeight(0);
        if (tile > Math.max(pixels, ENOUGH_PIXELS)) {
            throw new NoPictureException("it has tiles of " + tile + " pixels");
        }
    }

    /** The size of the picture when it is upright. */
    public PictureSize size() {
        return orientation.upright(height, width);
    }

    /**
     * Decodes the picture and makes something of it: colours that cannot be converted show only then.
     *
     * @throws NoPictureException if that cannot be done
     */
    public <T> T decode(Function<Picture, T> use) throws NoPictureException {
        int step = (int) Math.ceil(Math.sqrt((double) height * width / ENOUGH_PIXELS));
        return trusting(limit, () -> {
            if (format == PictureFormat.JPEG) {
                jpeg().checkScans();
            }
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage image = reader.read(0, param);
            return use.apply(new Picture(orientation.upright(image), step, isCut()));
        });
    }

    /** Whether the end of the file is missing: the decoder of JPEG shows what there is, the others fail. */
    private boolean isCut() throws IOException {
        return format == PictureFormat.JPEG && !jpeg().areWhole();
    }

    private JpegMarkers jpeg() throws IOException {
        return new JpegMarkers(new PictureStream(bytes, limit));
    }

    @Override
    public void close() {
        reader.dispose();
        closeQuietly(bytes);
    }

    private static void closeQuietly(PictureBytes bytes) {
        try {
            bytes.close();
        } catch (IOException e) {
            // All that was wanted of it has been read.
        }
    }
}
