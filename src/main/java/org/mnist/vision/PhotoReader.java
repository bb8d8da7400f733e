package org.mnist.vision;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.picture.NoPictureException;
import org.mnist.picture.Picture;
import org.mnist.picture.PictureFile;

/** Reads pictures of people's own, and says in a line which is none. */
public final class PhotoReader {
    private PhotoReader() {}

    /**
     * Reads a file, and finds the digits in it.
     *
     * @throws Failure if it is missing (NOT_FOUND), no picture (BAD_INPUT) or cannot be read (IO)
     */
    public static Photo read(Path file) {
        return read(file, Photo::of);
    }

    /** Reads a picture's bytes, and finds the digits in it; fails as {@link #read(byte[], String, Function)} does. */
    public static Photo read(byte[] bytes, String name) {
        return read(bytes, name, Photo::of);
    }

    /**
     * Reads a file, and makes something of its picture.
     *
     * @throws Failure if it is missing (NOT_FOUND), no picture (BAD_INPUT) or cannot be read (IO)
     */
    public static <T> T read(Path file, Function<Picture, T> use) {
        if (!Files.exists(file)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND, "there is no image " + file + "; name a PNG, JPEG, BMP, GIF, TIFF or WebP");
        }
        try (PictureFile picture = PictureFile.open(file)) {
            return picture.decode(use);
        } catch (NoPictureException e) {
            throw bad(file.toString(), e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    /**
     * Reads a stream to its end, and makes something of its picture.
     *
     * @param name what to call it in a failure
     * @throws Failure of kind BAD_INPUT if it is no picture
     */
    public static <T> T read(InputStream in, String name, Function<Picture, T> use) throws IOException {
        return read(in.readNBytes(PictureFile.MAX_BYTES + 1), name, use);
    }

    /**
     * Reads a picture's bytes, and makes something of it.
     *
     * @param name what to call it in a failure
     * @throws Failure of kind BAD_INPUT if it is no picture
     */
    public static <T> T read(byte[] bytes, String name, Function<Picture, T> use) {
        try (PictureFile picture = PictureFile.open(bytes)) {
            return picture.decode(use);
        } catch (NoPictureException e) {
            throw bad(name, e);
        }
    }

    private static Failure bad(String name, NoPictureException e) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                name + " is no usable image: " + Failure.message(e) + "; name a PNG, JPEG, BMP, GIF, TIFF or WebP",
                e);
    }
}
