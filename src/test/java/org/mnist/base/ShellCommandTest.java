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
    void quotedCommandsBeginAsThePersonHasCalledTheProgram() {
        assertThat(ShellCommand.asCalled(
                        "see `mnist train --help`, or `mnist`; mnist is mnist, `mnistx`", "scripts/mnist"))
                .isEqualTo("see `scripts/mnist train --help`, or `scripts/mnist`; mnist is mnist, `mnistx`");
        assertThat(ShellCommand.asCalled("`mnist presets`")).isEqualTo("`mnist presets`");
    }

    @Test
    void whatAShellWouldChangeIsQuoted() {
        assertThat(ShellCommand.of(List.of("a b", "$HOME", "it's", ""))).isEqualTo("mnist 'a b' '$HOME' 'it'\\''s' ''");
    }
}
