package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private final List<String> dropped = new ArrayList<>();

    private BodyMemory.Holder body(String name) {
        return () -> dropped.add(name);
    }

    /** The oldest goes, although others hold more, and its memory is there for the next. */
    @Test
    void theOneThatComesInForLongestIsDropped() {
        BodyMemory memory = new BodyMemory(100);
        BodyMemory.Holder slow = body("slow");
        BodyMemory.Holder large = body("large");
        assertThat(memory.take(slow, 10)).isTrue();
        assertThat(memory.take(large, 80)).isTrue();
        assertThat(memory.take(slow, 10)).isTrue();
        assertThat(memory.take(body("third"), 20)).isTrue();
        assertThat(dropped).containsExactly("slow");
        memory.giveBack(slow); // as it will when its connection is closed
        assertThat(memory.take(body("fourth"), 1)).isTrue();
        assertThat(dropped).containsExactly("slow", "large");
    }

    @Test
    void oneThatIsHereStaysUntilItIsGivenBack() {
        BodyMemory memory = new BodyMemory(100);
        BodyMemory.Holder here = body("here");
        memory.take(here, 90);
        memory.keep(here);
        assertThat(memory.take(body("next"), 20))
                .as("no more memory, even for itself alone")
                .isFalse();
        assertThat(dropped).isEmpty();
        memory.giveBack(here);
        assertThat(memory.take(body("next"), 100)).isTrue();
    }

    @Test
    void oneThatIsTooLargeAloneIsRefused() {
        BodyMemory memory = new BodyMemory(100);
        BodyMemory.Holder large = body("large");
        assertThat(memory.take(large, 60)).isTrue();
        assertThat(memory.take(large, 60)).isFalse();
        assertThat(dropped).isEmpty();
        assertThat(memory.take(body("next"), 100)).isTrue();
    }
}
