package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Hashes;
import org.mnist.base.schema.Schema;
import org.mnist.config.TrainConfig;
import org.mnist.eval.EvalResult;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** The files that a save leaves, whatever was in their place, with the average beside the network that is trained. */
class CheckpointSavingTest {
    private static final TrainConfig CONFIG =
            Fixture.config("layers", "[{flatten: {}}, {dense: {units: 3}}, {output: {}}]");
    private static final MultiLayerNetwork NETWORK = NetworkFactory.create(CONFIG);
    private static final MultiLayerNetwork AVERAGE = averaged();
    private static final RunIdentity IDENTITY = new RunIdentity(1, "c0ffee", Map.of());
    private static final TrainState STATE =
            new TrainState(List.of(new EpochResult(1, 0.5, 0.9, 0.25, 0.75, 0.002, 2, 100)), 0, 0, 0, 0, 0);

    @TempDir
    Path folder;

    private static MultiLayerNetwork averaged() {
        MultiLayerNetwork network = NetworkFactory.create(CONFIG);
        network.params().addi(0.5);
        return network;
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(folder.resolve("checkpoints"));
    }

    private Path saved() {
        return folder.resolve("checkpoints/epoch-001");
    }

    @BeforeEach
    void createFolder() throws IOException {
        Files.createDirectory(folder.resolve("checkpoints"));
    }

    private Checkpoints.Saved save(Optional<MultiLayerNetwork> average) {
        return checkpoints().save(NETWORK, Task.MNIST, average, STATE, IDENTITY);
    }

    private Checkpoints.Saved newest() {
        return checkpoints()
                .newest(warning -> {
                    throw new AssertionError(warning);
                })
                .orElseThrow();
    }

    @Test
    void theAverageIsTheModelWhoseFiguresCount() throws IOException {
        Path best = folder.resolve("best.zip");
        new RunFiles(folder, line -> {}).keepBest(save(Optional.of(AVERAGE)));
        Checkpoints.Saved saved = newest();
        assertThat(saved.result()).isEqualTo(saved().resolve("average.zip"));
        assertThat(best).hasSameBinaryContentAs(saved().resolve("average.zip"));
        assertThat(saved.state().averageSha256()).isEqualTo(Hashes.sha256(best));
        assertThat(saved.state().modelSha256()).isEqualTo(Hashes.sha256(saved().resolve("model.zip")));
        assertThat(saved.parameters(NetworkSpec.of(CONFIG)))
                .isEqualTo(AVERAGE.params().data().asFloat());
        assertThat(saved.network(NetworkSpec.of(CONFIG)).params()).isEqualTo(NETWORK.params());
        assertThat(saved.state().learningRate()).isEqualTo(0.002);
    }

    @Test
    void withoutAnAverageTheNetworkCounts() throws IOException {
        save(Optional.empty());
        assertThat(newest().result()).isEqualTo(saved().resolve("model.zip"));
        assertThat(newest().state().averageSha256()).isNull();
        assertThat(newest().state().modelSha256()).isEqualTo(Hashes.sha256(newest().result()));
        assertThat(newest().parameters(NetworkSpec.of(CONFIG)))
                .isEqualTo(NETWORK.params().data().asFloat());
        assertThat(saved().resolve("average.zip")).doesNotExist();
    }

    /** A run that is stopped as soon as it was resumed must not lose what it has. */
    @Test
    void whatIsWholeIsLeftAsItIs() throws IOException {
        save(Optional.empty());
        FileTime longAgo = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        Files.setLastModifiedTime(saved().resolve("model.zip"), longAgo);
        save(Optional.empty());
        assertThat(Files.getLastModifiedTime(saved().resolve("model.zip"))).isEqualTo(longAgo);
    }

    @Test
    void whatIsNotWholeIsReplaced() throws IOException {
        save(Optional.of(AVERAGE));
        Files.write(saved().resolve("average.zip"), new byte[10]);
        Files.writeString(saved().resolve("stray"), "of another save");
        save(Optional.empty());
        assertThat(newest().state().averageSha256()).isNull();
        assertThat(saved()).isDirectoryNotContaining("glob:**stray").isDirectoryNotContaining("glob:**average.zip");
    }

    @Test
    void whatACutOffSaveLeftIsNotTakenOver() throws IOException {
        Path aside = Files.createDirectories(folder.resolve("checkpoints/.epoch-001.tmp"));
        Files.writeString(aside.resolve("average.zip"), "half");
        save(Optional.empty());
        assertThat(saved().resolve("average.zip")).doesNotExist();
    }

    @Test
    void cleaningTakesWhatWasCutOffAndNothingElse() throws IOException {
        save(Optional.empty());
        Path cut = Files.createDirectories(folder.resolve("checkpoints/.epoch-002-step-000010.tmp"));
        Path other = Files.createDirectories(folder.resolve("checkpoints/epoch-x"));
        checkpoints().clean();
        assertThat(cut).doesNotExist();
        assertThat(other).exists();
        assertThat(newest().state().epoch()).isEqualTo(1);
    }

    @Test
    void figuresOfATestAreThoseOfItsEvaluation() {
        float[] probabilities = new float[40];
        int[] answers = {1, 1, 2, 3};
        int[] labels = {1, 2, 2, 3};
        for (int i = 0; i < answers.length; i++) {
            probabilities[10 * i + answers[i]] = 1;
        }
        RunResult.Test test =
                RunResult.Test.of(EvalResult.of(probabilities, MnistForm.CLASSES, i -> labels[i]), Task.MNIST);
        assertThat(test.images()).isEqualTo(4);
        assertThat(test.accuracy()).isEqualTo(0.75);
        assertThat(test.confusion().get(2)).containsExactly(0, 1, 1, 0, 0, 0, 0, 0, 0, 0);
        assertThat(test.confusion().get(1)).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(test.classes()).hasSize(10);
        assertThat(test.classes().get(1)).isEqualTo(new RunResult.PerClass(1, "1", 1, 0.5, 1.0, 2 / 3.0));
        assertThat(test.classes().get(2)).isEqualTo(new RunResult.PerClass(2, "2", 2, 1.0, 0.5, 2 / 3.0));
        assertThat(test.classes().get(0)).isEqualTo(new RunResult.PerClass(0, "0", 0, null, null, null));
        assertThat(test.loss()).isCloseTo(-Math.log(1e-10) / 4, within(1e-5));
        assertThat(FinishedRun.result().schema()).isEqualTo(Schema.RESULT);
    }
}
