package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aLiveLineIsDrawnOnlyOnATerminalAndClearedBeforeAnythingElse() {
        Console terminal = console(true, 12, false);
        terminal.live("0123456789abcdef");
        terminal.info("done");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r0123456789a\u001b[K\r\u001b[Kdone\n");
        err.reset();
        Console file = console(false, 12, false);
        file.live("0123456789abcdef");
        file.info("done");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("done\n");
    }

    @Test
    void everyKindOfLineClearsTheLiveOneOnce() {
        Console terminal = console(true, 80, false);
        assertThat(terminal.isLive()).isTrue();
        terminal.live("live");
        terminal.error("failure");
        terminal.live("live");
        terminal.result("result");
        terminal.result("another");
        String live = "\rlive\u001b[K\r\u001b[K";
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(live + "failure\n" + live);
        assertThat(console(false, 80, false).isLive()).isFalse();
        assertThat(console(true, 80, true).isLive()).isFalse();
    }

    /** The last column stays free: a terminal may wrap a line that fills it. */
    @Test
    void aLiveLineIsCutByCharacters() {
        Console terminal = console(true, 4, false);
        terminal.live("123");
        terminal.live("1234");
        terminal.live("😀😀😀😀");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r123\u001b[K\r123\u001b[K\r😀😀😀\u001b[K");
    }

    /** So that what was said before a crash is there after it. */
    @Test
    void theLogIsWrittenLineByLineAndAppendedTo(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log.txt");
        Console console = console(false, 80, true);
        console.openLog(log);
        console.info("quiet, but logged");
        assertThat(log).hasContent("quiet, but logged\n");
        console.closeLog();
        console.closeLog();
        console.openLog(log);
        console.info("appended");
        assertThat(log).hasContent("quiet, but logged\nappended\n");
        console.closeLog();
    }

    /** A full disk is said once and ends no run: that fails where it writes what matters. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLogThatCannotBeWrittenIsSaidOnce() throws IOException {
        Console console = console(false, 80, false);
        console.openLog(Files.newBufferedWriter(Path.of("/dev/full")));
        console.info("one");
        console.info("two");
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("one", "the log cannot be written any more: No space left on device", "two");
    }

    @Test
    void quietLeavesResultsAndFailures() {
        Console quiet = console(true, 80, true);
        quiet.live("x");
        quiet.info("chatter");
        quiet.error("failure");
        quiet.result("result");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("failure\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("result\n");
    }

    @Test
    void theLogGetsWhatIsSaidButNotTheLiveLine(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log.txt");
        Console console = console(true, 80, false);
        console.info("before");
        console.openLog(log);
        console.live("live");
        console.info("said ▒");
        console.error("insisted");
        console.closeLog();
        console.info("after");
        assertThat(log).hasContent("said ▒\ninsisted\n");
    }

    @Test
    void tablesAlignByCharacters() {
        Table table = new Table("name", ">count");
        table.row("3×3", 5);
        table.row("longer", 12345);
        Table three = new Table("a", ">b", "c");
        three.row(1, 2, 3);
        assertThat(three.text()).isEqualTo("a  b  c\n───────\n1  2  3");
        assertThatThrownBy(() -> three.row(1, 2)).hasMessage("2 cells for 3 columns");
        assertThat(table.text()).isEqualTo("name    count\n─────────────\n3×3         5\nlonger  12345");
        assertThat(table.markdown())
                .isEqualTo("| name   | count |\n|--------|------:|\n| 3×3    |     5 |\n| longer | 12345 |");
    }

    @Test
    void numbersReadAlikeUnderEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : new String[] {"de", "tr", "ar-EG", "hi-IN-u-nu-deva"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(Text.percent(0.98765)).isEqualTo("98.77 %");
                assertThat(Text.count(1234567)).isEqualTo("1,234,567");
                assertThat(Text.duration(65)).isEqualTo("1 min 05 s");
                assertThat(Text.duration(3.25)).isEqualTo("3.3 s");
                assertThat(Text.duration(7384)).isEqualTo("2 h 03 min");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private Console console(boolean terminal, int columns, boolean quiet) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                columns,
                quiet);
    }
}
