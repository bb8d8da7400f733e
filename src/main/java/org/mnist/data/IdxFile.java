package org.mnist.data;

/** The content of an IDX file. */
final class IdxFile {
    private final byte[] bytes;
    private final String sha256;

    IdxFile(byte[] bytes, String sha256) {
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    /** One byte a pixel or label. */
    byte[] bytes() {
        return bytes;
    }

    /** SHA-256 of the whole plain file, header included. */
    String sha256() {
        return sha256;
    }
}
