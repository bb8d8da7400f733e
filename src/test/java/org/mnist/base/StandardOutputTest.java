package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Why standard output cannot be written any more. */
class StandardOutputTest {
    private static StandardOutput failing(String reason) {
        return new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        });
    }

    @Test
    void aPipeThatIsBrokenIsAReaderThatHasGone() {
        for (String reason : new String[] {"Broken pipe", "Datenübergabe unterbrochen (broken pipe)"}) {
            StandardOutput out = failing(reason);
            assertThat(out.readerHasGone()).isFalse();
            out.println("a line");
            assertThat(out.readerHasGone()).as(reason).isTrue();
            assertThat(out.checkError()).isTrue();
        }
    }

    @Test
    void textIsWrittenAtOnceInUtf8() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StandardOutput out = new StandardOutput(bytes);
        out.println("ä ☝");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("ä ☝" + System.lineSeparator());
        assertThat(out.readerHasGone()).isFalse();
    }
}
