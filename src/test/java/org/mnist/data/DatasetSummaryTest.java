package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.base.Json;
import org.mnist.network.Task;

class DatasetSummaryTest {
    private static final Task TASK = new Task(1, 8, 8, List.of("a", "b", "c"));

    private static byte[] image(int first, int rest) {
        byte[] image = new byte[64];
        Arrays.fill(image, (byte) rest);
        image[0] = (byte) first;
        return image;
    }

    private static Images images(int[] labels, byte[]... pixels) {
        Images.Builder images = new Images.Builder(TASK.image());
        for (int i = 0; i < pixels.length; i++) {
            images.add(pixels[i], 0, labels[i]);
        }
        return images.build();
    }

    private static Dataset dataset(Task task, Images train, Images test) {
        return new Dataset(
                "made", task, () -> new Dataset.Half(train, Map.of()), () -> new Dataset.Half(test, Map.of()));
    }

    @Test
    void countsClassesValuesAndWhatIsThereTwice() {
        Images train = images(
                new int[] {0, 1, 0, 2, 0}, image(255, 0), image(7, 0), image(255, 0), image(255, 0), image(8, 3));
        Images test = images(new int[] {1, -1, 1}, image(7, 0), image(9, 4), image(255, 0));
        DatasetSummary summary = DatasetSummary.of(dataset(TASK, train, test));
        assertThat(summary.train())
                .isEqualTo(new DatasetSummary.Part(5, 0, List.of(3, 1, 1), 0, 255, 252 / 320.0, 3 / 320.0, 2));
        assertThat(summary.test())
                .isEqualTo(new DatasetSummary.Part(3, 1, List.of(0, 2, 0), 0, 255, 126 / 192.0, 1 / 192.0, 0));
        assertThat(summary.alsoTrain()).isEqualTo(2);
        assertThat(summary.orientation())
                .as("it has no digits of MNIST's shape")
                .isNull();
        assertThat(Json.document(summary))
                .contains("\"also_train\" : 2", "\"classes\" : [ \"a\", \"b\", \"c\" ]", "\"repeated\" : 2");
    }

    @Test
    void digitsThatLieOnTheirSideAreNoticedAndUprightOnesAreNot() {
        Dataset sample = DatasetStore.sample();
        Orientation upright = Orientation.of(sample).orElseThrow();
        assertThat(upright.compared()).isEqualTo(2000);
        assertThat(upright.asTheyAre()).isGreaterThan(0.75);
        assertThat(upright.likelyTransposed()).isFalse();
        Dataset lying = dataset(Task.MNIST, transposed(sample.test()), sample.test());
        Orientation transposed = Orientation.of(lying).orElseThrow();
        assertThat(transposed.compared()).isEqualTo(1000);
        assertThat(transposed.turned()).isGreaterThan(0.75).isGreaterThan(transposed.asTheyAre() + 0.3);
        assertThat(transposed.likelyTransposed()).isTrue();
    }

    private static Images transposed(Images images) {
        Images.Builder turned = new Images.Builder(images.image());
        byte[] image = new byte[784];
        for (int i = 0; i < images.count(); i++) {
            for (int k = 0; k < 784; k++) {
                image[k] = (byte) images.at(i, k % 28 * 28 + k / 28);
            }
            turned.add(image, 0, images.label(i));
        }
        return turned.build();
    }

    /** Clothes are no digits: nothing can be said of how they lie. */
    @Test
    void onlyDigitsAreCompared() {
        Dataset sample = DatasetStore.sample();
        Task clothes = Task.of(Task.MNIST.image(), KnownDataset.FASHION.classes());
        assertThat(Orientation.of(dataset(clothes, sample.test(), sample.test())))
                .isEmpty();
        Task letters = Task.of(Task.MNIST.image(), List.of("A", "B", "C", "D", "E", "F", "7", "H", "I", "J"));
        assertThat(Orientation.of(dataset(letters, sample.test(), sample.test()))
                        .orElseThrow()
                        .compared())
                .as("those that are called 7")
                .isEqualTo((int) IntStream.range(0, sample.test().count())
                        .filter(i -> sample.test().label(i) == 6)
                        .count());
    }
}
