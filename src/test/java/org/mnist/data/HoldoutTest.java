package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.network.Shape;

/** Images that are built one by one, changed as a whole, and of which some are taken out. */
class HoldoutTest {
    private static final Shape SHAPE = Shape.maps(3, 40, 50);

    /** Each image says its number in its first three bytes and its last. */
    private static Images.Builder numbered(int count) {
        Images.Builder builder = new Images.Builder(SHAPE);
        byte[] padded = new byte[SHAPE.size() + 2];
        for (int i = 0; i < count; i++) {
            padded[2] = (byte) i;
            padded[3] = (byte) (i >> 8);
            padded[4] = (byte) (i >> 16);
            padded[padded.length - 1] = (byte) i;
            builder.add(padded, 2, i % 7 == 0 ? 0 : i % 3);
        }
        return builder;
    }

    private static int numberOf(Images images, int i) {
        assertThat(images.at(i, SHAPE.size() - 1)).isEqualTo(images.at(i, 0));
        return images.at(i, 0) + 256 * images.at(i, 1) + 65536 * images.at(i, 2);
    }

    private static int[] numbersOf(Images images) {
        return IntStream.range(0, images.count()).map(i -> numberOf(images, i)).toArray();
    }

    @Test
    void takenImagesLeaveTheOthersInOrder() {
        SplittableRandom random = new SplittableRandom(3);
        for (int count : new int[] {1, 5, 699, 700, 1500}) { // 699 images are about one array's
            Images.Builder builder = numbered(count);
            int[] indices = IntStream.range(0, count)
                    .filter(i -> random.nextInt(3) == 0)
                    .toArray();
            Images taken = builder.take(indices);
            Images rest = builder.build();
            assertThat(numbersOf(taken)).isEqualTo(indices);
            assertThat(IntStream.concat(IntStream.of(numbersOf(taken)), IntStream.of(numbersOf(rest)))
                            .sorted())
                    .containsExactly(IntStream.range(0, count).boxed().toArray(Integer[]::new));
            assertThat(numbersOf(rest)).isSorted();
            for (int i = 0; i < rest.count(); i++) {
                int number = numberOf(rest, i);
                assertThat(rest.label(i)).isEqualTo(number % 7 == 0 ? 0 : number % 3);
            }
        }
        assertThatThrownBy(() -> numbered(3).take(new int[] {2, 1})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBuilderIsChangedAsAWhole() {
        Images.Builder builder = numbered(1000);
        byte[] table = new byte[256];
        IntStream.range(0, 256).forEach(i -> table[i] = (byte) (255 - i));
        builder.replace(table);
        builder.relabel(new int[] {5, 3, 4});
        builder.addAll(numbered(10).build());
        Images images = builder.build();
        assertThat(images.count()).isEqualTo(1010);
        assertThat(images.at(999, 0)).isEqualTo(255 - 999 % 256);
        assertThat(images.at(1009, 0)).isEqualTo(9);
        assertThat(IntStream.of(0, 1, 2, 7, 1000).map(images::label)).containsExactly(5, 3, 4, 5, 0);
    }

    /** A sixth of each class, to within one image, and always the same sixth: results are compared over years. */
    @Test
    void theHoldoutIsAlwaysTheSameSixthOfEachClass() {
        Images held = Holdout.take(numbered(120));
        assertThat(held.count()).isEqualTo(20);
        Images all = numbered(120).build();
        for (int label = 0; label < 3; label++) {
            int wanted = label;
            long of =
                    IntStream.range(0, 120).filter(i -> all.label(i) == wanted).count();
            long taken =
                    IntStream.range(0, 20).filter(i -> held.label(i) == wanted).count();
            assertThat(Math.abs(taken - of / 6.0)).as("class %d", label).isLessThan(1);
        }
        assertThat(numbersOf(held)).containsExactly(PINNED);
    }

    private static final int[] PINNED = {
        0, 13, 23, 27, 38, 41, 45, 49, 56, 66, 69, 73, 89, 91, 94, 100, 104, 106, 117, 118
    };
}
