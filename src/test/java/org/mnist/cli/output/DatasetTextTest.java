package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mnist.data.DatasetSummary;
import org.mnist.data.DatasetSummary.Part;
import org.mnist.data.Orientation;
import org.mnist.network.Task;

class DatasetTextTest {
    private static final Part TEST = new Part(30, 0, List.of(10, 20, 0), 3, 250, 0.25, 0.125, 4);

    private static List<String> lines(Task task, Part train, int validation, @Nullable Orientation orientation) {
        return DatasetText.of(new DatasetSummary("pets", task, train, TEST, validation, 7, orientation))
                .lines()
                .toList();
    }

    private static Part train(int unlabelled, int cats, double zero, double full) {
        return new Part(1500, unlabelled, List.of(cats, 500, 1000), 0, 255, zero, full, 2);
    }

    @Test
    void countsAreThereByNameAndInSum() {
        Task task = new Task(1, 12, 10, List.of("cat", "dog", "eel"));
        assertThat(lines(task, train(0, 0, 0.5, 0.3), 100, null))
                .containsExactly(
                        "pets: 1,500 training and 30 test images, 12×10 grey, of 3 classes",
                        "",
                        "class  training  test",
                        "─────────────────────",
                        "cat           0    10",
                        "dog         500    20",
                        "eel       1,000     0",
                        "",
                        "there are no training images of cat: what is not there cannot be learned",
                        "values: training 0 to 255, 50.00 % are 0 (background), 30.00 % are 255; test 3 to 250, 25.00 % are"
                                + " 0 (background), 12.50 % are 255",
                        "the same image again: 2 times in training, 4 times in test; 7 test images are training images too",
                        "the last 100 training images are meant for validation");
    }

    @Test
    void whatHasNoLabelIsCountedToo() {
        Task task = new Task(3, 12, 12, List.of("cat", "dog", "eel"));
        assertThat(lines(task, train(1, 5, 0.1, 0.9), 0, null))
                .startsWith("pets: 1,500 training and 30 test images, 12×12 in colour, of 3 classes")
                .contains("(no label)         1     0")
                .noneMatch(line -> line.contains("validation") || line.contains("no training images"))
                .as("colours have no ground")
                .noneMatch(line -> line.contains("light"));
    }

    @Test
    void aLightGroundIsNoticed() {
        Task task = new Task(1, 12, 12, List.of("cat", "dog", "eel"));
        String light = "most pixels are 255: the ground seems to be light, but 0 is taken for background";
        assertThat(lines(task, train(0, 5, 0.3, 0.41), 0, null)).endsWith(light);
        assertThat(lines(task, train(0, 5, 0.3, 0.4), 0, null)).doesNotContain(light);
        assertThat(lines(task, train(0, 5, 0.45, 0.45), 0, null)).doesNotContain(light);
    }

    @Test
    void digitsThatLieOnTheirSideAreNoticed() {
        Task task = new Task(1, 28, 28, List.of("0", "1", "2"));
        String shares =
                "of 1,000 digits, 20.00 % are nearest to the mean of their own digit in MNIST as they are, 80.00 % with rows"
                        + " for columns";
        assertThat(lines(task, train(0, 5, 0.8, 0.1), 0, new Orientation(1000, 0.2, 0.8)))
                .endsWith(shares
                        + ": they seem to be transposed; EMNIST's files are turned by their names (emnist-…), so give"
                        + " them such names");
        assertThat(lines(task, train(0, 5, 0.8, 0.1), 0, new Orientation(1000, 0.8, 0.2)))
                .last()
                .asString()
                .endsWith("20.00 % with rows for columns");
    }
}
