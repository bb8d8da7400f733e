package org.mnist.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.engine.Profile;
import org.mnist.testing.TextTable;

class ProfileTableTest {
    @Test
    void eachPrimitiveHasItsTimesAndItsShareOfTheStep() {
        Profile profile = new Profile(
                64,
                List.of(
                        new Profile.Line("1 conv", "forward", "forward", "jit", "64×1", 0.003, 0.0025, 6e7),
                        new Profile.Line("2 pool", "backward", "backward", "ref", "64×2", 0.001, 0.0005, 0)));
        String text = ProfileTable.of("small", profile);
        assertThat(text).startsWith("small, batch 64: 4.000 ms a step, 3.000 ms if each primitive ran alone\n");
        assertThat(TextTable.with("GFLOP/s", text))
                .containsExactly(
                        Map.of(
                                "layer", "1 conv", "work", "forward", "kernel", "jit", "of", "64×1", "ms", "3.000",
                                "alone", "2.500", "GFLOP/s", "20", "share", "75.00 %"),
                        Map.of(
                                "layer",
                                "2 pool",
                                "work",
                                "backward",
                                "kernel",
                                "ref",
                                "of",
                                "64×2",
                                "ms",
                                "1.000",
                                "alone",
                                "0.500",
                                "GFLOP/s",
                                "",
                                "share",
                                "25.00 %"));
    }
}
