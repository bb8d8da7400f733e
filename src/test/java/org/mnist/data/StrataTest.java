package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.config.TrainConfig;
import org.mnist.network.Shape;
import org.mnist.testing.Fixture;

class StrataTest {
    /** Images of one grey level each, labelled so. */
    private static Images labelled(int... labels) {
        Shape image = Shape.maps(1, 8, 8);
        return new Images(image, new byte[labels.length * image.size()], labels);
    }

    @Test
    void eachClassHasItsShareToWithinOneImage() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int classes = 2 + random.nextInt(30);
            int[] labels = random.ints(20 + random.nextInt(500), 0, classes).toArray();
            int count = random.nextInt(labels.length + 1);
            int[] all = IntStream.range(0, labels.length).toArray();
            Strata strata = new Strata(labelled(labels), all, count, new SplittableRandom(round));
            assertThat(strata.chosen()).hasSize(count).isSorted();
            assertThat(strata.others()).hasSize(labels.length - count).isSorted();
            int[] both = IntStream.concat(IntStream.of(strata.chosen()), IntStream.of(strata.others()))
                    .sorted()
                    .toArray();
            assertThat(both).isEqualTo(all);
            for (int label = 0; label < classes; label++) {
                int which = label;
                long there = Arrays.stream(labels).filter(l -> l == which).count();
                long drawn = IntStream.of(strata.chosen())
                        .filter(i -> labels[i] == which)
                        .count();
                assertThat(Math.abs(drawn - (double) there * count / labels.length))
                        .isLessThan(1);
            }
        }
    }

    @Test
    void theChoiceIsOfTheSeed() {
        Images images = labelled(new Random(1).ints(300, 0, 3).toArray());
        int[] all = IntStream.range(0, 300).toArray();
        int[] first = new Strata(images, all, 50, new SplittableRandom(1)).chosen();
        assertThat(new Strata(images, all, 50, new SplittableRandom(1)).chosen())
                .isEqualTo(first);
        assertThat(new Strata(images, all, 50, new SplittableRandom(2)).chosen())
                .isNotEqualTo(first);
    }

    @Test
    void aSplitHoldsOutOfEachClassAndOfThePartThatIsUsed() {
        int[] sorted = IntStream.range(0, 400).map(i -> i / 40).toArray();
        Images images = labelled(sorted);
        TrainConfig config = Fixture.config("split", "stratified", "validation", "0.25", "train-images", "200");
        TrainValSplit split = TrainValSplit.of(config, images);
        assertThat(split.validation()).hasSize(50);
        assertThat(split.train()).hasSize(150);
        for (int label = 0; label < 10; label++) {
            int which = label;
            assertThat(IntStream.of(split.validation())
                            .filter(i -> sorted[i] == which)
                            .count())
                    .isEqualTo(5);
            assertThat(IntStream.of(split.train())
                            .filter(i -> sorted[i] == which)
                            .count())
                    .isEqualTo(15);
        }
        TrainValSplit last =
                TrainValSplit.of(Fixture.config("split", "last", "validation", "0.25", "train-images", "0.5"), images);
        assertThat(IntStream.of(last.validation())
                        .map(i -> sorted[i])
                        .distinct()
                        .toArray())
                .containsExactly(7, 8, 9);
    }
}
