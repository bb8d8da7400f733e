package org.mnist.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.engine.Predictor;
import org.mnist.engine.RunningAverage;
import org.mnist.engine.StepResult;
import org.mnist.engine.TrainingEngine;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;

/** The loop step by step: what each sees and tells, with an engine whose only parameter counts the steps. */
class TrainerStepsTest {
    private static final Images IMAGES =
            new DatasetStore(Path.of("unused"), line -> {}).open("sample").test();
    private static final int STEPS = 9; // 1,000 less 100 held out, in batches of 100

    /** Writes down what it is given; whatever it is asked, it is sure that it is its parameter, rounded. */
    private static final class Recorder implements TrainingEngine {
        final List<Integer> batches = new ArrayList<>();
        final List<Double> rates = new ArrayList<>();
        int steps;

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public StepResult step(Batch batch, double learningRate) {
            batches.add(Arrays.hashCode(Arrays.copyOf(batch.images(), batch.size() * MnistForm.PIXELS)));
            rates.add(learningRate);
            steps++;
            return new StepResult(1.0 / steps, steps % 10);
        }

        @Override
        public float[] parameters() {
            return new float[] {steps};
        }

        @Override
        public Predictor predictor(float[] parameters) {
            return new Sure(Math.round(parameters[0]));
        }

        @Override
        public int classes() {
            return MnistForm.CLASSES;
        }

        @Override
        public void predict(Batch batch, float[] probabilities, int offset) {
            new Sure(steps).predict(batch, probabilities, offset);
        }

        @Override
        public MultiLayerNetwork network() {
            return NetworkFactory.create(Fixture.config("layers", "[{flatten: {}}, {output: {}}]"));
        }

        @Override
        public void close() {}
    }

    /** The last digit of a number, whatever the image. */
    private record Sure(int digit) implements Predictor {
        @Override
        public String name() {
            return "sure";
        }

        @Override
        public int classes() {
            return MnistForm.CLASSES;
        }

        @Override
        public void predict(Batch batch, float[] probabilities, int offset) {
            for (int i = 0; i < batch.size(); i++) {
                probabilities[offset + i * 10 + digit % 10] = 1;
            }
        }

        @Override
        public void close() {}
    }

    /** Writes down what a listener is told. */
    private static final class Told implements TrainListener {
        final List<String> all = new ArrayList<>();
        int enough = Integer.MAX_VALUE;
        int epochs;

        @Override
        public void onStep(TrainState state, int stepsPerEpoch) {
            all.add(state.epochs() + "+" + state.steps() + "/" + stepsPerEpoch);
        }

        @Override
        public void onEpoch(EpochResult result, TrainState state) {
            all.add("epoch " + result.epoch());
            epochs++;
        }

        @Override
        public boolean stopsTraining() {
            return epochs >= enough;
        }

        @Override
        public void onStop(TrainState state) {
            all.add("stopped at " + state.epochs() + "+" + state.steps());
        }
    }

    private final Recorder engine = new Recorder();
    private final Told told = new Told();

    private static TrainConfig config(String... settings) {
        return Fixture.config(
                Stream.concat(Stream.of("batch", "100", "validation", "100", "epochs", "2"), Stream.of(settings))
                        .toArray(String[]::new));
    }

    private Trainer trainer(TrainConfig config, TrainState from, BooleanSupplier stop) {
        return new Trainer(config, IMAGES, engine, List.of(told), stop, from, Optional.empty());
    }

    private List<Integer> batches(String... settings) {
        engine.batches.clear();
        trainer(config(settings), TrainState.START, () -> false).train();
        return List.copyOf(engine.batches);
    }

    @Test
    void aStopIsToldWhereItIsAndTheSameBatchesFollow() {
        List<Integer> undisturbed = batches();
        engine.batches.clear();
        told.all.clear();
        Trainer first = trainer(config(), TrainState.START, () -> engine.batches.size() == STEPS + 2);
        assertThat(first.train()).isEqualTo(Trainer.End.STOPPED);
        assertThat(told.all)
                .startsWith("0+1/9", "0+2/9")
                .contains("0+9/9", "epoch 1")
                .endsWith("1+1/9", "1+2/9", "stopped at 1+2")
                .hasSize(STEPS + 1 + 2 + 1);
        assertThat(first.imagesTrained()).isEqualTo(1100);
        Trainer second = trainer(config(), first.state(), () -> false);
        assertThat(second.train()).isEqualTo(Trainer.End.FINISHED);
        assertThat(second.imagesTrained()).isEqualTo(1800);
        assertThat(engine.batches).isEqualTo(undisturbed).doesNotHaveDuplicates();
    }

    @Test
    void aListenerMayEndTheTrainingAfterAnEpoch() {
        told.enough = 1;
        Trainer trainer = trainer(config("epochs", "3"), TrainState.START, () -> false);
        assertThat(trainer.train()).isEqualTo(Trainer.End.REACHED);
        assertThat(trainer.state().epochs()).isEqualTo(1);
        assertThat(told.all).doesNotContain("stopped at 1+0").endsWith("epoch 1");
    }

