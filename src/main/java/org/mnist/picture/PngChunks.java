package org.mnist.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mnist.picture.PictureBytes.Piece;

/**
 * The chunks of a PNG file. A decoder gets those that a picture is made of; it would unpack or keep the others, any number of
 * them, to no use.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    /** Length, name and checksum. */
    private static final int AROUND = 12;

    private static final int HEADER = 0x49484452;
    private static final int PALETTE = 0x504c5445;
    private static final int TRANSPARENCY = 0x74524e53;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454e44;
    private static final int EXIF = 0x65584966;

    private PngChunks() {}

    /** What a decoder needs of a file; a file that is cut off gives as much as there is. */
    static Contents contents(PictureBytes bytes, PictureStream in) throws IOException {
        List<Piece> pieces = new ArrayList<>(List.of(new Piece(0, SIGNATURE)));
        Set<Integer> seen = new HashSet<>();
        Orientation orientation = Orientation.UPRIGHT;
        long at = SIGNATURE;
        int before = 0;
        int chunk = 0;
        while (chunk != END && at + AROUND <= bytes.length()) {
            in.seek(at);
            long end = at + AROUND + in.readUnsignedInt();
            before = chunk;
            chunk = in.readInt();
            boolean isFirst = seen.size() < 64 && seen.add(chunk);
            switch (chunk) {
                case HEADER, PALETTE, TRANSPARENCY, END -> {
                    if (isFirst) {
                        pieces.add(piece(at, end, bytes));
                    }
                }
                case DATA -> {
                    if (isFirst) {
                        pieces.add(piece(at, end, bytes));
                    } else if (before == DATA) {
                        Piece data = pieces.remove(pieces.size() - 1);
                        pieces.add(piece(data.start(), end, bytes));
                    }
                }
                case EXIF -> {
                    if (isFirst) {
                        orientation = Orientation.ofExif(in);
                    }
                }
                default -> {}
            }
            at = end;
        }
        return new Contents(bytes.pieces(pieces), orientation);
    }

    private static Piece piece(long start, long end, PictureBytes bytes) {
        return new Piece(start, Math.min(end, bytes.length()) - start);
    }
}
