package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.config.ImageSize;
import org.mnist.network.Task;
import org.mnist.testing.TinyData;

/** Known data sets of which only the hash of what is delivered is known: packed files, and one archive of several sets. */
class KnownFilesTest {
    @TempDir
    Path cache;

    private LocalMirrors mirrors;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        mirrors = new LocalMirrors();
    }

    @AfterEach
    void stop() {
        mirrors.close();
    }

    private List<Source> from(String path) {
        Duration second = Duration.ofSeconds(2);
        return List.of(new MirrorSource(
                URI.create("http://" + mirrors.authority() + path),
                new MirrorSource.Limits(second, second, second, Set.of(mirrors.authority()))));
    }

    private DatasetStore store(KnownDataset... known) {
        return new DatasetStore(cache, List.of(known), said::add);
    }

    @Test
    void packedFilesAreKeptAsTheyAreDeliveredAndCheckedByTheHashOfThat() throws IOException {
        List<KnownFile> files = new ArrayList<>();
        for (String name : IdxHalf.NAMES) {
            byte[] packed = IdxReaderTest.gzip(TinyData.sample(name));
            Path file = Files.write(cache.resolve(name), packed);
            files.add(new KnownFile(name + ".gz", KnownFile.UNKNOWN, "MD5", Hashes.of(file, "MD5")));
        }
        KnownDataset packed = new KnownDataset("packed", "", Task.MNIST.classes(), files, from("/good/"));
        DatasetStore store = store(packed);
        assertThat(store.open("packed").test().count()).isEqualTo(1000);
        Path images = store.folder(packed).resolve("train-images-idx3-ubyte.gz");
        assertThat(images).hasBinaryContent(IdxReaderTest.gzip(TinyData.sample("train-images-idx3-ubyte")));
        assertThat(store.damaged(packed)).isEmpty();
        // A file that is sound and packed soundly is not the known one if a single pixel is another.
        byte[] changed = TinyData.sample("train-images-idx3-ubyte");
        changed[12_345] ^= 1;
        Files.write(images, IdxReaderTest.gzip(changed));
        assertThat(store.damaged(packed)).extracting(KnownFile::name).containsExactly("train-images-idx3-ubyte.gz");
        assertThat(store(packed).open("packed").train().count()).isEqualTo(6000);
        assertThat(said).contains(images + " is damaged; fetching it again");
        assertThat(store(packed).open("packed").train().count()).isEqualTo(6000);
        KnownDataset other = new KnownDataset(
                "other",
                "",
                Task.MNIST.classes(),
                List.of(
                        new KnownFile("train-images-idx3-ubyte.gz", KnownFile.UNKNOWN, "MD5", "00"),
                        files.get(1),
                        files.get(2),
                        files.get(3)),
                from("/good/"));
        assertThatThrownBy(() -> store(other).open("other"))
                .hasMessageContaining("what it has as train-images-idx3-ubyte.gz is something else (MD5 ")
                .hasMessageContaining("; put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    private static byte[] archive(boolean whole) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String set : List.of("digits", "mnist")) {
                for (String name : IdxHalf.NAMES) {
                    if (whole || !name.startsWith("t10k")) {
                        zip.putNextEntry(
                                new ZipEntry("gzip/emnist-" + set + "-" + name.replace("t10k", "test") + ".gz"));
                        zip.write(IdxReaderTest.gzip(TinyData.sample(name)));
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    private KnownDataset archived(String name, byte[] archive) {
        KnownFile file = new KnownFile("gzip.zip", archive.length, Hashes.sha256(archive));
        return new KnownDataset(name, "", Task.MNIST.classes(), 0, 6000, List.of(file), from("/zip/"));
    }

    @Test
    void dataSetsOfOneArchiveFetchItOnce() throws IOException {
        byte[] archive = archive(true);
        mirrors.serve("/zip/", exchange -> {
            boolean named = "mnist".equals(exchange.getRequestHeaders().getFirst("User-Agent"));
            LocalMirrors.respond(exchange, named ? 200 : 403, archive);
        });
        KnownDataset digits = archived("emnist-digits", archive);
        KnownDataset mnist = archived("emnist-mnist", archive);
        DatasetStore store = store(digits, mnist);
        assertThat(store.facts("emnist-digits", ImageSize.AUTO, false).trainImages())
                .isEqualTo(6000);
        assertThat(mirrors.requests()).isZero();
        Dataset dataset = store.open("emnist-digits");
        assertThat(dataset.train().count()).isEqualTo(6000);
        assertThat(store.open("emnist-mnist").test().count()).isEqualTo(1000);
        assertThat(mirrors.requests()).isEqualTo(1);
        assertThat(store.folder(digits)).isEqualTo(cache.resolve("emnist"));
        assertThat(cache.resolve("emnist/gzip.zip")).hasBinaryContent(archive);
        Images upright = DatasetStore.sample().train();
        for (int i = 0; i < 6000; i += 500) {
            assertThat(dataset.train().label(i)).isEqualTo(upright.label(i));
            for (int k = 0; k < 784; k++) {
                assertThat(dataset.train().at(i, k)).isEqualTo(upright.at(i, k % 28 * 28 + k / 28));
            }
        }
        assertThat(dataset.hashes())
                .containsEntry(
                        "train-images-idx3-ubyte (turned)", Hashes.sha256(TinyData.sample("train-images-idx3-ubyte")));
    }

    @Test
    void aDamagedArchiveIsFetchedAgain() throws IOException {
        byte[] archive = archive(true);
        mirrors.serve("/zip/", exchange -> LocalMirrors.respond(exchange, 200, archive));
        KnownDataset digits = archived("emnist-digits", archive);
        byte[] damaged = archive.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.createDirectories(cache.resolve("emnist"));
        Files.write(cache.resolve("emnist/gzip.zip"), damaged);
        assertThat(store(digits).damaged(digits)).hasSize(1);
        assertThat(store(digits).open("emnist-digits").test().count()).isEqualTo(1000);
        assertThat(mirrors.requests()).isEqualTo(1);
        assertThat(store(digits).damaged(digits)).isEmpty();
    }

    @Test
    void anArchiveThatLacksAFileSaysWhich() throws IOException {
        byte[] archive = archive(false);
        mirrors.serve("/zip/", exchange -> LocalMirrors.respond(exchange, 200, archive));
        Dataset dataset = store(archived("emnist-digits", archive)).open("emnist-digits");
        assertThatThrownBy(dataset::test)
                .hasMessage(cache.resolve("emnist/gzip.zip") + " has no emnist-digits-test-labels-idx1-ubyte.gz");
    }

    @Test
    void whereAnArchiveCannotBeHadItIsSaidWhatToDo() throws IOException {
        assertThatThrownBy(() -> store(archived("emnist-digits", archive(true))).open("emnist-digits"))
                .hasMessageStartingWith("emnist-digits cannot be fetched (localhost: it answered 404 for ")
                .hasMessageEndingWith("; put gzip.zip into " + cache.resolve("emnist")
                        + ", give a folder that has its files by --data DIR, or try `--data sample`");
    }

    /** The published numbers of classes, and of names that nobody has typed wrongly. */
    @Test
    void theKnownHaveTheirClasses() {
        assertThat(KnownDataset.ALL)
                .extracting(known -> known.name() + " " + known.task().classCount() + " from " + known.firstLabel())
                .containsExactly(
                        "mnist 10 from 0",
                        "fashion-mnist 10 from 0",
                        "kmnist 10 from 0",
                        "qmnist 10 from 0",
                        "emnist-letters 26 from 1",
                        "emnist-balanced 47 from 0",
                        "emnist-digits 10 from 0",
                        "emnist-mnist 10 from 0",
                        "emnist-bymerge 47 from 0",
                        "emnist-byclass 62 from 0");
        List<String> merged = KnownDataset.ALL.get(5).classes();
        assertThat(String.join("", merged)).isEqualTo("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt");
        assertThat(KnownDataset.ALL.get(8).classes()).isEqualTo(merged);
        assertThat(KnownDataset.ALL.get(9).task().name(36)).isEqualTo("a");
        assertThat(KnownDataset.ALL.get(2).task().name(8)).isEqualTo("re れ");
        assertThat(KnownDataset.ALL.stream().flatMap(known -> known.files().stream()))
                .allSatisfy(file -> assertThat(file.hash())
                        .matches(file.algorithm().equals("MD5") ? "[0-9a-f]{32}" : "[0-9a-f]{64}"));
    }
}
