package org.mnist.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.config.ImageSize;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.data.ReadOptions;
import org.mnist.data.TestImages;
import org.mnist.network.Shape;
import org.mnist.network.Task;

class ClassFoldersTest {
    private static final int SIDE = 8;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    /** A grey picture, all of whose pixels have one value. */
    private Path grey(String name, int value) throws IOException {
        return picture(name, SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY, value, value, value);
    }

    private Path picture(String name, int height, int width, int type, int... colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < height * width; i++) {
            for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                image.getRaster().setSample(i % width, i / width, band, colour[band]);
            }
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .isTrue();
        return file;
    }

    private Dataset open() {
        return open(ReadOptions.DEFAULT);
    }

    private Dataset open(ReadOptions options) {
        return new ClassFolders().open(folder, options, said::add).orElseThrow();
    }

    private static int[] labels(Images images) {
        return IntStream.range(0, images.count()).map(images::label).toArray();
    }

    private static int[] values(Images images) {
        return IntStream.range(0, images.count()).map(i -> images.at(i, 0)).toArray();
    }

    @Test
    void partsAreFoldersAndTheOrderIsByTheNamesOfFiles() throws IOException {
        for (String part : List.of("Train", "test", "valid")) {
            for (int i = 11; i >= 9; i--) {
                grey(part + "/dog/" + i + ".png", 10 * i);
                grey(part + "/Cat/inner/" + i + ".bmp", i);
            }
        }
        Dataset dataset = open();
        assertThat(dataset.task()).isEqualTo(new Task(1, SIDE, SIDE, List.of("Cat", "dog")));
        assertThat(dataset.validationImages()).isEqualTo(6);
        assertThat(values(dataset.train())).containsExactly(10, 100, 11, 110, 9, 90, 10, 100, 11, 110, 9, 90);
        assertThat(labels(dataset.train())).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        assertThat(labels(dataset.test())).containsExactly(0, 1, 0, 1, 0, 1);
        assertThat(said).isEmpty();
    }

    @Test
    void numbersAreInTheOrderOfTheirSize() throws IOException {
        for (int i = 0; i < 12; i++) {
            grey("train/" + i + "/a.png", i);
            grey("test/" + i + "/a.png", i);
        }
        Dataset dataset = open();
        assertThat(dataset.task().classes())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(labels(dataset.test())).isEqualTo(values(dataset.test()));
    }

    @Test
    void ofOneLevelASixthIsHeldOutAlways() throws IOException {
        for (int i = 0; i < 30; i++) {
            grey("pets/cat/" + i + ".png", i);
            grey("pets/dog/" + i + ".png", 100 + i);
        }
        Dataset dataset = open();
        assertThat(labels(dataset.test())).containsExactlyInAnyOrder(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(dataset.train().count()).isEqualTo(50);
        assertThat(IntStream.concat(IntStream.of(values(dataset.train())), IntStream.of(values(dataset.test()))))
                .hasSize(60)
                .doesNotHaveDuplicates();
        assertThat(said)
                .containsExactly(
                        folder + " has no test set: 10 of its 60 images, of each class a sixth, are held out for it;"
                                + " they are the same in every run");
        assertThat(values(open().test()))
                .as("the same in every run, and in those to come")
                .containsExactly(values(dataset.test()));
        TestImages held = test(folder, dataset.task());
        assertThat(values(held.images())).isEqualTo(values(dataset.test()));
        assertThat(held.hashes()).isEqualTo(Map.of("test", dataset.test().sha256()));
    }

    @Test
    void whatSystemsLeaveIsNotSeen() throws IOException {
        grey("train/a/1.png", 1);
        grey("train/b/1.png", 2);
        grey("test/a/1.png", 3);
        grey("test/b/1.png", 4);
        for (String name : List.of(
                "train/a/.DS_Store",
                "train/a/Thumbs.db",
                "train/a/._1.png",
                "train/.hidden/x.png",
                "__MACOSX/train/a/1.png",
                "train/desktop.ini",
                "README.md",
                "train/notes.txt")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "nothing");
        }
        Files.createDirectory(folder.resolve("train/empty"));
        assertThat(values(open().train())).containsExactly(1, 2);
        assertThat(said).isEmpty();
        grey("train/stray.png", 9);
        assertThat(values(open().train())).containsExactly(1, 2);
        assertThat(said)
                .containsExactly(folder.resolve("train") + " has pictures in no class folder, which are not used: 1");
    }

    @Test
    void linksAreFollowedButNotInCircles() throws IOException {
        grey("train/a/1.png", 1);
        Path elsewhere = grey("elsewhere/deep/2.png", 2).getParent();
        grey("test/a/1.png", 3);
        grey("test/b/1.png", 3);
        Files.createSymbolicLink(folder.resolve("train/b"), elsewhere);
        Files.createSymbolicLink(folder.resolve("train/a/back"), folder.resolve("train"));
        Files.createSymbolicLink(folder.resolve("train/a/self"), folder.resolve("train/a"));
        Files.createSymbolicLink(elsewhere.resolve("up"), elsewhere.getParent());
        Images train = open().train();
        assertThat(labels(train))
                .as("a link to all of them makes none of another class")
                .containsExactly(0, 1);
        assertThat(values(train)).containsExactly(1, 2);
    }

    @Test
    void noLinkLeadsFromOneClassIntoAnother() throws IOException {
        grey("a/1.png", 1);
        grey("b/2.png", 2);
        grey("c/3.png", 3);
        Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("b/side"), Path.of("../a"));
        Files.createSymbolicLink(folder.resolve("d"), Path.of("c"));
        Files.createSymbolicLink(folder.resolve("e"), Path.of("."));
        Map<FileRole, List<FolderTree.Member>> parts =
                FolderTree.of(folder, said::add).orElseThrow().parts();
        assertThat(parts.get(FileRole.TRAIN))
                .extracting(member -> member.className() + " " + folder.relativize(member.file()))
                .containsExactly("a a/1.png", "b b/2.png", "c c/3.png");
        assertThat(said)
                .hasSize(4)
                .contains(folder.resolve("a/up")
                        + " is a link to pictures that are of another class or here already, and is not followed");
    }

    @Test
    void runsAreNoPictures() throws IOException {
        grey("cat/1.png", 1);
        grey("dog/1.png", 2);
        for (String run : List.of("dog/mine", "first", "runs/now", "runs/several/lenet5-s1")) {
            grey(run + "/confusion.png", 9);
            Files.writeString(folder.resolve(run + "/config.yaml"), "");
            Files.writeString(folder.resolve(run + (run.equals("first") ? "/provenance.json" : "/.lock")), "");
        }
        Map<FileRole, List<FolderTree.Member>> parts =
                FolderTree.of(folder, said::add).orElseThrow().parts();
        assertThat(parts.get(FileRole.TRAIN))
                .extracting(FolderTree.Member::file)
                .containsExactly(folder.resolve("cat/1.png"), folder.resolve("dog/1.png"));
        grey("runs/1.png", 1);
        assertThat(FolderTree.of(folder, said::add).orElseThrow().members(FileRole.TRAIN))
                .as("a class may have that name")
                .extracting(FolderTree.Member::className)
                .containsExactly("cat", "dog", "runs");
    }

    @Test
    void partsAreKnownByTheWordsThatTellFilesApart() throws IOException {
        for (String part : List.of("Training_set", "tests", "ValidationSet", "more")) {
            grey(part + "/a/1.png", 1);
            grey(part + "/b/1.png", 2);
        }
        Dataset dataset = open();
        assertThat(dataset.train().count()).isEqualTo(4);
        assertThat(dataset.test().count()).isEqualTo(2);
        assertThat(dataset.validationImages()).isEqualTo(2);
        assertThat(said)
                .containsExactly(
                        folder + ": of its folders, those that are not used are more; train, val and test are");
    }

    @Test
    void aClassMayBeCalledTrains() throws IOException {
        grey("trains/1.png", 1);
        grey("tests/1.png", 1);
        grey("train station/day/1.png", 2);
        assertThat(FolderTree.of(folder, said::add).orElseThrow().members(FileRole.TRAIN))
                .extracting(FolderTree.Member::className)
                .containsExactly("tests", "train station", "trains");
    }

    @Test
    void partsAreNotTakenForClasses() throws IOException {
        for (String part : List.of("first", "second")) {
            grey(part + "/a/1.png", 1);
            grey(part + "/b/1.png", 2);
        }
        assertThatThrownBy(this::open)
                .hasMessage(folder
                        + " is not supported: its folders first, second hold folders of the same names, as parts of a"
                        + " data set do; name the parts train, val and test, or put the pictures of each class straight"
                        + " into its folder");
    }

    @Test
    void onePictureWithColoursGivesAllThreeChannels() throws IOException {
        picture("train/a/1.png", SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR, 7, 7, 7);
        grey("train/b/1.png", 9);
        grey("test/a/1.png", 3);
        grey("test/b/1.png", 3);
        assertThat(open().task().image()).isEqualTo(Shape.maps(1, SIDE, SIDE));
        picture("train/b/2.png", SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR, 10, 20, 30);
        Dataset coloured = open();
        assertThat(coloured.task().image()).isEqualTo(Shape.maps(3, SIDE, SIDE));
        assertThat(IntStream.range(0, 9).map(i -> coloured.train().at(i / 3, i % 3 * SIDE * SIDE + 5)))
                .containsExactly(7, 7, 7, 9, 9, 9, 10, 20, 30);
        assertThat(coloured.test().image()).isEqualTo(Shape.maps(3, SIDE, SIDE));
        assertThat(coloured.test().at(1, 2 * SIDE * SIDE)).isEqualTo(3);
    }

    @Test
    void theCommonestSizeIsTaken() throws IOException {
        for (String part : List.of("train", "test")) {
            for (String name : List.of("a/1.png", "a/2.png", "b/1.png")) {
                picture(part + "/" + name, 10, 12, BufferedImage.TYPE_BYTE_GRAY, 5);
            }
            picture(part + "/b/2.png", 30, 30, BufferedImage.TYPE_BYTE_GRAY, 6);
        }
        Dataset dataset = open();
        assertThat(dataset.task().image()).isEqualTo(Shape.maps(1, 10, 12));
        assertThat(values(dataset.train())).containsExactly(5, 5, 5, 6);
        assertThat(said)
                .containsExactly(folder + ": pictures are scaled to 10×12, the commonest size, which 6 of 8 have;"
                        + " --image-size says another");
        said.clear();
        assertThat(open(new ReadOptions(new ImageSize(16, 9), false)).task().image())
                .isEqualTo(Shape.maps(1, 16, 9));
        assertThat(said).isEmpty();
    }

    @Test
    void largePicturesAreMadeSmallInTheirForm() throws IOException {
        for (String name : List.of("train/a/1.png", "train/b/1.png", "test/a/1.png", "test/b/1.png")) {
            picture(name, 150, 300, BufferedImage.TYPE_BYTE_GRAY, 5);
        }
        assertThat(open().task().image()).isEqualTo(Shape.maps(1, 32, 64));
        assertThat(said)
                .containsExactly(
                        folder + ": pictures are scaled to 32×64, because the commonest size, which all have, is"
                                + " 150×300; --image-size says another");
        picture("train/a/1.png", 4, 5, BufferedImage.TYPE_BYTE_GRAY, 5);
        for (String name : List.of("train/b/1.png", "test/a/1.png", "test/b/1.png")) {
            picture(name, 4, 5, BufferedImage.TYPE_BYTE_GRAY, 5);
        }
        assertThat(open().task().image()).isEqualTo(Shape.maps(1, 8, 10));
    }

    @Test
    void filesThatAreNoPicturesStopTheRunOrAreLeftOut() throws IOException {
        grey("train/a/1.png", 1);
        grey("train/b/1.png", 2);
        grey("test/a/1.png", 3);
        grey("test/b/1.png", 4);
        for (int i = 0; i < 12; i++) {
            Files.writeString(folder.resolve("train/a/bad" + (char) ('a' + i) + "\u001b[31m.png"), "no picture");
        }
        Files.createSymbolicLink(folder.resolve("test/b/2.png"), folder.resolve("nowhere"));
        assertThatThrownBy(this::open)
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(folder + ": 13 of 17 files are no pictures that can be read: ")
                .hasMessageContaining("bada\ufffd[31m.png (it is not in a format known here), ")
                .hasMessageEndingWith(", and 3 more; mend them or take them away, or leave them out by --skip-bad")
                .hasMessageNotContaining("\u001b")
                .hasMessageNotContaining("badk")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
        Dataset dataset = open(new ReadOptions(ImageSize.AUTO, true));
        assertThat(values(dataset.train())).containsExactly(1, 2);
        assertThat(values(dataset.test())).containsExactly(3, 4);
        assertThat(said.get(0))
                .startsWith(folder + ": 13 of 17 files are no pictures that can be read and are left out: ");
    }

    @Test
    void aPartWithoutAnyPictureIsNotLeftOut() throws IOException {
        for (String name : List.of("train/a/1.png", "train/b/1.png", "test/a/1.png", "test/b/1.png")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "no picture");
        }
        assertThatThrownBy(() -> open(new ReadOptions(ImageSize.AUTO, true)))
                .hasMessageStartingWith(
                        folder + ": 4 of 4 files are no pictures that can be read: train/a/1.png (it is not");
    }

    @Test
    void whatIsNoSetOfClassesSaysWhatWouldBe() throws IOException {
        assertThat(new ClassFolders().open(folder, ReadOptions.DEFAULT, said::add))
                .isEmpty();
        grey("only/1.png", 1);
        assertThatThrownBy(this::open)
                .hasMessage(folder
                        + " is not supported: to train on pictures, each class has a folder of its own, such as cat"
                        + " and dog, and there are two at least");
        Files.writeString(folder.resolve("train.csv"), "label\n");
        assertThat(new ClassFolders().open(folder, ReadOptions.DEFAULT, said::add))
                .as("CSV beside pictures")
                .isEmpty();
        assertThat(new ClassFolders().open(folder.resolve("train.csv"), ReadOptions.DEFAULT, said::add))
                .isEmpty();
    }

    @Test
    void aClassNameThatControlsATerminalIsRefused() throws IOException {
        grey("a\u001b[31m/1.png", 1);
        grey("b/1.png", 1);
        assertThatThrownBy(this::open)
                .hasMessageContaining("a class has the name `a\ufffd[31m`")
                .hasMessageNotContaining("\u001b");
    }

    private TestImages test(Path path, Task task) {
        return new ClassFolders()
                .openTest(path, task, ReadOptions.DEFAULT, said::add)
                .orElseThrow();
    }

    @Test
    void testPicturesGetTheShapeAndTheLabelsOfTheModel() throws IOException {
        picture("train/a/1.png", 20, 20, BufferedImage.TYPE_3BYTE_BGR, 30, 60, 90);
        grey("train/b/1.png", 2);
        picture("test/b/1.png", 20, 20, BufferedImage.TYPE_3BYTE_BGR, 30, 60, 90);
        grey("test/a/1.png", 4);
        Task grey = new Task(1, 10, 9, List.of("b", "c", "a"));
        TestImages images = test(folder, grey);
        assertThat(images.images().image()).isEqualTo(grey.image());
        assertThat(labels(images.images())).containsExactly(2, 0);
        assertThat(values(images.images())).containsExactly(4, Math.round(0.299f * 30 + 0.587f * 60 + 0.114f * 90));
        Images coloured = test(folder, new Task(3, 10, 9, List.of("a", "b"))).images();
        assertThat(IntStream.range(0, 3).map(channel -> coloured.at(1, 90 * channel)))
                .containsExactly(30, 60, 90);
        assertThat(IntStream.range(0, 3).map(channel -> coloured.at(0, 90 * channel)))
                .containsExactly(4, 4, 4);
        assertThat(labels(test(folder.resolve("test"), grey).images()))
                .as("all of a folder that is a test set")
                .containsExactly(2, 0);
        TestImages alone = test(folder.resolve("test/a"), grey);
        assertThat(labels(alone.images())).containsExactly(-1);
        assertThatThrownBy(() -> test(folder, new Task(1, 10, 9, List.of("b", "c"))))
                .hasMessage(folder + " is not supported: the model does not know its class a; it knows b, c");
    }
}
