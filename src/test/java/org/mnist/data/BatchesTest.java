package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.testing.MnistForm;
import org.mnist.testing.NoiseImages;
import org.mnist.testing.TinyData;

class BatchesTest {
    private static final Images SAMPLE =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").test();
    private static final int[] FIRST_HUNDRED = IntStream.range(0, 100).toArray();

    @Test
    void anEpochHoldsEveryImageOnceAndTheLastBatchIsSmaller() {
        Batches batches = Batches.shuffled(SAMPLE, FIRST_HUNDRED, 32, 7, 1);
        assertThat(batches.count()).isEqualTo(4);
        Set<String> seen = new HashSet<>();
        int images = 0;
        for (int i = 0; i < batches.count(); i++) {
            Batch batch = batches.get(i);
            assertThat(batch.size()).isEqualTo(i < 3 ? 32 : 4);
            for (int k = 0; k < batch.size(); k++) {
                seen.add(Arrays.toString(Arrays.copyOfRange(batch.images(), k * 784, (k + 1) * 784)));
                images++;
            }
        }
        assertThat(images).isEqualTo(100);
        assertThat(seen).hasSize(100);
    }

    @Test
    void aWholeNumberOfBatchesHasNoEmptyOne() {
        int[] chosen = IntStream.range(0, 96).toArray();
        Batches batches = Batches.inOrder(SAMPLE, chosen, 32);
        assertThat(batches.count()).isEqualTo(3);
        assertThat(batches.images()).isEqualTo(96);
        assertThat(Batches.inOrder(SAMPLE, chosen, 95).count()).isEqualTo(2);
        assertThat(Batches.inOrder(SAMPLE, chosen, 97).count()).isEqualTo(1);
    }

    @Test
    void theOrderIsAFunctionOfSeedAndEpoch() {
        assertThat(labels(7, 1))
                .isEqualTo(labels(7, 1))
                .isNotEqualTo(labels(7, 2))
                .isNotEqualTo(labels(8, 1));
        assertThat(labels(7, 1).stream().sorted().toList())
                .isEqualTo(IntStream.of(FIRST_HUNDRED)
                        .map(SAMPLE::label)
                        .sorted()
                        .boxed()
                        .toList());
    }

    @Test
    void aBatchIsTheSameWhicheverCameBefore() {
        Batches batches = Batches.shuffled(SAMPLE, FIRST_HUNDRED, 32, 7, 1);
        float[] third = batches.get(2).images().clone();
        batches.get(0);
        assertThat(batches.get(2).images()).isEqualTo(third);
    }

    @Test
    void pixelsAreBetweenZeroAndOne() {
        float[] images = Batches.inOrder(SAMPLE, 1000).get(0).images();
        float largest = 0;
        for (float pixel : images) {
            assertThat(pixel).isBetween(0f, 1f);
            largest = Math.max(largest, pixel);
        }
        assertThat(largest).isEqualTo(1f);
    }

    @Test
    void theSplitIsTheLastOnesOrDrawnByTheSeed() {
        TrainValSplit last = TrainValSplit.of(config("1/12", "last", 1), NoiseImages.of(6000));
        assertThat(last.train()).hasSize(5500).endsWith(5499);
        assertThat(last.validation()).hasSize(500).startsWith(5500);
        TrainValSplit random = TrainValSplit.of(config("500", "random", 1), NoiseImages.of(6000));
        assertThat(random.validation()).hasSize(500).isNotEqualTo(last.validation());
        assertThat(random.validation())
                .isEqualTo(TrainValSplit.of(config("500", "random", 1), NoiseImages.of(6000))
                        .validation());
        assertThat(random.validation())
                .isNotEqualTo(TrainValSplit.of(config("500", "random", 2), NoiseImages.of(6000))
                        .validation());
        Set<Integer> all = new HashSet<>();
        IntStream.concat(IntStream.of(random.train()), IntStream.of(random.validation()))
                .forEach(all::add);
        assertThat(all).hasSize(6000);
        assertThatThrownBy(() -> TrainValSplit.of(config("5000", "last", 1), NoiseImages.of(5000)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("leaves none of the 5000 images");
    }

    @Test
    void foldersAreDatasetsToo(@TempDir Path folder) throws Exception {
        Dataset tiny = store(folder)
                .open(TinyData.write(folder.resolve("tiny"), 30, 20).toString());
        assertThat(tiny.train().count()).isEqualTo(30);
        assertThat(tiny.test().count()).isEqualTo(20);
        assertThat(tiny.isSample()).isFalse();
        Files.copy(
                folder.resolve("tiny/t10k-labels-idx1-ubyte"),
                folder.resolve("tiny/train-labels-idx1-ubyte"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() ->
                        store(folder).open(folder.resolve("tiny").toString()).train())
                .hasMessageContaining("holds 30 images, but")
                .hasMessageContaining("holds 20 labels");
        Files.delete(folder.resolve("tiny/train-labels-idx1-ubyte"));
        assertThatThrownBy(() ->
                        store(folder).open(folder.resolve("tiny").toString()).train())
                .hasMessageContaining("there is no train-labels-idx1-ubyte");
        assertThatThrownBy(() -> store(folder).open("absent"))
                .hasMessageContaining("there is no data set, folder or file absent");
    }

    /** A store that has opened nothing yet. */
    private static DatasetStore store(Path folder) {
        return new DatasetStore(folder.resolve("cache"), line -> {});
    }

    private static List<Integer> labels(long seed, int epoch) {
        Batches batches = Batches.shuffled(SAMPLE, FIRST_HUNDRED, 32, seed, epoch);
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < batches.count(); i++) {
            Batch batch = batches.get(i);
            IntStream.of(batch.labels()).limit(batch.size()).forEach(labels::add);
        }
        return labels;
    }

    private static TrainConfig config(String validation, String split, long seed) {
        return ConfigLoader.load(
                "mlp",
                null,
                List.of(
                        new ConfigLoader.Setting("validation", validation, "--validation"),
                        new ConfigLoader.Setting("split", split, "--set"),
                        new ConfigLoader.Setting("seed", Long.toString(seed), "--seed")));
    }

    /** Ahead of time or not, a batch is the same; a prefetcher may start anywhere and be closed early. */
    @Test
    void aFeederGivesTheSameBatches() {
        Images images = numbered(50);
        Batches batches = Batches.shuffled(images, IntStream.range(0, 50).toArray(), 8, 3, 1);
        try (Prefetcher prefetcher = new Prefetcher(batches, 2)) {
            for (int i = 2; i < batches.count(); i++) {
                Batch fed = prefetcher.next();
                Batch expected = batches.get(i);
                assertThat(fed.size()).isEqualTo(expected.size());
                assertThat(Arrays.copyOf(fed.labels(), fed.size()))
                        .containsExactly(Arrays.copyOf(expected.labels(), expected.size()));
                assertThat(Arrays.copyOf(fed.images(), fed.size() * MnistForm.PIXELS))
                        .containsExactly(Arrays.copyOf(expected.images(), fed.size() * MnistForm.PIXELS));
            }
            assertThat(prefetcher.waited()).isPositive();
        }
        try (Prefetcher early = new Prefetcher(batches, 0)) {
            assertThat(early.next().size()).isEqualTo(8);
        }
    }

    /** Images that differ: number i has label i mod 10 and i in each pixel. */
    private static Images numbered(int count) {
        byte[] pixels = new byte[count * MnistForm.PIXELS];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            Arrays.fill(pixels, i * MnistForm.PIXELS, (i + 1) * MnistForm.PIXELS, (byte) i);
        }
        return MnistForm.images(pixels, labels);
    }
}
