package org.mnist.network.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.config.TrainConfig.Backend;
import org.mnist.testing.CliRun;

class BackendsTest {
    private static final String SERVICES = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

    @TempDir
    Path folder;

    private URL jar(String name, String backend) throws IOException {
        Path services = folder.resolve(name).resolve(SERVICES);
        Files.createDirectories(services.getParent());
        Files.writeString(services, "# a backend\n" + backend + "\n");
        Files.writeString(folder.resolve(name).resolve("other.txt"), name);
        return folder.resolve(name).toUri().toURL();
    }

    /** Of two backends on the class path ND4J would take the GPU, or where that fails the CPU, without a word. */
    @Test
    void nd4jSeesTheOneBackendThatWasAskedFor() throws IOException {
        URL cpu = jar("cpu", Backends.CPU_BACKEND);
        URL cuda = jar("cuda", Backends.CUDA_BACKEND);
        try (URLClassLoader both = new URLClassLoader(new URL[] {cpu, cuda}, null)) {
            for (String backend : List.of(Backends.CPU_BACKEND, Backends.CUDA_BACKEND)) {
                ClassLoader one = new Backends.OneBackend(both, backend);
                assertThat(Collections.list(one.getResources(SERVICES)))
                        .extracting(BackendsTest::text)
                        .containsExactly("# a backend\n" + backend + "\n");
                assertThat(Collections.list(one.getResources("other.txt"))).hasSize(2);
            }
        }
    }

    private static String text(URL url) {
        try (var in = url.openStream()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aBuildWithoutCudaSaysSo() {
        assertThatThrownBy(() -> Backends.start(Backend.CUDA, 0))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--backend cuda");
    }

    /** A file decides as the option does; the launcher once looked for the word on the command line. */
    @Test
    void aFileThatAsksForCudaIsHeardBeforeAnythingIsDone() throws IOException {
        Path file = Files.writeString(folder.resolve("gpu.yaml"), "backend: cuda\nengine: dl4j\n");
        Path run = folder.resolve("run");
        CliRun refused = CliRun.of("train", "--arch", "mlp", "--data", "sample", "--config", file, "--out", run);
        assertThat(refused.code()).isEqualTo(69);
        assertThat(refused.err()).contains("--backend cuda: this build has no CUDA");
        assertThat(run).doesNotExist();
        assertThat(CliRun.of("train", "--arch", "mlp", "--data", "sample", "--config", file, "--dry-run")
                        .code())
                .isEqualTo(69);
    }
}
