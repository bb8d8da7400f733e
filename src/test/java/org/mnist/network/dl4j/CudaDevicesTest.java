package org.mnist.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;

/** A program stands for the driver here: no machine that tests run on has a card. */
@DisabledOnOs(OS.WINDOWS)
class CudaDevicesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.7, Tesla K80", "7.0, Tesla V100", "8.6, NVIDIA GeForce RTX 3080", "8.9, NVIDIA L4"})
    void cardsThatThereIsCodeForAreTaken(String card) throws IOException {
        assertThatCode(() -> devices("echo '" + card + "'", "").requireUsable()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo '9.0, NVIDIA H100'                      | NVIDIA H100 has compute capability 9.0; DL4J's last CUDA library has code for 3.7 to 8.9 only",
                "echo '12.0, NVIDIA GeForce RTX 5090'         | NVIDIA GeForce RTX 5090 has compute capability 12.0;",
                "echo '3.5, Tesla K40'                        | Tesla K40 has compute capability 3.5;",
                "echo '8.6, A'; echo '10.0, NVIDIA B200'      | NVIDIA B200 has compute capability 10.0; DL4J's last CUDA library has code for 3.7 to 8.9 only (CUDA_VISIBLE_DEVICES chooses",
                "true                                         | the driver knows of no NVIDIA card here",
                "echo '[N/A], Something'                      | the driver does not tell what card this is ([N/A], Something); CUDA 11.6 needs driver 510",
                "echo 'no devices were found' >&2; exit 6     | the NVIDIA driver cannot be asked (nvidia-smi ended with 6: no devices were found)",
                "exit 9                                       | the NVIDIA driver cannot be asked (nvidia-smi ended with 9)"
            })
    void othersAreRefusedWithTheReason(String driver, String reason) throws IOException {
        CudaDevices devices = devices(driver, "");
        refused(devices, reason);
    }

    @Test
    void withoutADriverThereIsNoCard() {
        refused(new CudaDevices(folder.resolve("nothing").toString(), ""), "there is no NVIDIA driver here");
    }

    @Test
    void theDriverIsAskedForTheVisibleCards() throws IOException {
        devices("echo \"$@\" > " + folder.resolve("asked") + "; echo '8.0, NVIDIA A100'", "1,2")
                .requireUsable();
        assertThat(folder.resolve("asked")).hasContent("--query-gpu=compute_cap,name --format=csv,noheader --id=1,2");
    }

    private CudaDevices devices(String driver, String visible) throws IOException {
        Path program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + driver + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new CudaDevices(program.toString(), visible);
    }

    private static void refused(CudaDevices devices, String reason) {
        assertThatThrownBy(devices::requireUsable)
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--backend cuda: " + reason)
                .hasMessageEndingWith("; use --backend cpu")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }
}
