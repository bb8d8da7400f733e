package org.mnist.picture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mnist.picture.PictureBytes.Piece;

/**
 * The blocks of a GIF file. A decoder gets the first image and what tells its transparent colour; comments it would copy again for
 * each of their parts.
 */
final class GifBlocks {
    private static final int HEADER = 13;
    private static final int FLAGS = 10;
    private static final int IMAGE = 0x2c;
    private static final int EXTENSION = 0x21;
    private static final int CONTROL = 0xf9;

    private GifBlocks() {}

    /**
     * The header of a file and its first image, with all that follows.
     *
     * @throws NoPictureException if there is none
     */
    static PictureBytes firstImage(PictureBytes bytes, PictureStream in) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        in.seek(FLAGS);
        int flags = in.readUnsignedByte();
        int colours = (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
        pieces.add(new Piece(0, HEADER + colours));
        in.seek(HEADER + colours);
        while (true) {
            long at = in.getStreamPosition();
            int block = in.read();
            if (block == IMAGE) {
                pieces.add(new Piece(at, bytes.length() - at));
                return bytes.pieces(pieces);
            }
            if (block != EXTENSION) {
                throw new NoPictureException("it has no image");
            }
            boolean isControl = in.readUnsignedByte() == CONTROL;
            for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
                in.seek(in.getStreamPosition() + length);
            }
            if (isControl) {
                pieces.subList(1, pieces.size()).clear(); // the last one counts
                pieces.add(new Piece(at, in.getStreamPosition() - at));
            }
        }
    }
}
