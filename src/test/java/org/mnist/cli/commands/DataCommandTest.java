package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.data.Synthetic;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;
import org.mnist.testing.TinyTask;

class DataCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void listNamesAllThatCanBeFetched() throws IOException {
        CliRun run = CliRun.with(Map.of("MNIST_HOME", folder.toString()), "data", "list", "--json");
        JsonNode all = JSON.readTree(run.out());
        assertThat(all.findValuesAsText("name"))
                .startsWith("mnist", "fashion-mnist", "kmnist", "qmnist", "emnist-letters")
                .endsWith("emnist-byclass", "sample");
        assertThat(all.get(4).get("folder").asText())
                .isEqualTo(folder.resolve("emnist").toString());
        assertThat(all.get(4).get("files").get(0).asText()).isEqualTo("gzip.zip");
    }

    @Test
    void showTellsWhatIsThereAndDrawsIt() throws IOException {
        Path data = TinyData.write(folder.resolve("data"), 200, 50);
        Path sheet = folder.resolve("sheet.png");
        CliRun run = CliRun.of("data", "show", data, "--sheet", sheet);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith(data + ": 200 training and 50 test images, 28×28 grey, of 10 classes\n")
                .contains(
                        "class  training  test\n", "values: training 0 to 255, ", "0 times in test; 0 test images are")
                .contains("of 200 digits, ");
        assertThat(run.err()).isEqualTo(sheet + " shows some images of each class\n");
        assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(10 * 56);
        JsonNode json = JSON.readTree(CliRun.of("data", "show", data, "--json").out());
        assertThat(json.get("train").get("images").asInt()).isEqualTo(200);
        int all = 0;
        for (JsonNode count : json.get("test").get("classes")) {
            all += count.asInt();
        }
        assertThat(all).isEqualTo(50);
        assertThat(json.get("task").get("classes")).hasSize(10);
        assertThat(json.get("orientation").get("as_they_are").asDouble())
                .isGreaterThan(json.get("orientation").get("turned").asDouble());
    }

    @Test
    void showTellsWhatCannotBeLearned() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Images few = Synthetic.images(TinyTask.LETTERS, 20, 1);
        Synthetic.csv(data.resolve("train.csv"), TinyTask.LETTERS, few, true);
        Synthetic.csv(data.resolve("test.csv"), TinyTask.LETTERS, Synthetic.images(TinyTask.LETTERS, 22, 1), true);
        assertThat(CliRun.of("data", "show", data).out())
                .contains("there are no training images of letter u, letter v: what is not there cannot be learned\n");
    }

    @Test
    void importWritesWhatIsReadAgainAsTheSame() throws IOException {
        Path to = folder.resolve("to");
        CliRun run = CliRun.of("data", "import", "sample", to, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(JSON.readTree(run.out()).get("files"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "train-images-idx3-ubyte",
                        "train-labels-idx1-ubyte",
                        "t10k-images-idx3-ubyte",
                        "t10k-labels-idx1-ubyte",
                        "classes.txt");
        for (String name : List.of("train-images-idx3-ubyte", "t10k-labels-idx1-ubyte")) {
            assertThat(to.resolve(name)).hasBinaryContent(TinyData.sample(name));
        }
        assertThat(to.resolve("classes.txt")).hasContent("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        CliRun again = CliRun.of("data", "import", "sample", to);
        assertThat(again.code()).isEqualTo(73);
        assertThat(again.err()).isEqualTo("mnist: " + to + " is not empty; name a new folder\n");
        CliRun third = CliRun.of("data", "import", to, Files.createDirectories(folder.resolve("third")));
        assertThat(third.out())
                .isEqualTo(
                        "6,000 training and 1,000 test images of 10 classes are in " + folder.resolve("third") + "\n");
    }

    @Test
    void whatCannotBeReadIsSaidInOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no data");
        CliRun run = CliRun.of("data", "show", text);
        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err())
                .startsWith("mnist: " + text + " is not supported: it is in none of the forms that are, which are ")
                .hasLineCount(1);
        CliRun absent = CliRun.of("data", "import", folder.resolve("absent"), folder.resolve("to"));
        assertThat(absent.code()).isEqualTo(66);
        assertThat(absent.err())
                .startsWith("mnist: there is no data set, folder or file ")
                .hasLineCount(1);
        assertThat(folder.resolve("to")).doesNotExist();
    }

    @Test
    void nothingIsWrittenIntoTheDataThatIsRead() throws IOException {
        Path pets = folder.resolve("pets");
        Images images = Synthetic.images(TinyTask.LETTERS, 52, 1);
        for (int i = 0; i < 52; i++) {
            Path ofClass = Files.createDirectories(pets.resolve(TinyTask.LETTERS.name(images.label(i))));
            Synthetic.png(ofClass.resolve(i + ".png"), images, i, 1);
        }
        Path csv = Synthetic.csv(folder.resolve("all.csv"), TinyTask.LETTERS, images, true);
        byte[] before = Files.readAllBytes(csv);
        Path link = Files.createSymbolicLink(folder.resolve("link"), pets.resolve("letter a"));
        for (Path sheet :
                List.of(pets.resolve("letter a/sheet.png"), pets.resolve("sheet.png"), link.resolve("s.png"))) {
            refused(
                    73,
                    sheet + " is of the data " + pets + ", which is read; name another file",
                    "data",
                    "show",
                    pets,
                    "--sheet",
                    sheet);
            assertThat(sheet).doesNotExist();
        }
        refused(
                73,
                csv + " is of the data " + csv + ", which is read; name another file",
                "data",
                "show",
                csv,
                "--sheet",
                csv);
        assertThat(Files.readAllBytes(csv)).isEqualTo(before);
        Path inside = pets.resolve("new/idx");
        refused(
                73,
                inside + " is of the data " + pets + ", which is read; name another folder",
                "data",
                "import",
                pets,
                inside);
        refused(
                2,
                "--out " + inside + " is in the data " + pets
                        + ", and its files would be taken for data; name a folder outside of it",
                "train",
                "--arch",
                "mlp",
                "--data",
                pets,
                "--out",
                inside,
                "--dry-run");
        assertThat(inside).doesNotExist();
    }

    @Test
    void anEmptyNameIsNotTheFolderThatTheProgramRunsIn() {
        for (List<String> command : List.of(
                List.of("data", "show", "", "--sheet", "sheet.png"),
                List.of("data", "import", "", folder.resolve("to").toString()),
                List.of("train", "--arch", "mlp", "--data", "", "--dry-run"))) {
            CliRun run = CliRun.of(command.toArray());
            assertThat(run.err())
                    .startsWith("mnist: the name of the data is empty; valid are mnist, ")
                    .hasLineCount(1);
            assertThat(run.code()).isEqualTo(2);
        }
    }

    private static void refused(int code, String message, Object... args) {
        CliRun run = CliRun.of(args);
        assertThat(run.err()).endsWith("mnist: " + message + "\n");
        assertThat(run.code()).isEqualTo(code);
    }
}
