package org.mnist.data;

/**
 * A file of a known data set.
 *
 * @param name its plain name, without {@code .gz}
 * @param bytes its plain length
 * @param sha256 SHA-256 of its plain content, in hexadecimal
 */
public record KnownFile(String name, long bytes, String sha256) {
    /** How many labels it holds, if it is a file of labels. */
    int labels() {
        return Math.toIntExact(bytes - 8);
    }
}