    @Test
    void anEpochSaysWhatItsStepsCameTo() {
        long start = System.nanoTime();
        Trainer trainer = trainer(config("epochs", "1", "schedule", "{kind: cosine}"), TrainState.START, () -> false);
        trainer.train();
        double wall = (System.nanoTime() - start) / 1e9;
        EpochResult epoch = trainer.state().last();
        double harmonic = 0;
        for (int step = 1; step <= STEPS; step++) {
            harmonic += 1.0 / step / STEPS;
        }
        assertThat(epoch.trainLoss()).isCloseTo(harmonic, within(1e-12));
        assertThat(epoch.trainAccuracy()).isEqualTo((1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9) / 900.0);
        assertThat(epoch.learningRate()).isEqualTo(engine.rates.get(STEPS - 1));
        assertThat(epoch.seconds()).isBetween(1e-9, wall);
        assertThat(epoch.imagesPerSecond()).isCloseTo(900 / epoch.seconds(), within(1e-6 * 900 / epoch.seconds()));
        assertThat(trainer.state().earlierSeconds()).isEqualTo(epoch.seconds());
        assertThat(trainer.waitingShare()).isBetween(1e-9, 1.0);
        assertThat(trainer(config(), TrainState.START, () -> true).waitingShare())
                .isZero();
    }

    /** After nine steps the engine takes every image for a nine. */
    @Test
    void validationIsOfTheImagesHeldOut() {
        Trainer trainer = trainer(config("epochs", "1"), TrainState.START, () -> false);
        trainer.train();
        assertThat(trainer.state().last().valAccuracy()).isEqualTo(nines(900) / 100.0);
        assertThat(trainer.evaluate(IMAGES).accuracy()).isEqualTo(nines(0) / 1000.0);
        assertThat(trainer.evaluate(IMAGES).images()).isEqualTo(1000);
    }

    private static long nines(int from) {
        return IntStream.range(from, 1000).filter(i -> IMAGES.label(i) == 9).count();
    }

    @Test
    void imagesAreChangedButForTheLastEpochs() {
        List<Integer> plain = batches("epochs", "3");
        List<Integer> changed = batches("epochs", "3", "augmentation", "{shift: 0.1, off-epochs: 1}");
        List<Integer> throughout = batches("epochs", "3", "augmentation", "{shift: 0.1}");
        assertThat(changed.subList(0, 2 * STEPS)).doesNotContainAnyElementsOf(plain);
        assertThat(changed.subList(2 * STEPS, 3 * STEPS)).isEqualTo(plain.subList(2 * STEPS, 3 * STEPS));
        assertThat(throughout.subList(0, 2 * STEPS)).isEqualTo(changed.subList(0, 2 * STEPS));
        assertThat(throughout.subList(2 * STEPS, 3 * STEPS)).doesNotContainAnyElementsOf(plain);
    }

    /** Ten steps of the warm-up's share, from 0: an average is taken in after every tenth step and validated. */
    @Test
    void anAverageIsWhatCounts() {
        TrainConfig config = config("ema", "0.9");
        Optional<ExponentialMovingAverage> average =
                ExponentialMovingAverage.of(config, RunningAverage.PLAIN_FIRST, engine::parameters);
        new Trainer(config, IMAGES, engine, List.of(told), () -> false, TrainState.START, average).train();
        ExponentialMovingAverage expected = new ExponentialMovingAverage(0.9, RunningAverage.PLAIN_FIRST, new float[1]);
        Recorder again = new Recorder();
        for (int step = 1; step <= 2 * STEPS; step++) {
            again.steps = step;
            expected.afterStep(again, step);
        }
        float[] parameters = average.orElseThrow().parameters();
        assertThat(parameters).isEqualTo(expected.parameters());
        assertThat(parameters[0]).isBetween(0.5f, 17.5f);
        assertThat(ExponentialMovingAverage.of(config(), RunningAverage.PLAIN_FIRST, () -> {
                    throw new AssertionError("asked for parameters");
                }))
                .isEmpty();
    }

    @Test
    void epochsStandInTheirOrderAndOfEqualsTheFirstIsTheBest() {
        EpochResult first = new EpochResult(1, 1, 0.5, 0.4, 0.9, 0.1, 2, 50);
        EpochResult second = new EpochResult(2, 1, 0.5, 0.4, 0.9, 0.1, 3, 50);
        assertThat(new TrainState(List.of(first, second), 0, 0, 0, 0, 0).best()).isEqualTo(first);
        assertThat(new TrainState(List.of(first, second), 0, 0, 0, 0, 0).earlierSeconds())
                .isEqualTo(5);
        assertThatThrownBy(() -> new TrainState(List.of(second), 0, 0, 0, 0, 0))
                .hasMessage("epoch 2 stands in place 1");
        assertThatThrownBy(TrainState.START::last).hasMessage("no epoch has ended yet");
        TrainState step = TrainState.START.plusStep(new StepResult(0.5, 3), 10, 0.25);
        assertThat(step.plusStep(new StepResult(0.25, 4), 20, 0.5))
                .isEqualTo(new TrainState(List.of(), 2, 10, 7, 30, 0.75));
    }
}
