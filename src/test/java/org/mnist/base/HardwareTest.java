package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clouds sell several generations of a processor under one name; their vectors tell them apart. */
class HardwareTest {
    @Test
    void theWidestVectorsAreNamed() {
        assertThat(Hardware.widestVectors(List.of("avx", "avx2", "fma", "sse2")))
                .isEqualTo("AVX2");
        assertThat(Hardware.widestVectors(List.of("avx", "avx2", "avx512f", "sse2")))
                .isEqualTo("AVX-512");
        assertThat(Hardware.widestVectors(List.of("avx", "avx2", "avx512_bf16", "avx512f")))
                .isEqualTo("AVX-512 with bf16");
        assertThat(Hardware.widestVectors(List.of("amx_bf16", "amx_tile", "avx2", "avx512_bf16", "avx512f")))
                .isEqualTo("AMX with bf16");
    }

    @Test
    void linuxsListIsRead() {
        List<String> lines = List.of(
                "processor\t: 0",
                "model name\t: Abacus: 2nd edition",
                "flags\t\t: fpu sse2 avx bmi1 ht",
                "model name\t: B");
        assertThat(Hardware.field(lines, "model name", "none")).isEqualTo("Abacus: 2nd edition");
        assertThat(Hardware.field(lines, "bugs", "none")).isEqualTo("none");
        assertThat(Hardware.vectorFeatures(Hardware.field(lines, "flags", ""))).containsExactly("avx", "bmi1", "sse2");
    }

    @Test
    void thisProcessorIsTheOneThatTheSystemNames() throws IOException {
        Path system = Path.of("/proc/cpuinfo");
        assumeTrue(Files.exists(system));
        String text = Files.readString(system);
        assertThat(text).contains(Hardware.cpuModel()).contains(Hardware.vectorFeatures());
        assertThat(Hardware.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void aProcessorOfAnotherKindIsNamedWithoutThem() {
        assertThat(Hardware.widestVectors(List.of())).isEmpty();
        assertThat(Hardware.summary())
                .startsWith(Hardware.cpuModel() + ", " + Hardware.processors() + " processor")
                .doesNotEndWith(", ");
        assertThat(Hardware.summary("Abacus", 1, List.of())).isEqualTo("Abacus, 1 processor");
        assertThat(Hardware.summary("Abacus", 2, List.of("avx", "avx2"))).isEqualTo("Abacus, 2 processors, AVX2");
    }
}
