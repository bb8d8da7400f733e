package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashesTest {
    /** The example of FIPS 180-2. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void areThoseOfTheStandard(@TempDir Path folder) throws IOException {
        assertThat(Hashes.sha256("abc")).isEqualTo(OF_ABC);
        assertThat(Hashes.sha256("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(OF_ABC);
        assertThat(Hashes.sha256(Files.writeString(folder.resolve("file"), "abc")))
                .isEqualTo(OF_ABC);
    }

    @Test
    void aDigestStartsAnewOnceItIsRead() {
        MessageDigest digest = Hashes.sha256();
        digest.update((byte) 'x');
        Hashes.hex(digest);
        digest.update("abc".getBytes(StandardCharsets.UTF_8));
        assertThat(Hashes.hex(digest)).isEqualTo(OF_ABC);
    }
}
