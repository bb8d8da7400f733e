package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.config.TrainConfig;
import org.mnist.network.Shape;
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
        assertThat(SplitCheck.problems(config("last", "100"), sorted))
                .containsExactly(
                        "there are no images to learn from of class c; the network cannot tell what it has never seen;"
                                + " --set split=stratified takes its share of each class",
                        "there are no images of 2 classes: a, b among those held out for validation; --set"
                                + " split=stratified takes its share of each class");
        assertThat(SplitCheck.problems(config("stratified", "100"), sorted)).isEmpty();
    }

    @Test
    void aClassThatTheDataLacksIsNamedToo() {
        Images lacking = images(IntStream.range(0, 400).map(i -> i % 2).toArray());
        assertThat(SplitCheck.problems(config("stratified", "100"), lacking))
                .first()
                .isEqualTo(
                        "there are no images to learn from of class c; the network cannot tell what it has never seen");
    }

    @Test
    void fewImagesAreCoarse() {
        Images images = images(IntStream.range(0, 300).map(i -> i % 3).toArray());
        assertThat(SplitCheck.problems(config("stratified", "29"), images))
                .containsExactly(
                        "validation is on 29 images, of class c only 9, so its figures are coarse; a larger --validation"
                                + " holds out more");
        assertThat(SplitCheck.problems(config("stratified", "30"), images)).isEmpty();
        assertThat(SplitCheck.problems(config("last", "0"), images)).isEmpty();
    }
}
