package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.network.Task;

class IdxWriterTest {
    @TempDir
    Path folder;

    /** Random images of which each class but the last has some. */
    private static Images images(Task task, int count, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Images.Builder images = new Images.Builder(task.image());
        byte[] image = new byte[task.image().size()];
        for (int i = 0; i < count; i++) {
            random.nextBytes(image);
            images.add(image, 0, i % (task.classCount() - 1));
        }
        return images.build();
    }

    private static Dataset dataset(Task task, Images train, Images test) {
        return new Dataset(
                "made", task, () -> new Dataset.Half(train, Map.of()), () -> new Dataset.Half(test, Map.of()));
    }

    @Test
    void whatIsReadBackIsTheSame() {
        List<Task> tasks = List.of(
                Task.MNIST,
                new Task(1, 8, 128, List.of("cat", "dog", "o お")),
                new Task(3, 32, 31, Task.numbers(5, 40)),
                new Task(1, 8, 9, Task.numbers(0, 300)));
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            Images train = images(task, 5000, i);
            Images test = images(task, 320, 100 + i);
            Path to = folder.resolve("made" + i);
            List<Path> written = IdxWriter.write(dataset(task, train, test), to);
            assertThat(written).hasSize(5).allSatisfy(file -> assertThat(file).isRegularFile());
            assertThat(to.toFile().list()).hasSize(5);
            Dataset read = new DatasetStore(folder.resolve("cache"), line -> {}).open(to.toString());
            assertThat(read.task()).isEqualTo(task);
            same(read.train(), train);
            same(read.test(), test);
        }
    }

    private static void same(Images read, Images written) {
        assertThat(read.sha256()).isEqualTo(written.sha256());
        assertThat(IntStream.range(0, read.count()).map(read::label).toArray())
                .isEqualTo(
                        IntStream.range(0, written.count()).map(written::label).toArray());
        byte[] one = new byte[read.image().size()];
        byte[] other = one.clone();
        for (int i = 0; i < read.count(); i += 99) {
            read.copy(i, one);
            written.copy(i, other);
            assertThat(one).isEqualTo(other);
        }
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Path mine = Files.writeString(full.resolve("mine"), "dear to me");
        for (Path taken : List.of(full, mine)) {
            assertThatThrownBy(() -> IdxWriter.write(DatasetStore.sample(), taken))
                    .hasMessageStartingWith(taken.toString())
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.CANNOT_CREATE);
        }
        assertThat(full.toFile().list()).containsExactly("mine");
        IdxWriter.requireFree(Files.createDirectories(folder.resolve("empty")));
    }

    @Test
    void imagesWithoutLabelsAreRefusedBeforeAnythingIsWritten() {
        Images unlabelled = new Images(Task.MNIST.image(), new byte[2 * 784], new int[] {3, -1});
        Dataset dataset = dataset(Task.MNIST, images(Task.MNIST, 20, 1), unlabelled);
        assertThatThrownBy(() -> IdxWriter.write(dataset, folder.resolve("to")))
                .hasMessageStartingWith("test image 1 has no label, and IDX files")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.BAD_INPUT);
        assertThat(folder.resolve("to")).doesNotExist();
    }
}
