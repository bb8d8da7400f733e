package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void isAFunctionOfItsArguments() {
        assertThat(Seeds.of(1, "shuffle", 3)).isEqualTo(Seeds.of(1, "shuffle", 3));
    }

    /** A resumed run of an older version draws what that version drew. */
    @Test
    void staysWhatItIs() {
        assertThat(Seeds.of(1, "shuffle", 1)).isEqualTo(FIRST);
        assertThat(Seeds.of(0, "")).isEqualTo(EMPTY);
    }

    @Test
    void aGeneratorStartsFromIt() {
        assertThat(Seeds.generator(3, "shuffle", 2).nextLong())
                .isEqualTo(new SplittableRandom(Seeds.of(3, "shuffle", 2)).nextLong());
    }

    @Test
    void differsInEveryArgument() {
        Set<Long> seen = new HashSet<>();
        int drawn = 0;
        for (long seed = -5; seed <= 5; seed++) {
            for (String what : new String[] {"shuffle", "dropout", "weights", ""}) {
                seen.add(Seeds.of(seed, what));
                drawn++;
                for (long where = -20; where < 20; where++) {
                    seen.add(Seeds.of(seed, what, where));
                    seen.add(Seeds.of(seed, what, where, 0));
                    seen.add(Seeds.of(seed, what, 0, 100 + where));
                    drawn += 3;
                }
            }
        }
        assertThat(seen).hasSize(drawn);
    }

    private static final long FIRST = -4915787018874179749L;
    private static final long EMPTY = -2152535657050944081L;
}
