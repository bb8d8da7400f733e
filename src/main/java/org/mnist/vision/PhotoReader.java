package org.mnist.vision;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.picture.NoPictureException;
import org.mnist.picture.Picture;
import org.mnist.picture.PictureFile;

/** Reads pictures of digits. */
public final class PhotoReader {
    private PhotoReader() {}

    /**
     * Reads a file.
     *
     * @throws Failure if it is missing (NOT_FOUND), no picture (BAD_INPUT) or cannot be read (IO)
     */
    public static Photo read(Path file) {
        if (!Files.exists(file)) {
            throw new Failure(Failure.Kind.NOT_FOUND, "there is no image " + file + "; name a PNG, JPEG or BMP file");
        }
        try (PictureFile picture = PictureFile.open(file)) {
            return picture.decode(PhotoReader::photo);
        } catch (NoPictureException e) {
            throw bad(file.toString(), e);
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
    public static Photo read(InputStream in, String name) throws IOException {
        return read(in.readNBytes(PictureFile.MAX_BYTES + 1), name);
    }

    /**
     * Reads a picture's bytes.
     *
     * @param name what to call it in a failure
     * @throws Failure of kind BAD_INPUT if it is no picture
     */
    public static Photo read(byte[] bytes, String name) {
        try (PictureFile picture = PictureFile.open(bytes)) {
            return picture.decode(PhotoReader::photo);
        } catch (NoPictureException e) {
            throw bad(name, e);
        }
    }

    private static Photo photo(Picture picture) {
        return Photo.of(picture.image(), picture.step());
    }

    private static Failure bad(String name, NoPictureException e) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                name + " is no usable image: " + Failure.message(e) + "; name a PNG, JPEG or BMP of digits",
                e);
    }
}
