package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String TEXT = "{\n  \"a\" : 1,\n  \"sha256\" : \"\"\n}";

    @Test
    void provesATextToTheLastCharacter() {
        String sealed = Seal.seal(TEXT);
        assertThat(sealed).hasSize(TEXT.length() + 64);
        assertThat(Seal.isWhole(sealed)).isTrue();
        for (int i = 0; i < sealed.length(); i++) {
            String other = sealed.substring(0, i) + (char) (sealed.charAt(i) ^ 1) + sealed.substring(i + 1);
            assertThat(Seal.isWhole(other)).as(other).isFalse();
        }
        assertThat(Seal.isWhole(TEXT)).isFalse();
        assertThat(Seal.isWhole("{}")).isFalse();
    }

    @Test
    void provesWhatVersion01Sealed() throws IOException {
        String old = Files.readString(
                Path.of("src/test/resources/fixtures/v0.1/run/stopped/checkpoints/epoch-003/state.json"));
        assertThat(Seal.isWhole(old)).isTrue();
        assertThat(Seal.isWhole(old.replace("\"iteration\" : 258", "\"iteration\" : 259")))
                .isFalse();
    }
}
