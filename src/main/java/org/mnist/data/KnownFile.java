package org.mnist.data;

/**
 * A file of a known data set. One whose name ends in {@code .gz} or {@code .zip} is kept as it is delivered, for what is known
 * of it is the hash of that; any other is delivered with {@code .gz} behind its name, and kept unpacked.
 *
 * @param name its name in the cache
 * @param bytes its length there; {@link #UNKNOWN} if nobody has published it
 * @param algorithm how its hash is computed: {@code SHA-256}, or {@code MD5} where nothing better has been published
 * @param hash the hash of what is in the cache, in hexadecimal
 */
public record KnownFile(String name, long bytes, String algorithm, String hash) {
    /** The length of a file whose length nobody has published. */
    public static final long UNKNOWN = -1;

    /** A file whose SHA-256 is known. */
    KnownFile(String name, long bytes, String sha256) {
        this(name, bytes, "SHA-256", sha256);
    }

    /** Whether it is kept as it is delivered. */
    boolean asDelivered() {
        return name.endsWith(".gz") || name.endsWith(".zip");
    }

    /** What it is called where it is fetched from. */
    String delivered() {
        return asDelivered() ? name : name + ".gz";
    }

    /** How many bytes there may be in the cache. */
    long maxBytes() {
        return bytes == UNKNOWN ? CacheFolder.MAX_BYTES : bytes;
    }
}
