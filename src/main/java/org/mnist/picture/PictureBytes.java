package org.mnist.picture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The bytes of a picture's file, by their position. */
interface PictureBytes extends Closeable {
    /** How many there are. */
    long length();

    /**
     * Reads some.
     *
     * @param at position of the first, below the length
     * @return how many were read, at least one
     */
    int read(long at, byte[] to, int from, int count) throws IOException;

    @Override
    default void close() throws IOException {}

    /** Those of a file. */
    static PictureBytes of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new Whole(channel.size(), channel);
    }

    /** Those of an array. */
    static PictureBytes of(byte[] bytes) {
        return new Held(bytes);
    }

    /** Pieces of these bytes, one behind the other, as if nothing lay between them. */
    default PictureBytes pieces(List<Piece> pieces) {
        return new Pieces(this, pieces);
    }

    /**
     * A piece of a file.
     *
     * @param start position of its first byte
     * @param length how many bytes it has
     */
    record Piece(long start, long length) {}

    /** A file that is open. */
    record Whole(long length, FileChannel channel) implements PictureBytes {
        @Override
        public int read(long at, byte[] to, int from, int count) throws IOException {
            int read = channel.read(ByteBuffer.wrap(to, from, count), at);
            if (read < 1) {
                throw new IOException("it has become shorter");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Held(byte[] bytes) implements PictureBytes {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public int read(long at, byte[] to, int from, int count) {
            int read = (int) Math.min(count, bytes.length - at);
            System.arraycopy(bytes, (int) at, to, from, read);
            return read;
        }
    }

    /** Pieces of other bytes. */
    record Pieces(PictureBytes all, List<Piece> pieces) implements PictureBytes {
        @Override
        public long length() {
            return pieces.stream().mapToLong(Piece::length).sum();
        }

        @Override
        public int read(long at, byte[] to, int from, int count) throws IOException {
            long before = 0;
            for (Piece piece : pieces) {
                long left = before + piece.length() - at;
                if (left > 0) {
                    return all.read(piece.start() + at - before, to, from, (int) Math.min(count, left));
                }
                before += piece.length();
            }
            throw new IllegalArgumentException("position " + at + " of " + before);
        }
    }
}
