package org.mnist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.config.TrainConfig;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.Fixture;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

class TrackersTest {
    private final List<String> told = new ArrayList<>();

    /** A tracker that notes what it is told under its name. */
    private final class Noting implements Tracker {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public void onStart(TrainState from, Supplier<float[]> weights) {
            told.add(name + " start " + from.epochs() + " " + weights.get().length);
        }

        @Override
        public void onStep(TrainState state, int stepsPerEpoch) {
            told.add(name + " step of " + stepsPerEpoch);
        }

        @Override
        public void onEpoch(EpochResult result, TrainState state) {
            told.add(name + " epoch " + result.epoch());
        }

        @Override
        public boolean stopsTraining() {
            return name.equals("b");
        }

        @Override
        public void onStop(TrainState state) {
            told.add(name + " stop");
        }

        @Override
        public void onResult(RunResult result) {
            told.add(name + " result " + result.seed());
        }

        @Override
        public void onFinished() {
            told.add(name + " finished");
        }

        @Override
        public void close() {
            told.add(name + " close");
            throw new IllegalStateException(name);
        }
    }

    @Test
    void allAreToldInTheirOrder() {
        Trackers trackers = new Trackers(List.of(new Noting("a"), new Noting("b")));
        TrainState state = new TrainState(FinishedRun.HISTORY, 0, 0, 0, 0, 0);
        trackers.onStart(state, () -> new float[7]);
        trackers.onStep(state, 9);
        trackers.onEpoch(state.last(), state);
        trackers.onStop(state);
        trackers.onResult(FinishedRun.result());
        trackers.onFinished();
        assertThat(trackers.stopsTraining()).isTrue();
        assertThat(told)
                .containsExactly(
                        "a start 3 7",
                        "b start 3 7",
                        "a step of 9",
                        "b step of 9",
                        "a epoch 3",
                        "b epoch 3",
                        "a stop",
                        "b stop",
                        "a result 17",
                        "b result 17",
                        "a finished",
                        "b finished");
    }

    @Test
    void oneThatFailsKeepsNoOtherFromItsEnd() {
        assertThatThrownBy(new Trackers(List.of(new Noting("a"), new Noting("b")))::close)
                .hasMessage("a")
                .hasSuppressedException(new IllegalStateException("b"));
        assertThat(told).containsExactly("a close", "b close");
    }

    @Test
    void figuresHaveTheNamesOfTheTable() {
        assertThat(Figure.of(FinishedRun.HISTORY.get(0)).stream().map(Figure::column))
                .containsExactly(
                        "train_loss",
                        "train_accuracy",
                        "val_loss",
                        "val_accuracy",
                        "learning_rate",
                        "seconds",
                        "images_per_second");
        assertThat(Figure.of(FinishedRun.HISTORY.get(0)).stream().map(Figure::value))
                .containsExactly(0.15, 0.955, 0.07, 0.979, 0.003, 2.0, 24_000.0);
        assertThat(Figure.of(FinishedRun.result()))
                .containsExactly(new Figure("loss", "test", 0.1234), new Figure("accuracy", "test", 0.9712));
        assertThat(new Figure("loss", "val", 1).path()).isEqualTo("loss/val");
    }

    @Test
    void settingsAreWhatCanBeChosen() {
        Map<String, JsonNode> settings = Settings.of(Fixture.config("init", "", "batch", "77", "about", "words"));
        assertThat(settings.get("batch").asInt()).isEqualTo(77);
        assertThat(settings.get("arch").asText()).isEqualTo("mlp");
        assertThat(settings)
                .containsKeys("schedule.kind", "augmentation.rotation", "validation", "data")
                .doesNotContainKeys("name", "about", "published.note", "layers", "init", "task.classes", "schema");
    }

    @Test
    void weightsAreThoseThatALayerLearns() {
        float[] parameters = new float[64 * 2 + 2 + 4 * 2 + 3 * 2 + 3];
        IntStream.range(0, parameters.length).forEach(i -> parameters[i] = i);
        TrainConfig config = Fixture.config(
                "layers",
                "[{flatten: {}}, {dense: {units: 2}}, {batchnorm: {}}, {output: {}}]",
                "task",
                "{channels: 1, height: 8, width: 8, classes: [a, b, c]}");
        List<LayerWeights> layers = LayerWeights.of(config.architecture(), parameters);
        assertThat(layers.stream().map(LayerWeights::name)).containsExactly("02-dense", "03-batchnorm", "04-output");
        assertThat(layers.get(0).weights()).hasSize(130).startsWith(0, 1);
        assertThat(layers.get(1).weights()).containsExactly(130, 131, 132, 133);
        assertThat(layers.get(2).weights()).hasSize(9).startsWith(138);
        assertThatThrownBy(() -> LayerWeights.of(config.architecture(), new float[146]))
                .hasMessage("the layers have 147 parameters, and the network has 146");
    }

    @Test
    void aThirdKindNeedsNothingElse(@TempDir Path folder) throws IOException {
        RunFiles files = new RunFiles(folder, line -> {});
        TrackerKind kind = new EpochNotes();
        assertThat(kind.isIn(files)).isFalse();
        try (Trackers trackers =
                Trackers.open(List.of(kind), new TrackedRun(files, FinishedRun.config(), line -> {}))) {
            assertThat(folder).isEmptyDirectory();
            trackers.onStart(TrainState.START, () -> new float[0]);
            TrainState state = new TrainState(FinishedRun.HISTORY.subList(0, 1), 0, 0, 0, 0, 0);
            trackers.onEpoch(state.last(), state);
        }
        assertThat(kind.isIn(files)).isTrue();
        assertThat(folder.resolve("notes.txt")).content().contains("1 val_accuracy 0.979\n");
    }

    @Test
    void theDocumentShowsIt() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/mnist/track/EpochNotes.java"));
        assertThat(Files.readString(Path.of("docs/trackers.md")))
                .contains("```java\n" + source.substring(source.indexOf("final class")) + "```\n");
    }
}
