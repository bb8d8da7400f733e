package org.mnist.network.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.SafeFiles;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkMemory;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.testing.CliRun;

/** What would be trained and then lost is refused before the first step; what is not refused is read again. */
class SavableTest {
    @TempDir
    Path folder;

    @Test
    void theDeepestNetworkIsReadAgain() throws IOException {
        TrainConfig config = ConfigLoader.load(deep(998).toString(), null, List.of());
        NetworkSpec spec = NetworkSpec.of(config);
        assertThatCode(() -> ModelFiles.requireSavable(spec)).doesNotThrowAnyException();
        MultiLayerNetwork network = NetworkFactory.create(config);
        Path file = folder.resolve("model.zip");
        SafeFiles.write(file, out -> ModelSerializer.writeModel(network, out, true));
        NetworkMemory.release(network);
        NetworkMemory.release(ModelFiles.load(file, spec, true));
    }

    @Test
    void oneThatIsDeeperIsRefusedBeforeTheFirstStep() throws IOException {
        CliRun run = CliRun.of("train", "--arch", deep(999), "--data", "sample", "--out", folder.resolve("run"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("layers: there are 1001; up to 1000 are supported");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void theLimitIsThatOfTheReader() {
        assertThatCode(() -> SavedConfiguration.requireLength(SavedConfiguration.MAX_BYTES))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> SavedConfiguration.requireLength(SavedConfiguration.MAX_BYTES + 1L))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("configuration.json is longer than any");
    }

    private Path deep(int dense) throws IOException {
        return Files.writeString(
                folder.resolve("deep.yaml"),
                "layers:\n- flatten: {}\n" + "- dense: {units: 2}\n".repeat(dense) + "- output: {}\n");
    }
}
