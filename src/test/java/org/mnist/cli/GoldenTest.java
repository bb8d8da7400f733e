package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.testing.CliRun;

/**
 * The output of commands, byte for byte, against files in {@code src/test/resources/golden}. Run the tests with
 * {@code -Dgolden.write=true} to write them anew, and read the difference before you commit it.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @CsvSource({
        "help, --help",
        "train-help, train --help",
        "evaluate-help, evaluate --help",
        "predict-help, predict --help",
        "serve-help, serve --help",
        "bench-help, bench --help",
        "ensemble-help, ensemble --help",
        "compare-help, compare --help",
        "runs-help, runs --help",
        "runs-clean-help, runs clean --help",
        "data-help, data --help",
        "presets, presets",
        "presets-json, presets --json",
        "show-lenet5, show lenet5",
        "show-allconv, show allconv",
        "show-lenet5-json, show lenet5 --json",
        "config-lenet5, config print --arch lenet5",
        "config-mlp-plain, config print --arch mlp --plain",
        "config-keys, config keys",
        "sweep-help, sweep --help",
        "config-twoconv-json, config print --arch twoconv --json",
        "dry-run, train --arch allconv --dry-run",
        "dry-run-json, train --arch allconv --batch 100 --dry-run --json"
    })
    void prints(String file, String command) throws IOException {
        CliRun run = CliRun.of((Object[]) command.split(" ", -1));
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        Path golden = FOLDER.resolve(file + ".txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, run.out());
        }
        assertThat(run.out()).isEqualTo(Files.readString(golden));
    }
}
