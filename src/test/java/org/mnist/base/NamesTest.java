package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

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
    void areReadBack() {
        assertThat(Names.parse(Policy.class, "one-cycle")).contains(Policy.ONE_CYCLE);
        assertThat(Names.parse(Policy.class, "constant")).contains(Policy.CONSTANT);
        assertThat(Names.parse(Policy.class, "ONE_CYCLE")).isEmpty();
    }
}
