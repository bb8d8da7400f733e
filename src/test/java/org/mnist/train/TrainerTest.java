package org.mnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.engine.StepResult;
import org.mnist.engine.TrainingEngine;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;

/** The loop, with an engine whose answers are written down. */
class TrainerTest {
    private static final Images IMAGES =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").train();

    /** Probability that it gives the right digit of the i-th epoch's validation, and how many images it gets right. */
    private static final class Script implements TrainingEngine {
        final List<Double> rates = new ArrayList<>();
        double loss = 1;
        double[] sureness = {0.9};
        int[] wrong = {0};
        int predicted;

        @Override
        public String name() {
            return "script";
        }

        @Override
        public StepResult step(Batch batch, double learningRate) {
            rates.add(learningRate);
            return new StepResult(loss, 1);
        }

        @Override
        public float[] parameters() {
            return new float[0];
        }

        @Override
        public Predictor predictor(float[] parameters) {
            return this;
        }

        @Override
        public int classes() {
            return MnistForm.CLASSES;
        }

        @Override
        public void predict(Batch batch, float[] probabilities, int offset) {
            int epoch = Math.min(predicted++, sureness.length - 1);
            for (int i = 0; i < batch.size(); i++) {
                int digit =
                        i < wrong[Math.min(epoch, wrong.length - 1)] ? (batch.labels()[i] + 1) % 10 : batch.labels()[i];
                probabilities[offset + i * 10 + digit] = (float) sureness[epoch];
            }
        }

        @Override
        public MultiLayerNetwork network() {
            return NetworkFactory.create(Fixture.config("layers", "[{flatten: {}}, {output: {}}]"));
        }

        @Override
        public void close() {}
    }

    private final Script engine = new Script();
    private final List<EpochResult> results = new ArrayList<>();
    private final TrainListener collector = new TrainListener() {
        @Override
        public void onEpoch(EpochResult result, TrainState state) {
            results.add(result);
        }
    };

    @Test
    void runsAllEpochsAndAveragesOverImages() {
        Trainer trainer = trainer(TrainState.START, "epochs", "3");
        assertThat(trainer.train()).isEqualTo(Trainer.End.FINISHED);
        // 6,000 less 100 held out, in batches of 1,000
        assertThat(engine.rates).hasSize(18);
        assertThat(results).hasSize(3);
        assertThat(results.get(2).trainLoss()).isEqualTo(1);
        assertThat(results.get(2).trainAccuracy()).isEqualTo(6 / 5900.0);
        assertThat(results.get(2).valAccuracy()).isEqualTo(1);
        assertThat(trainer.state().epochs()).isEqualTo(3);
    }

    @Test
    void theBestHasTheHighestAccuracyAndOfEqualsTheLowestLoss() {
        engine.wrong = new int[] {5, 3, 3, 3, 4};
        engine.sureness = new double[] {0.9, 0.5, 0.7, 0.6, 0.9};
        Trainer trainer = trainer(TrainState.START, "epochs", "5");
        trainer.train();
        assertThat(trainer.state().best().epoch()).isEqualTo(3);
        assertThat(trainer.state().best().valAccuracy()).isEqualTo(0.97);
        assertThat(trainer.state().last().epoch()).isEqualTo(5);
    }

    @Test
    void withoutValidationTheLastIsTheBest() {
        Trainer trainer = trainer(TrainState.START, "epochs", "2", "validation", "0");
        trainer.train();
        assertThat(trainer.state().best().epoch()).isEqualTo(2);
        assertThat(results.get(0).hasValidation()).isFalse();
    }

    @Test
    void stopsEarlyWhenValidationGetsNoBetter() {
        engine.wrong = new int[] {5, 3, 4, 4, 1};
        engine.sureness = new double[] {0.9, 0.9, 0.9, 0.9, 0.9};
        Trainer trainer = trainer(TrainState.START, "epochs", "10", "patience", "2");
        assertThat(trainer.train()).isEqualTo(Trainer.End.EARLY);
        assertThat(trainer.state().epochs()).isEqualTo(4);
        assertThat(trainer.state().best().epoch()).isEqualTo(2);
    }

    @Test
    void goesOnWhereItStoppedWithTheSameRates() {
        Trainer whole = trainer(TrainState.START, "epochs", "3", "schedule", "{kind: cosine}");
        whole.train();
        List<Double> undisturbed = List.copyOf(engine.rates);
        engine.rates.clear();
        int stopAt = 8;
        TrainConfig config = config("epochs", "3", "schedule", "{kind: cosine}");
        Trainer first = new Trainer(
                config,
                IMAGES,
                engine,
                List.of(),
                () -> engine.rates.size() == stopAt,
                TrainState.START,
                Optional.empty());
        assertThat(first.train()).isEqualTo(Trainer.End.STOPPED);
        assertThat(first.state().epochs()).isEqualTo(1);
        assertThat(first.state().steps()).isEqualTo(2);
        Trainer second = new Trainer(config, IMAGES, engine, List.of(), () -> false, first.state(), Optional.empty());
        assertThat(second.train()).isEqualTo(Trainer.End.FINISHED);
        assertThat(engine.rates).isEqualTo(undisturbed);
        assertThat(second.state().history())
                .usingRecursiveComparison()
                .ignoringFields("seconds", "imagesPerSecond")
                .isEqualTo(whole.state().history());
    }

    @Test
    void aLossThatIsNotFiniteOrFarWorseThanGuessingIsDivergence() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            engine.loss = loss;
            assertThatThrownBy(() -> trainer(TrainState.START).train())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("training diverged in epoch 1")
                    .hasMessageContaining("--lr")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.DIVERGED);
        }
        engine.loss = 20;
        assertThatThrownBy(() -> trainer(TrainState.START).train())
                .hasMessageContaining("training diverged in epoch 2: its mean loss is 20.00, and guessing has 2.30");
        assertThat(results).as("the first epoch was saved").hasSize(1);
        engine.loss = 1;
        engine.sureness = new double[] {Double.NaN};
        assertThatThrownBy(() -> trainer(TrainState.START).train()).hasMessageContaining("diverged");
    }

    private Trainer trainer(TrainState from, String... settings) {
        return new Trainer(config(settings), IMAGES, engine, List.of(collector), () -> false, from, Optional.empty());
    }

    private static TrainConfig config(String... settings) {
        List<Setting> all = new ArrayList<>();
        List<String> pairs = new ArrayList<>(List.of("batch", "1000", "validation", "100"));
        pairs.addAll(Arrays.asList(settings));
        for (int i = 0; i < pairs.size(); i += 2) {
            all.add(new Setting(pairs.get(i), pairs.get(i + 1), "test"));
        }
        return ConfigLoader.load("mlp", null, all);
    }
}
