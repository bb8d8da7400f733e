package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/**
 * The Java of the cookbook, run as programs of their own with the libraries that users have, and none of this program. Its
 * Python and JavaScript are run by {@code scripts/check-exports}.
 */
class CookbookTest {
    private static final Pattern JAVA =
            Pattern.compile("<!-- snippet: (\\w+)\\.java -->\n```java\n(.*?)```", Pattern.DOTALL);
    private static final Path COOKBOOK = Path.of("docs/cookbook.md");

    @TempDir
    static Path folder;

    static List<String> answers;

    @BeforeAll
    static void train() throws IOException {
        Path run = folder.resolve("run");
        CliRun trained = CliRun.of(
                "train",
                "--arch",
                "lenet5",
                "--data",
                TinyData.write(folder.resolve("tiny"), 600, 30),
                "--epochs",
                2,
                "--out",
                run);
        assertThat(trained.code()).as(trained.err()).isZero();
        Files.copy(run.resolve("best.zip"), folder.resolve("best.zip"));
        CliRun exported = CliRun.of("export", run, "--onnx", folder.resolve("digits.onnx"));
        assertThat(exported.code()).as(exported.err()).isZero();
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), TinyData.sample("t10k-images-idx3-ubyte"));
        Path table = folder.resolve("own.csv");
        CliRun.of("evaluate", run, "--data", "sample", "--predictions", table);
        answers = Files.readAllLines(table).stream()
                .skip(1)
                .limit(10)
                .map(row -> row.split(",", -1)[2])
                .toList();
        assertThat(answers.stream().distinct().count())
                .as("no one answer for all")
                .isGreaterThan(2);
    }

    @Test
    void dl4jGivesOurAnswers() throws Exception {
        assertThat(run("Dl4jAnswers", libraries("deeplearning4j", "nd4j", "javacpp")))
                .isEqualTo("[" + String.join(", ", answers) + "]\n");
    }

    @Test
    void onnxRuntimeGivesOurAnswers() throws Exception {
        String onnxRuntime = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> jar.contains("onnxruntime"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(run("OnnxAnswers", onnxRuntime))
                .isEqualTo("classes: [\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]\n"
                        + String.join(" ", answers) + " ");
    }

    @Test
    void noOtherJavaIsShown() throws IOException {
        String text = Files.readString(COOKBOOK);
        assertThat(JAVA.matcher(text).results().map(found -> found.group(1)))
                .containsExactly("Dl4jAnswers", "OnnxAnswers");
        assertThat(Pattern.compile("```java").matcher(text).results()).hasSize(2);
    }

    /** The libraries that a user has, who has not this program; each of these words is in the name of one. */
    private static String libraries(String... words) throws IOException {
        String libraries = Files.readString(Path.of("target/runtime-classpath")).strip();
        assertThat(libraries).contains(words);
        return libraries;
    }

    /** What the program prints. */
    private static String run(String name, String libraries) throws IOException, InterruptedException {
        Matcher java = JAVA.matcher(Files.readString(COOKBOOK));
        String program = java.results()
                .filter(found -> found.group(1).equals(name))
                .map(found -> found.group(2))
                .findFirst()
                .orElseThrow();
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, program);
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, problems, problems, "-classpath", libraries, source.toString());
        assertThat(code).as(problems.toString(StandardCharsets.UTF_8)).isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.nd4j.log.initialization=false",
                        "-classpath",
                        folder + File.pathSeparator + libraries,
                        name)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("errors.txt")))
                .isZero();
        return out;
    }
}
