package org.mnist.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final List<String> TWO = List.of("cat", "dog");

    @Test
    void aTaskHasAShapeAndNames() {
        Task task = new Task(3, 20, 31, TWO);
        assertThat(task.image()).isEqualTo(Shape.maps(3, 20, 31));
        assertThat(task.classCount()).isEqualTo(2);
        assertThat(task.name(1)).isEqualTo("dog");
        assertThat(task.words()).isEqualTo("2 classes of 20×31×3");
        assertThat(Task.of(Shape.maps(3, 20, 31), TWO)).isEqualTo(task);
    }

    @Test
    void whatIsNoTaskIsRefusedWithTheReason() {
        assertThatThrownBy(() -> new Task(2, 28, 28, TWO)).hasMessage("channels is 2; valid are 1 and 3");
        assertThatThrownBy(() -> new Task(1, 7, 28, TWO)).hasMessageStartingWith("height is 7;");
        assertThatThrownBy(() -> new Task(1, 28, 129, TWO)).hasMessageStartingWith("width is 129;");
        assertThatThrownBy(() -> new Task(1, 28, 28, List.of("one")))
                .hasMessageStartingWith("the number of classes is 1;");
        assertThatThrownBy(() -> new Task(1, 28, 28, Task.numbers(0, 1001)))
                .hasMessageStartingWith("the number of classes is 1001;");
        assertThatThrownBy(() -> new Task(1, 28, 28, List.of("a", "a"))).hasMessage("two classes have the name a");
        for (String name : List.of("", " ", " a", "a ", "a\nb", "\u001b[31m", "\u202e", "x".repeat(101))) {
            assertThatThrownBy(() -> new Task(1, 28, 28, List.of("fine", name)))
                    .as(name)
                    .hasMessageContaining("1 to 100 printable characters")
                    .message()
                    .doesNotContain("\u001b", "\n", "\u202e");
        }
        assertThat(new Task(1, 8, 128, Task.numbers(0, 1000)).classCount()).isEqualTo(1000);
    }

    @Test
    void onlyTheTenDigitsInGreyAreReadAsDigits() {
        assertThat(Task.MNIST.tellsDigits()).isTrue();
        assertThat(new Task(1, 16, 16, Task.numbers(0, 10)).tellsDigits()).isTrue();
        assertThat(new Task(3, 28, 28, Task.numbers(0, 10)).tellsDigits()).isFalse();
        assertThat(new Task(1, 28, 28, Task.numbers(0, 9)).tellsDigits()).isFalse();
        assertThat(new Task(1, 28, 28, Task.numbers(1, 10)).tellsDigits()).isFalse();
    }
}
