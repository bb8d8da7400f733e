package org.mnist.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.mnist.base.Hashes;

/**
 * A hash of the pixels of each of some images, sorted. It has 64 bits, so that of a million images that differ two have the same
 * one with a chance of 1 in 36 million.
 */
final class ImageHashes {
    private final long[] sorted;

    private ImageHashes(long[] sorted) {
        this.sorted = sorted;
    }

    static ImageHashes of(Images images) {
        MessageDigest digest = Hashes.sha256();
        byte[] image = new byte[images.image().size()];
        long[] hashes = new long[images.count()];
        for (int i = 0; i < hashes.length; i++) {
            images.copy(i, image);
            hashes[i] = ByteBuffer.wrap(digest.digest(image)).getLong();
        }
        Arrays.sort(hashes);
        return new ImageHashes(hashes);
    }

    /** How many images are the same as another one that is counted already. */
    int repeated() {
        int repeated = 0;
        for (int i = 1; i < sorted.length; i++) {
            repeated += sorted[i] == sorted[i - 1] ? 1 : 0;
        }
        return repeated;
    }

    /** How many of these images are among others. */
    int of(ImageHashes others) {
        int found = 0;
        for (long hash : sorted) {
            found += Arrays.binarySearch(others.sorted, hash) >= 0 ? 1 : 0;
        }
        return found;
    }
}
