package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.cli.Context;
import org.mnist.cli.Environment;
import org.mnist.testing.CliRun;
import picocli.CommandLine;

/** Help: what it says is so, at every width. */
class HelpTest {
    private static final Pattern BLOCK = Pattern.compile("\n```\\w*\n(.*?)\n```", Pattern.DOTALL);

    /** A line of a shell, perhaps behind its prompt or a variable, up to a pipe, a redirection or another command. */
    private static final Pattern COMMAND =
            Pattern.compile("(?:\\$ )?(?:[A-Z_]+=\\S+ )*(?:scripts/)?mnist ([^|>&;]*)(?:[|>&;].*)?");

    private static CommandLine program(int columns) {
        PrintStream none = new PrintStream(OutputStream.nullOutputStream());
        Environment environment = new Environment(Map.of("COLUMNS", Integer.toString(columns)), false);
        return Commands.commandLine(new Context(InputStream.nullInputStream(), none, none, environment, List.of()), "");
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    /** Words of an example up to its comment, without quotes. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.strip().split(" +", -1)) {
            if (word.startsWith("#") || word.equals(">") || word.equals("|")) {
                break;
            }
            words.add(word.replace("'", ""));
        }
        return words;
    }

    @Test
    void everyCommandHasExamplesThatItTakes() {
        CommandLine program = program(80);
        all(program).forEach(command -> {
            String name = command.getCommandSpec().qualifiedName();
            String help = command.getUsageMessage();
            assertThat(help).as(name).contains("\nExamples:\n").doesNotContain("${");
            help.substring(help.indexOf("\nExamples:\n") + "\nExamples:\n".length())
                    .lines()
                    .map(line -> line.replaceAll(".*(\\| |<\\()(?=mnist)", "").replace(")", ""))
                    .forEach(example -> {
                        List<String> words = words(example);
                        assertThat(words.get(0)).as(example).isEqualTo("mnist");
                        assertThat(String.join(" ", words)).as("of %s", name).startsWith(name);
                        program(80).parseArgs(words.subList(1, words.size()).toArray(String[]::new));
                    });
        });
    }

    /** What {@link org.mnist.cli.ReadmeTest} does not run, the parser takes at least. */
    @Test
    void everyCommandInADocumentIsTaken() throws IOException {
        int commands = 0;
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            List<Path> documents =
                    new ArrayList<>(List.of(Path.of("README.md"), Path.of("SECURITY.md"), Path.of("CONTRIBUTING.md")));
            docs.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            for (Path document : documents) {
                Matcher block = BLOCK.matcher(Files.readString(document));
                while (block.find()) {
                    for (String line : block.group(1).lines().toList()) {
                        Matcher command = COMMAND.matcher(line);
                        if (command.matches() && !line.contains("…")) {
                            List<String> words = words("mnist " + command.group(1));
                            assertThatCode(() -> program(80)
                                            .parseArgs(words.subList(1, words.size())
                                                    .toArray(String[]::new)))
                                    .as("%s: %s", document, line)
                                    .doesNotThrowAnyException();
                            commands++;
                        }
                    }
                }
            }
        }
        assertThat(commands).isGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 200})
    void fitsTheTerminal(int columns) {
        int width = Math.max(60, Math.min(110, columns));
        all(program(columns))
                .forEach(command -> assertThat(command.getUsageMessage().lines())
                        .as("%s at %d", command.getCommandSpec().qualifiedName(), columns)
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width)));
    }

    @Test
    void optionsTellRangeAndDefaultOfTheirKeys() {
        assertThat(CliRun.of("train", "--help").out().replaceAll("\\s+", " "))
                .contains("--batch=N Images a step; 1 to 16,384. Default: the preset's, or 64.")
                .contains("--init=RUN|MODEL.zip");
    }

    @ParameterizedTest
    @CsvSource({
        "help, --help",
        "help train, train --help",
        "help runs clean, runs clean --help",
        "help help, help --help"
    })
    void isTheSameByAnotherName(String help, String option) {
        CliRun run = CliRun.of((Object[]) help.split(" "));
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(CliRun.of((Object[]) option.split(" ")).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "help trian     | there is no command `trian`; did you mean `train`? there are train, evaluate,",
                "help runs foo  | there is no command `foo`; there are clean, push",
                "help show me   | there is no command `me`; mnist show has none"
            })
    void namesWhatThereIs(String command, String message) {
        CliRun run = CliRun.of((Object[]) command.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("mnist: " + message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config keys batch        | batch ",
                "config keys *.kind       | optimizer.kind ",
                "config keys Nesterov     | optimizer.nesterov ",
            })
    void keysAreFoundByNameAndMeaning(String command, String first) {
        CliRun run = CliRun.of((Object[]) command.split(" "));
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith(first);
    }

    @Test
    void aKeyThatIsNotThereIsToldWithOneThatIs() {
        CliRun run = CliRun.of("config", "keys", "epoch5");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "mnist: there is no key like `epoch5`; did you mean `epochs`? `mnist config keys` lists all\n");
    }
}
