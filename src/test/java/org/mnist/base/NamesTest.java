package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private enum Policy {
        CONSTANT,
        ONE_CYCLE
    }

    @Test
    void areLowerCaseWithDashes() {
        assertThat(Names.of(Policy.ONE_CYCLE)).isEqualTo("one-cycle");
        assertThat(Names.list(Policy.values())).isEqualTo("constant, one-cycle");
    }

    @Test
    void theNearestOneIsSuggested() {
        List<String> known = List.of("kernel", "filters", "stride", "padding", "bias");
        assertThat(Names.nearest("kernal", known)).contains("kernel");
        assertThat(Names.nearest("krenel", known)).contains("kernel");
        assertThat(Names.nearest("filter", known)).contains("filters");
        assertThat(Names.nearest("stirde", known)).contains("stride");
        assertThat(Names.nearest("bais", known)).contains("bias");
        assertThat(Names.nearest("units", known)).isEmpty();
        assertThat(Names.nearest("", known)).isEmpty();
        assertThat(Names.suggestion("kernal", known)).isEqualTo("; did you mean `kernel`?");
        assertThat(Names.suggestion("x", known)).isEqualTo(";");
    }

    @Test
    void areReadBack() {
        assertThat(Names.parse(Policy.class, "one-cycle")).contains(Policy.ONE_CYCLE);
        assertThat(Names.parse(Policy.class, "constant")).contains(Policy.CONSTANT);
        assertThat(Names.parse(Policy.class, "ONE_CYCLE")).isEmpty();
    }
}
