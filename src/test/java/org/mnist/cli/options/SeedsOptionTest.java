package org.mnist.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which seeds the flags mean. */
class SeedsOptionTest {
    private static List<Long> seeds(String... args) {
        SeedsOption option = new SeedsOption();
        new CommandLine(CommandSpec.create().addMixin("seeds", CommandSpec.forAnnotatedObject(option))).parseArgs(args);
        return option.seeds();
    }

    @Test
    void countFromOneAndTakeBothEnds() {
        assertThat(seeds()).containsExactly(1L);
        assertThat(seeds("--runs", "3")).containsExactly(1L, 2L, 3L);
        assertThat(seeds("--seeds", "4..6")).containsExactly(4L, 5L, 6L);
        assertThat(seeds("--seeds", "4..4")).containsExactly(4L);
        assertThat(seeds("--seeds", "9, 2,-1..1,2")).containsExactly(9L, 2L, -1L, 0L, 1L);
        assertThat(seeds("--seeds", "1..10000")).hasSize(10_000).endsWith(10_000L);
    }
}
