package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.config.TrainConfig;
import org.mnist.network.Shape;
import org.mnist.network.Task;
import org.mnist.testing.Fixture;

class SplitCheckTest {
    private static final String LETTERS = "{channels: 1, height: 8, width: 8, classes: [a, b, c]}";

    private static TrainConfig config(String split, String validation) {
        return Fixture.config("task", LETTERS, "split", split, "validation", validation);
    }

    private static Images images(int... labels) {
        Shape image = Shape.maps(1, 8, 8);
        return new Images(image, new byte[labels.length * image.size()], labels);
    }

    @Test
    void sortedImagesLeaveClassesOutAndTheLineNamesThemAndTheOption() {
        Images sorted = images(IntStream.range(0, 300).map(i -> i / 100).toArray());
        assertThat(SplitCheck.problems(config("last", "100"), sorted, false))
                .containsExactly(
                        "there are no images to learn from of class c; the network cannot tell what it has never seen;"
                                + " --set split=stratified takes its share of each class",
                        "there are no images of 2 classes: a, b among those held out for validation; --set"
                                + " split=stratified takes its share of each class");
        assertThat(SplitCheck.problems(config("stratified", "100"), sorted, false))
                .isEmpty();
    }

    @Test
    void aClassThatTheDataLacksIsNamedToo() {
        Images lacking = images(IntStream.range(0, 400).map(i -> i % 2).toArray());
        assertThat(SplitCheck.problems(config("stratified", "100"), lacking, false))
                .first()
                .isEqualTo(
                        "there are no images to learn from of class c; the network cannot tell what it has never seen");
    }

    @Test
    void fewImagesAreCoarse() {
        Images images = images(IntStream.range(0, 300).map(i -> i % 3).toArray());
        assertThat(SplitCheck.problems(config("stratified", "29"), images, false))
                .containsExactly("validation is on 29 images, of class c only 9, so its figures are coarse; a larger"
                        + " --validation holds out more");
        assertThat(SplitCheck.problems(config("stratified", "30"), images, false))
                .isEmpty();
        assertThat(SplitCheck.problems(config("last", "0"), images, false)).isEmpty();
    }

    @Test
    void whatTheDataItselfHoldsOutIsNotToBeMixedAway() {
        Images images = images(IntStream.range(0, 300).map(i -> i % 3).toArray());
        Dataset data = own(images, images(0, 1, 2), 29);
        assertThat(SplitCheck.problems(config("last", "29"), data))
                .containsExactly("validation is on 29 images, of class a only 9, so its figures are coarse");
        assertThat(SplitCheck.problems(config("stratified", "29"), data).get(0))
                .endsWith("coarse; a larger --validation holds out more");
    }

    @Test
    void aClassThatIsLearntButNotTestedIsNamed() {
        Images train = images(IntStream.range(0, 300).map(i -> i % 3).toArray());
        assertThat(SplitCheck.problems(config("stratified", "30"), own(train, images(0, 2, 2), 0)))
                .containsExactly("there are no test images of class b; the test accuracy says nothing of it");
        assertThat(SplitCheck.problems(config("stratified", "30"), own(train, images(1), 0)))
                .containsExactly("there are no test images of 2 classes: a, c; the test accuracy says nothing of them");
        assertThat(SplitCheck.problems(config("stratified", "30"), own(train, images(2, 1, 0), 0)))
                .isEmpty();
    }

    private static Dataset own(Images train, Images test, int validation) {
        return Dataset.own(
                "mine",
                new Task(1, 8, 8, List.of("a", "b", "c")),
                () -> new Dataset.Half(train, Map.of()),
                () -> new Dataset.Half(test, Map.of()),
                validation);
    }
}
