package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {
    @Test
    void plainWordsStandAsTheyAre() {
        assertThat(ShellCommand.of(List.of("train", "--out", "runs/Größe_1.5@a,b=c:d+e%")))
                .isEqualTo("mnist train --out runs/Größe_1.5@a,b=c:d+e%");
        assertThat(ShellCommand.of(List.of())).isEqualTo("mnist");
    }

    @Test
    void whatAShellWouldChangeIsQuoted() {
        assertThat(ShellCommand.of(List.of("a b", "$HOME", "it's", ""))).isEqualTo("mnist 'a b' '$HOME' 'it'\\''s' ''");
    }
}
