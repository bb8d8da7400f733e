package org.mnist.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reading of files that somebody else may have written. Only plain files are opened, for a pipe waits and a device may never
 * end, and only as much is read as there may be.
 */
public final class PlainFiles {
    /** The most bytes of a text: more than the state of the longest training has. */
    private static final int MOST = 64 << 20;

    private PlainFiles() {}

    /** A file that was read, or could have been, and is not what it should be. The message is a clause. */
    public static final class UnsoundFileException extends IOException {
        private static final long serialVersionUID = 1L;

        /** A file with that fault. */
        public UnsoundFileException(String message) {
            super(message);
        }
    }

    /**
     * Opens a file.
     *
     * @throws NoSuchFileException if there is none
     * @throws UnsoundFileException if it is no plain file
     */
    public static InputStream open(Path file) throws IOException {
        require(file);
        return Files.newInputStream(file);
    }

    /**
     * Refuses, for what opens files by itself, all but plain ones.
     *
     * @throws NoSuchFileException if there is none
     * @throws UnsoundFileException if it is no plain file
     */
    public static void require(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new UnsoundFileException("it is not a file");
        }
    }

    /**
     * The text of a file in UTF-8.
     *
     * @throws NoSuchFileException if there is none
     * @throws UnsoundFileException if it is no plain file, is too long, or is not in UTF-8
     */
    public static String text(Path file) throws IOException {
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new UnsoundFileException("it has more than " + (MOST >> 20) + " MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnsoundFileException("it is not a text in UTF-8");
        }
    }
}
