package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.data.Images;
import org.mnist.network.Task;
import org.mnist.testing.CliRun;
import org.mnist.testing.Fixture;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.TinyData;

/** Every command that README and the pages on commands and architectures show works, in its order. Paths and data are replaced by small ones of the test. */
class ReadmeTest {
    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\n(name: mine\n.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/commands.md", "docs/architectures.md"})
    @NeedsOneDnn
    void everyCommandWorks(String document) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String shown = Files.readString(Path.of(document));
        Path tiny = TinyData.write(folder.resolve("tiny"), 240, 30);
        Matcher yaml = YAML.matcher(readme);
        assertThat(yaml.find()).isTrue();
        Files.writeString(folder.resolve("mine.yaml"), yaml.group(1));
        drawOne(folder.resolve("digit.png"));
        drawOne(Files.createDirectory(folder.resolve("photos")).resolve("one.png"));
        writeOwn(folder);

        int commands = 0;
        for (String line : shellLines(shown)) {
            if (!line.matches("(scripts/)?mnist .*")) {
                continue;
            }
            List<String> args = new ArrayList<>();
            for (String word : line.replaceAll("\\s+#.*", "").split("\\s+", -1)) {
                args.add(
                        word.matches("runs/.*|mine.yaml|digit.png|(photos|pictures|numbers).*")
                                ? folder.resolve(word).toString()
                                : word);
            }
            args.remove(0);
            args.replaceAll(arg -> arg.equals("sample") ? tiny.toString() : arg);
            if (args.get(0).equals("train") && !args.contains("--out")) {
                args.addAll(
                        List.of("--out", folder.resolve("unnamed-" + commands).toString()));
                if (!args.contains("--data")) {
                    args.addAll(List.of("--data", tiny.toString()));
                }
            }
            args.replaceAll(arg -> arg.equals("0.8") ? "0.1" : arg); // 30 images after 240 cannot reach more
            CliRun run = CliRun.of(args.toArray());
            assertThat(run.code()).as("%s%n%s", line, run.err()).isZero();
            commands++;
        }
        assertThat(commands).as("commands in %s", document).isPositive();
    }

    @Test
    void namesTheCommandOfTheTests() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("mvn -B verify");
        assertThat(Files.readString(Path.of(".ci/run"))).contains("\nmvn -B verify\n");
    }

    /** README's accuracies are among those of the page that is generated from the files in docs/results. */
    @Test
    void accuraciesAreThoseThatWereMeasured() throws IOException {
        String results = Files.readString(Path.of("docs/results.md"));
        Matcher shown = Pattern.compile("\\| +(\\d+\\.\\d+ ± \\d+\\.\\d+ %) \\|\n")
                .matcher(Files.readString(Path.of("README.md")));
        int accuracies = 0;
        while (shown.find()) {
            assertThat(results).contains(" " + shown.group(1) + " |");
            accuracies++;
        }
        assertThat(accuracies).isEqualTo(5);
    }

    @Test
    void listsEveryExitCode() throws IOException {
        String readme = Files.readString(Path.of("docs/commands.md"));
        for (int code : new int[] {0, 1, 2, 3, 65, 66, 69, 73, 74, 75, 76}) {
            assertThat(readme).contains("\n| " + code + " | ");
        }
        assertThat(readme).contains("| 129, 130, 138, 143 | ", "| 141 | ");
    }

    private static List<String> shellLines(String readme) {
        List<String> lines = new ArrayList<>();
        Matcher shell = SHELL.matcher(readme);
        while (shell.find()) {
            lines.addAll(shell.group(1).lines().toList());
        }
        return lines;
    }

    /** Two classes of pictures, and a CSV of digits. */
    private static void writeOwn(Path folder) throws IOException {
        Task task = new Task(1, 16, 16, List.of("cat", "dog"));
        Images images = Fixture.images(task, 0, 200);
        for (int i = 0; i < images.count(); i++) {
            BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
            for (int k = 0; k < 256; k++) {
                picture.getRaster().setSample(k % 16, k / 16, 0, images.at(i, k));
            }
            Path named = Files.createDirectories(folder.resolve("pictures").resolve(task.name(images.label(i))));
            ImageIO.write(
                    picture,
                    "png",
                    named.resolve(Files.exists(named.resolve("0.png")) ? i + ".png" : "0.png")
                            .toFile());
        }
        StringBuilder csv = new StringBuilder("label");
        IntStream.range(0, 784).forEach(k -> csv.append(",pixel").append(k));
        Images digits = Fixture.images(Task.MNIST, 0, 200);
        for (int i = 0; i < digits.count(); i++) {
            csv.append('\n').append(digits.label(i));
            for (int k = 0; k < 784; k++) {
                csv.append(',').append(digits.at(i, k));
            }
        }
        Files.writeString(folder.resolve("numbers.csv"), csv.append('\n'));
    }

    private static void drawOne(Path file) throws IOException {
        BufferedImage page = new BufferedImage(90, 120, BufferedImage.TYPE_INT_RGB);
        for (int y = 20; y < 100; y++) {
            for (int x = 40; x < 50; x++) {
                page.setRGB(x, y, 0xffffff);
            }
        }
        ImageIO.write(page, "png", file.toFile());
    }
}
