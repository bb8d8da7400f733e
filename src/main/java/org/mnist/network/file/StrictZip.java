package org.mnist.network.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads zip files that are laid out exactly as {@link java.util.zip.ZipOutputStream}, and so DL4J, lays them out: each
 * entry's header, its deflated content and its descriptor, one right behind the other from the first byte on, then the
 * directory, then the end record, then nothing. Every field is checked against its double, so that no two readers can
 * see two different files in one, and no byte is left over to hide something in. (PKWARE's APPNOTE 6.3 has the format.)
 *
 * <p>What is read is the file that was opened, also if its name leads to another one by then.
 */
final class StrictZip implements AutoCloseable {
    /** More than any model: Java's arrays, and zip files without extensions, end here. */
    private static final long MAX_BYTES = Integer.MAX_VALUE;

    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int DIRECTORY = 0x02014b50;
    private static final int DIRECTORY_BYTES = 46;
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;

    private static final int VERSION = 20;
    private static final int FLAGS = 0x0808; // sizes in a descriptor behind the content; names in UTF-8
    private static final int DEFLATED = 8;
    private static final int CHUNK = 1 << 16;

    /**
     * An entry.
     *
     * @param name its name
     * @param time when it was written, as zip files have it
     * @param crc CRC-32 of its content
     * @param compressed length of the deflated content
     * @param size length of the content
     * @param offset where its header starts
     */
    record Entry(String name, int time, int crc, long compressed, long size, long offset) {
        private long dataOffset() {
            return offset + LOCAL_BYTES + name.length();
        }

        private long end() {
            return dataOffset() + compressed + DESCRIPTOR_BYTES;
        }
    }

    private final FileChannel file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private StrictZip(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens a file and checks its structure.
     *
     * @param maxEntries how many entries it may have
     * @throws InvalidModelException if it is laid out in any other way
     */
    static StrictZip open(Path path, int maxEntries) throws IOException, InvalidModelException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        StrictZip zip = new StrictZip(file);
        try {
            zip.readDirectory(maxEntries);
            zip.checkEntries();
            return zip;
        } catch (IOException | InvalidModelException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The entries by name, in their order in the file. */
    Map<String, Entry> entries() {
        return entries;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void readDirectory(int maxEntries) throws IOException, InvalidModelException {
        long length = file.size();
        require(length >= END_BYTES && length <= MAX_BYTES, "it is no zip file of a possible length");
        ByteBuffer end = read(length - END_BYTES, END_BYTES);
        require(end.getInt() == END, "it is not a zip file, or it is cut off, or something follows after its end");
        require(end.getInt() == 0, "it is a zip file in several pieces");
        int count = end.getShort();
        require(count == end.getShort() && count > 0 && count <= maxEntries, "it has " + count + " entries");
        long size = end.getInt();
        long offset = end.getInt();
        require(end.getShort() == 0, "it has a comment");
        require(
                size > 0 && offset > 0 && offset + size == length - END_BYTES,
                "its directory is not where it should be");
        require(size <= (long) maxEntries * (DIRECTORY_BYTES + CHUNK), "its directory is too long");
        ByteBuffer directory = read(offset, (int) size);
        for (int i = 0; i < count; i++) {
            require(directory.remaining() >= DIRECTORY_BYTES, "its directory is too short");
            Entry entry = readDirectoryEntry(directory);
            require(entries.put(entry.name(), entry) == null, "it has " + entry.name() + " twice");
        }
        require(!directory.hasRemaining(), "its directory is too long");
    }

    private static Entry readDirectoryEntry(ByteBuffer in) throws InvalidModelException {
        require(in.getInt() == DIRECTORY, "its directory is damaged");
        require(in.getShort() == VERSION, "an entry is of another version"); // written by
        requireUsual(in);
        int time = in.getInt();
        int crc = in.getInt();
        long compressed = in.getInt();
        long size = in.getInt();
        require(compressed >= 0 && size >= 0, "an entry is too long");
        int nameLength = in.getShort();
        require(in.getInt() == 0, "an entry has extra fields or a comment");
        require(in.getLong() == 0, "an entry is on another disk or has attributes");
        long offset = in.getInt();
        require(nameLength > 0 && nameLength <= in.remaining(), "an entry's name is too long");
        return new Entry(name(in, nameLength), time, crc, compressed, size, offset);
    }

    private void checkEntries() throws IOException, InvalidModelException {
        long at = 0;
        for (Entry entry : entries.values()) {
            String which = entry.name();
            require(entry.offset() == at, which + " is not where the directory says");
            ByteBuffer header = read(at, LOCAL_BYTES);
            require(header.getInt() == LOCAL, which + " is not where the directory says");
            requireUsual(header);
            require(header.getInt() == entry.time(), which + " differs from the directory");
            require(
                    header.getLong() == 0 && header.getInt() == 0, // checksum and sizes
                    which + " has its sizes in front");
            require(header.getShort() == which.length() && header.getShort() == 0, which + " has another name");
            require(name(read(at + LOCAL_BYTES, which.length()), which.length()).equals(which), "names differ");
            ByteBuffer descriptor = read(entry.dataOffset() + entry.compressed(), DESCRIPTOR_BYTES);
            require(
                    descriptor.getInt() == DESCRIPTOR
                            && descriptor.getInt() == entry.crc()
                            && descriptor.getInt() == entry.compressed()
                            && descriptor.getInt() == entry.size(),
                    which + " differs from the directory");
            at = entry.end();
        }
        require(
                read(at, Integer.BYTES).getInt() == DIRECTORY,
                "something stands between its entries and its directory");
        long directory = file.size() - END_BYTES;
        for (Entry entry : entries.values()) {
            directory -= DIRECTORY_BYTES + entry.name().length();
        }
        require(at == directory, "something stands between its entries and its directory");
    }

    private static void requireUsual(ByteBuffer in) throws InvalidModelException {
        require(in.getShort() == VERSION, "an entry is of another version"); // needed to extract
        require(in.getShort() == FLAGS, "an entry has unusual flags");
        require(in.getShort() == DEFLATED, "an entry is not deflated");
    }

    /** A name; one with other characters than ASCII's is none of ours. */
    private static String name(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /**
     * The content of an entry, all of it and no byte more.
     *
     * @throws InvalidModelException if it is damaged
     */
    byte[] read(Entry entry) throws IOException, InvalidModelException {
        // Deflate never makes more of something than this; blocks of nothing could go on for ever.
        require(
                entry.compressed() <= entry.size() + entry.size() / 1000 + 1024,
                entry.name() + " is longer compressed than plain");
        byte[] content = new byte[Math.toIntExact(entry.size())];
        Inflater inflater = new Inflater(true);
        try {
            long at = entry.dataOffset();
            long end = at + entry.compressed();
            int length = 0;
            byte[] excess = new byte[1];
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    require(at < end, entry.name() + " is cut off");
                    ByteBuffer chunk = read(at, (int) Math.min(CHUNK, end - at));
                    at += chunk.remaining();
                    inflater.setInput(chunk);
                }
                if (length < content.length) {
                    length += inflater.inflate(content, length, content.length - length);
                } else {
                    require(inflater.inflate(excess) == 0, entry.name() + " is longer than it says");
                }
                require(!inflater.needsDictionary(), entry.name() + " cannot be decompressed");
            }
            require(at == end && inflater.getRemaining() == 0, entry.name() + " is followed by something");
            require(length == content.length, entry.name() + " is shorter than it says");
        } catch (DataFormatException e) {
            throw new InvalidModelException(entry.name() + " cannot be decompressed", e);
        } finally {
            inflater.end();
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        require((int) crc.getValue() == entry.crc(), entry.name() + " is damaged: its checksum differs");
        return content;
    }

    private ByteBuffer read(long at, int length) throws IOException, InvalidModelException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            require(at >= 0 && file.read(buffer, at + buffer.position()) >= 0, "it is cut off");
        }
        return buffer.flip();
    }

    private static void require(boolean condition, String otherwise) throws InvalidModelException {
        if (!condition) {
            throw new InvalidModelException(otherwise);
        }
    }
}
