package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.Mnist;
import org.mnist.base.Failure;
import org.mnist.experiment.RunDirectory;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/** Every exit code but 0, each with its one line. */
class FailuresTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2  |                                         | a command is missing; see `mnist --help`",
                "2  | tarin                                   | there is no command `tarin`; did you mean data or"
                        + " train or compare?; see `mnist --help`",
                "2  | train --arch lenet5 --epoch 3           | there is no option `--epoch`; did you mean --epochs",
                "2  | train --arch lenet5 --speed 9           | there is no option `--speed`; see `mnist train --help`",
                "2  | train lenet5                            | `lenet5` stands alone; did you mean --arch lenet5?;"
                        + " see `mnist train --help`",
                "2  | data list more                           | `more` is one too many; see `mnist data list --help`",
                "2  | train                                   | there is no architecture; give --arch PRESET",
                "2  | train --arch lenet6                     | there is no preset `lenet6`; did you mean `lenet5`? there are twoconv,",
                "2  | train --arch lenet5 --batch 0           | --batch: batch is 0; valid are whole numbers from 1 to"
                        + " 16384",
                "2  | train --arch lenet5 --set batch         | --set batch: it takes KEY=VALUE",
                "2  | train --arch lenet5 --resume            | --resume needs the run folder; add --out DIR",
                "2  | train --arch lenet5 --min-accuracy 99   | --min-accuracy is 99.0; valid are shares from 0 to 1",
                "2  | train --arch mlp --data sample --validation 6000 | validation is 6000, which leaves none",
                "2  | train --arch mlp --set layers=[[[       | --set layers=[[[:1:11: this is no YAML: expected the node",
                "2  | config                                  | a command is missing; see `mnist config --help`",
                "2  | data fetch imagenet                     | there is no data set `imagenet` to fetch",
                "66 | train --arch absent.yaml                | there is no file absent.yaml",
                "66 | train --arch lenet5 --data absent       | there is no data set, folder or file absent; valid are"
                        + " mnist,",
                "66 | train --resume --out absent             | absent is no run folder to go on with",
                "66 | evaluate absent.zip --data sample       | there is no model absent.zip",
                "66 | evaluate absent.zip --data absent-data  | there is no model absent.zip",
                "65 | evaluate pom.xml --data sample          | pom.xml is no sound model: it is not a zip file",
                "66 | evaluate configs                        | configs has no best.zip",
                "2  | train --arch lenet5 --engine onednn --backend cuda | the onednn engine computes on the CPU",
                "2  | train --arch lenet5 --engine dl4j --precision bf16 | --precision bf16 needs the onednn engine",
                "69 | train --arch mlp --data sample --out target/cuda-run --backend cuda | --backend cuda: this build"
                        + " has"
            })
    void oneLineAndItsCode(int code, String command, String message) {
        Object[] args = command == null ? new Object[0] : command.split(" ");
        CliRun run = CliRun.of(args);
        assertThat(run.err().lines().filter(line -> line.startsWith("mnist: ")))
                .singleElement()
                .asString()
                .startsWith("mnist: " + message);
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    /** What a shell makes of a variable that was never set. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --arch mlp --data sample --out",
                "sweep --arch mlp --out",
                "report",
                "runs",
                "export model.zip --onnx",
                "export model.zip --tfjs"
            })
    void anEmptyNameIsNoFolder(String command) {
        CliRun run = CliRun.of((Object[]) (command + " ").split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("the name of a file or folder is empty").hasLineCount(1);
    }

    @Test
    void aBackendThatThisBuildLacksLeavesNoFolder() {
        Path out = folder.resolve("cuda-run");
        Object[] train = {"train", "--arch", "mlp", "--data", "sample", "--out", out, "--backend", "cuda"};
        CliRun run = CliRun.of(train);
        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(out).doesNotExist();
    }

    @Test
    void withJsonAFailureIsADocumentToo() throws IOException {
        CliRun run = CliRun.of("evaluate", "absent.zip", "--data", "sample", "--json");
        ObjectMapper one = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonNode error = one.readTree(run.out()).get("error");
        assertThat(error.get("exit_code").asInt()).isEqualTo(66).isEqualTo(run.code());
        assertThat(error.get("message").asText()).contains("absent.zip");
        assertThat(one.readTree(CliRun.of("train", "--json", "--speed").out())
                        .get("error")
                        .get("exit_code")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void alonePrintsItsHelp() {
        CliRun run = CliRun.of();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("Usage: mnist [-hV] COMMAND\n")
                .contains(CliRun.of("--help").out())
                .endsWith("\nmnist: a command is missing; see `mnist --help`\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aNameGivesTheTerminalNoOrders() {
        CliRun run = CliRun.of("evaluate", "a\u001b[2J\nb.zip", "--data", "sample", "--json");
        assertThat(run.err())
                .startsWith("mnist: there is no model a\ufffd[2J\ufffdb.zip;")
                .hasLineCount(1);
        assertThat(run.out()).contains("there is no model a\ufffd[2J\ufffdb.zip");
    }

    @Test
    void verboseShowsWhereItArose() {
        assertThat(CliRun.of("evaluate", "absent.zip", "--data", "sample", "--verbose")
                        .err())
                .contains("\tat ");
    }

    @Test
    void nothingThatIsThereIsOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "mine");
        CliRun run = CliRun.of("train", "--arch", "mlp", "--data", "sample", "--out", folder);
        assertThat(run.code()).isEqualTo(73);
        assertThat(run.err()).contains("is there already; name another --out");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
        assertThat(CliRun.of("train", "--arch", "mlp", "--data", "sample", "--out", file)
                        .code())
                .isEqualTo(73);
        assertThat(CliRun.of("train", "--arch", "mlp", "--data", "sample", "--out", file.resolve("run"))
                        .code())
                .isEqualTo(73);
    }

    @Test
    void divergenceIsSeventySixAndKeepsTheConfiguration() {
        Path tiny = TinyData.write(folder.resolve("tiny"), 300, 20);
        Path out = folder.resolve("run");
        CliRun run = CliRun.of(
                "train",
                "--arch",
                "lenet5",
                "--data",
                tiny,
                "--lr",
                "1e6",
                "--out",
                out,
                "--set",
                "batch=10",
                "--epochs",
                3);
        assertThat(run.code()).as(run.err()).isEqualTo(76);
        assertThat(run.err()).contains("training diverged in epoch").contains("--lr");
        assertThat(out.resolve("config.yaml")).exists();
        assertThat(out.resolve("result.json")).doesNotExist();
    }

    @Test
    void twoRunsInOneFolderAreSeventyFive() throws IOException {
        Path out = folder.resolve("run");
        try (RunDirectory held = RunDirectory.create(out, line -> {})) {
            Files.writeString(
                    held.files().config(),
                    CliRun.of("config", "print", "--arch", "mlp").out());
            CliRun run = CliRun.of("train", "--resume", "--out", out);
            assertThat(run.code()).isEqualTo(75);
            assertThat(run.err()).contains("is in use by another run");
        }
    }

    @Test
    void damagedDataIsSixtyFive() throws IOException {
        Path tiny = TinyData.write(folder.resolve("tiny"), 30, 20);
        Path images = tiny.resolve("train-images-idx3-ubyte");
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 5000));
        CliRun run = CliRun.of("train", "--arch", "mlp", "--data", tiny, "--out", folder.resolve("run"));
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("train-images-idx3-ubyte is damaged: it ends too early");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void anOutputThatCannotBeWrittenIsSeventyFour() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Mnist.run(
                new String[] {"presets"},
                InputStream.nullInputStream(),
                new PrintStream(full, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Environment(Map.of(), false));
        assertThat(code).isEqualTo(74);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output cannot be written");
    }

    @Test
    void theCacheIsWhereTheVariablesSay() {
        assertThat(new Environment(Map.of("MNIST_HOME", "/a", "XDG_CACHE_HOME", "/b"), false).cache())
                .isEqualTo(Path.of("/a"));
        assertThat(new Environment(Map.of("MNIST_HOME", "", "XDG_CACHE_HOME", "/b"), false).cache())
                .isEqualTo(Path.of("/b/mnist"));
        assertThat(new Environment(Map.of("HOME", "/c"), false).cache()).isEqualTo(Path.of("/c/.cache/mnist"));
    }

    @Test
    void everyKindOfFailureHasACodeOfItsOwn() {
        assertThat(Arrays.stream(Failure.Kind.values()).map(ExitCode::of))
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(List.of(2, 3, 65, 66, 69, 73, 74, 75, 76));
    }
}
