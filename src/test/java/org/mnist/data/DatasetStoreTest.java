package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.network.Task;
import org.mnist.testing.TinyData;

/** The cache of data sets: what is damaged, cut off or fetched by several at once. */
class DatasetStoreTest {
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

    @Test
    void fetchesADamagedFileAgain() throws IOException {
        store("/good/").open("tiny");
        Path images = cache.resolve("tiny").resolve("train-images-idx3-ubyte");
        byte[] bytes = Files.readAllBytes(images);
        bytes[12345] ^= 4;
        Files.write(images, bytes);
        assertThat(store("/good/").damaged(mirrors.tiny("/good/"))).hasSize(1);
        assertThat(store("/good/").open("tiny").train().count()).isEqualTo(6000);
        assertThat(said).anyMatch(line -> line.contains("is damaged; fetching it again"));
        assertThat(store("/good/").damaged(mirrors.tiny("/good/"))).isEmpty();
    }

    @Test
    void aDamagedFileThatCannotBeHadAgainIsRefused() throws IOException {
        store("/good/").open("tiny");
        for (byte[] damaged : List.of(new byte[0], new byte[100], TinyData.sample("t10k-images-idx3-ubyte"))) {
            Files.write(cache.resolve("tiny/train-images-idx3-ubyte"), damaged);
            Dataset dataset = store("/absent/").open("tiny");
            assertThatThrownBy(dataset::train)
                    .hasMessageContaining("train-images-idx3-ubyte is damaged, and tiny cannot be fetched")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
    }

    @Test
    void partsOfTheKilledAreRemovedAndThoseOfTheLivingAreNot() throws IOException {
        Path folder = Files.createDirectories(cache.resolve("tiny"));
        Path orphan = Files.createFile(folder.resolve(".a.part"));
        Path young = Files.createFile(folder.resolve(".b.part"));
        Path worked = Files.createFile(folder.resolve(".c.part"));
        FileTime longAgo = FileTime.from(Instant.now().minusSeconds(3600));
        Files.setLastModifiedTime(orphan, longAgo);
        Files.setLastModifiedTime(worked, longAgo);
        try (FileChannel channel = FileChannel.open(worked, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            store("/good/").open("tiny");
        }
        assertThat(orphan).doesNotExist();
        assertThat(young).exists();
        assertThat(worked).exists();
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                counts.add(pool.submit(() -> new DatasetStore(cache, List.of(mirrors.tiny("/good/")), line -> {})
                        .open("tiny")
                        .train()
                        .count()));
            }
            for (Future<Integer> count : counts) {
                assertThat(count.get()).isEqualTo(6000);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(cache.resolve("tiny").toFile().list()).hasSize(4);
    }

    @Test
    void aFolderIsASourceToo() throws IOException {
        Path folder = Files.createDirectories(cache.resolve("package"));
        for (String name : IdxHalf.NAMES) {
            Files.write(folder.resolve(name + ".gz"), IdxReaderTest.gzip(TinyData.sample(name)));
        }
        KnownDataset dataset = new KnownDataset(
                "tiny",
                "",
                Task.MNIST.classes(),
                mirrors.tiny("/good/").files(),
                List.of(new FolderSource(folder, "a package")));
        assertThat(new DatasetStore(cache, List.of(dataset), said::add)
                        .open("tiny")
                        .test()
                        .count())
                .isEqualTo(1000);
    }

    private DatasetStore store(String... paths) {
        return new DatasetStore(cache, List.of(mirrors.tiny(paths)), said::add);
    }
}
