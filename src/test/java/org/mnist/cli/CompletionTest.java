package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.testing.CliRun;

/** What a real bash offers. */
@DisabledOnOs(OS.WINDOWS)
class CompletionTest {
    /** What bash does when the tabulator is pressed behind the last of the words, which are its arguments. */
    private static final String PRESS = """
            compopt() { :; } # bash knows it only while somebody types
            source "$0"
            COMP_WORDS=(mnist "$@") COMP_CWORD=$#
            COMP_LINE="mnist $*" COMP_POINT=${#COMP_LINE}
            "$(complete -p mnist | sed 's/.*-F \\([^ ]*\\).*/\\1/')" mnist "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    static Path folder;

    private static Path script;

    @BeforeAll
    static void write() throws IOException {
        script = Files.writeString(
                folder.resolve("mnist.bash"), CliRun.of("completion", "bash").out());
    }

    @ParameterizedTest
    @CsvSource({
        "train --arch le, lenet5 lenet5-tuned",
        "bench --arch spr, sprint",
        "show all, allconv allconv-tuned",
        "train --data fash, fashion-mnist",
        "evaluate --data sam, sample",
        "data fetch km, kmnist",
        "train --engine o, onednn",
        "train --backend c, cpu cuda",
        "train --precision b, bf16 bf16-emulated",
        "cache clear n, natives",
        "train --log ten, tensorboard",
        "completion z, zsh",
        "train --min, --min-accuracy",
        "comp, compare completion"
    })
    void offers(String line, String words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", PRESS, script.toString()));
        command.addAll(List.of(line.split(" ")));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(out).isZero();
        assertThat(out.strip().split("\\s+")).containsExactlyInAnyOrder(words.split(" "));
    }
}
