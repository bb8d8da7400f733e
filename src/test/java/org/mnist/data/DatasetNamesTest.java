package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.config.ImageSize;
import org.mnist.network.Task;
import org.mnist.testing.TinyData;

/** The data sets that names stand for, fetched from folders in the place of servers. */
class DatasetNamesTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private DatasetStore store(Source... sources) {
        return new DatasetStore(folder.resolve("cache"), List.of(tiny(sources)), said::add);
    }

    /** The sample by another name. */
    private static KnownDataset tiny(Source... sources) {
        List<KnownFile> files = IdxHalf.NAMES.stream()
                .map(name -> new KnownFile(name, TinyData.sample(name).length, Hashes.sha256(TinyData.sample(name))))
                .toList();
        return new KnownDataset("tiny", "", Task.MNIST.classes(), files, List.of(sources));
    }

    private FolderSource packed() throws IOException {
        Path packed = Files.createDirectories(folder.resolve("packed"));
        for (String name : IdxHalf.NAMES) {
            Files.write(packed.resolve(name), TinyData.sample(name));
        }
        return new FolderSource(packed, "a package");
    }

    @Test
    void aNameIsOneOfTheKnownOrTheSample() {
        DatasetStore store = store();
        assertThat(store.isName("tiny")).isTrue();
        assertThat(store.isName("sample")).isTrue();
        assertThat(store.isName("./tiny")).isFalse();
        assertThat(store.known()).extracting(KnownDataset::name).containsExactly("tiny");
        assertThat(store.known("tiny").files()).hasSize(4);
        assertThatThrownBy(() -> store.known("sample"))
                .hasMessage("there is no data set `sample` to fetch; there are tiny")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.USAGE);
    }

    private static int images(DatasetStore store, String data) {
        return store.facts(data, ImageSize.AUTO, false).trainImages();
    }

    @Test
    void theStandardOnesSayHowManyImagesTheyHaveWithoutBeingFetched() {
        DatasetStore standard = new DatasetStore(folder, said::add);
        assertThat(standard.known())
                .extracting(KnownDataset::name)
                .containsExactly(
                        "mnist",
                        "fashion-mnist",
                        "kmnist",
                        "qmnist",
                        "emnist-letters",
                        "emnist-balanced",
                        "emnist-digits",
                        "emnist-mnist",
                        "emnist-bymerge",
                        "emnist-byclass");
        assertThat(images(standard, "mnist")).isEqualTo(60_000);
        assertThat(images(standard, "fashion-mnist")).isEqualTo(60_000);
        assertThat(images(standard, "emnist-byclass")).isEqualTo(697_932);
        assertThat(images(standard, "sample")).isEqualTo(6_000);
        assertThat(said).isEmpty();
        assertThat(images(
                        standard, TinyData.write(folder.resolve("seven"), 7, 3).toString()))
                .isEqualTo(7);
    }

    @Test
    void eachPartIsTheOneOfItsNameWithItsHashes() throws IOException {
        Path few = TinyData.write(folder.resolve("few"), 7, 3);
        Dataset dataset = store().open(few.toString());
        assertThat(dataset.name()).isEqualTo(few.toString());
        assertThat(dataset.train().count()).isEqualTo(7);
        assertThat(dataset.test().count()).isEqualTo(3);
        for (String name : IdxHalf.NAMES) {
            assertThat(dataset.hashes()).containsEntry(name, Hashes.sha256(few.resolve(name)));
        }
    }

    @Test
    void aPathInSeveralSpellingsIsOpenedOnce() {
        Path few = TinyData.write(folder.resolve("few"), 7, 3);
        DatasetStore store = store();
        Dataset dataset = store.open(few.toString());
        assertThat(store.open(folder + "/./other/../few/")).isSameAs(dataset);
        assertThat(store.open(Path.of("").toAbsolutePath().relativize(few).toString()))
                .isSameAs(dataset);
        assertThat(store.open(few.toString(), new ReadOptions(ImageSize.AUTO, true)))
                .isNotSameAs(dataset);
    }

    @Test
    void theSampleIsInTheProgram() {
        Dataset sample = store().open("sample");
        assertThat(sample.isSample()).isTrue();
        assertThat(sample.trainHashes()).containsOnlyKeys("train-images-idx3-ubyte", "train-labels-idx1-ubyte");
        assertThat(sample.train().count()).isEqualTo(6_000);
        assertThat(sample.test().count()).isEqualTo(1_000);
        assertThat(sample.hashes())
                .containsEntry("t10k-labels-idx1-ubyte", Hashes.sha256(TinyData.sample("t10k-labels-idx1-ubyte")));
    }

    @Test
    void whatIsFetchedIsSaidAndWhatIsThereIsLeftAlone() throws IOException {
        FolderSource packed = packed();
        Source nowhere = new FolderSource(folder.resolve("nowhere"), "nobody");
        DatasetStore store = store(nowhere, packed);
        KnownDataset tiny = store.known("tiny");
        assertThat(store.missing(tiny)).hasSize(4);
        Path kept = store.folder(tiny);
        store.open("tiny");
        assertThat(said)
                .containsExactly(
                        "fetching tiny from nobody",
                        "  not there: there is no folder " + folder.resolve("nowhere"),
                        "fetching tiny from a package");
        assertThat(store.missing(tiny)).isEmpty();
        assertThat(store.damaged(tiny)).isEmpty();
        for (String name : IdxHalf.NAMES) {
            assertThat(kept.resolve(name)).hasBinaryContent(TinyData.sample(name));
        }
        said.clear();
        store.open("tiny");
        store.fetch(tiny, List.of());
        assertThat(said).isEmpty();
        Files.delete(kept.resolve(IdxHalf.NAMES.get(1)));
        assertThat(store.missing(tiny)).extracting(KnownFile::name).containsExactly("train-labels-idx1-ubyte");
        Files.write(kept.resolve(IdxHalf.NAMES.get(3)), new byte[5]);
        assertThat(store.damaged(tiny)).extracting(KnownFile::name).containsExactly("t10k-labels-idx1-ubyte");
    }

    @Test
    void whatIsNowhereIsSaid() {
        assertThatThrownBy(() -> store().open(folder.resolve("absent").toString()))
                .hasMessageStartingWith("there is no data set, folder or file " + folder.resolve("absent")
                        + "; valid are tiny, sample, and ")
                .hasMessageContainingAll("class", "npz", "CSV", "IDX")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
        Source nowhere = new FolderSource(folder.resolve("nowhere"), "nobody");
        assertThatThrownBy(() -> store(nowhere).open("tiny"))
                .hasMessage("tiny cannot be fetched (nobody: there is no folder " + folder.resolve("nowhere")
                        + "); put its four files into " + folder.resolve("cache/tiny")
                        + ", give a folder that has its files by --data DIR, or try `--data sample`")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    /** A source that gives something else is not believed, and leaves nothing. */
    @Test
    void whatIsSomethingElseIsRefused() throws IOException {
        FolderSource packed = packed();
        Path images = packed.folder().resolve("train-images-idx3-ubyte");
        byte[] other = Files.readAllBytes(images);
        other[100] ^= 1;
        Files.write(images, other);
        assertThatThrownBy(() -> store(packed).open("tiny"))
                .hasMessageContaining("what it has as train-images-idx3-ubyte is something else (SHA-256 "
                        + Hashes.sha256(other) + ")");
        assertThat(folder.resolve("cache/tiny")).isEmptyDirectory();
    }

    @Test
    void aFolderThatLacksAFileSaysWhich() throws IOException {
        Path few = TinyData.write(folder.resolve("few"), 7, 3);
        Files.delete(few.resolve("t10k-labels-idx1-ubyte"));
        assertThatThrownBy(() -> store().open(few.toString()))
                .hasMessageStartingWith("there is no t10k-labels-idx1-ubyte (or t10k-labels-idx1-ubyte.gz) in " + few)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @Test
    void imagesAndLabelsMustBeAsMany() throws IOException {
        Path few = TinyData.write(folder.resolve("few"), 7, 3);
        Path more = TinyData.write(folder.resolve("more"), 8, 3);
        Files.copy(
                more.resolve("train-labels-idx1-ubyte"),
                few.resolve("train-labels-idx1-ubyte"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> store().open(few.toString()).train())
                .hasMessage("train-images-idx3-ubyte holds 7 images, but train-labels-idx1-ubyte holds 8 labels;"
                        + " they must be files of one data set")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
    }
}
