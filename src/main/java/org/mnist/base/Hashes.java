package org.mnist.base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes, SHA-256 where nothing else is said, in hexadecimal. */
public final class Hashes {
    private static final String SHA_256 = "SHA-256";

    private Hashes() {}

    /** SHA-256 of the content of a plain file. */
    public static String sha256(Path file) throws IOException {
        return of(file, SHA_256);
    }

    /** The hash of a file's content by another algorithm. */
    public static String of(Path file, String algorithm) throws IOException {
        try (DigestInputStream in = new DigestInputStream(PlainFiles.open(file), digest(algorithm))) {
            in.transferTo(OutputStream.nullOutputStream());
            return hex(in.getMessageDigest());
        }
    }

    /** SHA-256 of a text in UTF-8. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of some bytes. */
    public static String sha256(byte[] bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes);
        return hex(digest);
    }

    /** A digest that has seen nothing yet. */
    public static MessageDigest sha256() {
        return digest(SHA_256);
    }

    /** A digest by another algorithm that every Java has: {@code MD5}, {@code SHA-1}. */
    public static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform must have it
        }
    }

    /** Value of a digest, which then starts anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
