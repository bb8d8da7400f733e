package org.mnist.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.mnist.base.Failure;
import org.mnist.config.Augmentation;
import org.mnist.config.TrainConfig;
import org.mnist.data.Augmenter;
import org.mnist.data.Batch;
import org.mnist.data.Batches;
import org.mnist.data.Images;
import org.mnist.data.Prefetcher;
import org.mnist.data.TrainValSplit;
import org.mnist.engine.Predictor;
import org.mnist.engine.StepResult;
import org.mnist.engine.TrainingEngine;
import org.mnist.eval.EvalResult;
import org.mnist.eval.Evaluator;

/** The training loop: epochs of steps, each epoch followed by validation. It never sees the test images. */
public final class Trainer {
    /** How training ended. */
    public enum End {
        /** All epochs are done. */
        FINISHED,
        /** Validation did not get better for as many epochs as the patience allows. */
        EARLY,
        /** A listener has seen what it waited for. */
        REACHED,
        /** The user asked it to stop. */
        STOPPED
    }

    private final TrainConfig config;
    private final Images images;
    private final TrainValSplit split;
    private final TrainingEngine engine;
    private final List<TrainListener> listeners;
    private final BooleanSupplier stop;
    private final LearningRateSchedule learningRate;
    private final int stepsPerEpoch;
    private final Optional<ExponentialMovingAverage> average;
    private TrainState state;
    private double stepSeconds;
    private double waitedSeconds;

    /**
     * A trainer.
     *
     * @param config how to train
     * @param images the training images
     * @param engine what trains
     * @param listeners are told how it goes
     * @param stop asked after every step whether to stop
     * @param from where to start; the engine's network must be as it was there
     * @param average the average of the weights, as it was there; empty if the weights themselves count
     */
    public Trainer(
            TrainConfig config,
            Images images,
            TrainingEngine engine,
            List<TrainListener> listeners,
            BooleanSupplier stop,
            TrainState from,
            Optional<ExponentialMovingAverage> average) {
        this.config = config;
        this.images = images;
        this.split = TrainValSplit.of(config, images);
        this.engine = engine;
        this.listeners = List.copyOf(listeners);
        this.stop = stop;
        this.state = from;
        this.average = average;
        this.stepsPerEpoch = stepsPerEpoch(config, split.train().length);
        this.learningRate = new LearningRateSchedule(config, stepsPerEpoch);
    }

    /** How many steps an epoch over so many images takes. */
    public static int stepsPerEpoch(TrainConfig config, int images) {
        return (images + config.batch() - 1) / config.batch();
    }

    /**
     * Trains to the end, or until asked to stop.
     *
     * @throws Failure of kind DIVERGED if the loss is no longer finite, or an epoch after the first was far worse than
     *     guessing
     */
    public End train() {
        listeners.forEach(listener -> listener.onStart(state, this::weights));
        while (state.epochs() < config.epochs()) {
            if (state.isOutOfPatience(config.patience())) {
                return End.EARLY;
            }
            if (state.epochs() > 0 && listeners.stream().anyMatch(TrainListener::stopsTraining)) {
                return End.REACHED;
            }
            if (!trainEpoch()) {
                listeners.forEach(listener -> listener.onStop(state));
                return End.STOPPED;
            }
            endEpoch();
        }
        return End.FINISHED;
    }

    private float[] weights() {
        return average.map(ExponentialMovingAverage::parameters).orElseGet(engine::parameters);
    }

    /** The score of the weights that count, averaged or not, on all images of a set; DIVERGED where it is no number. */
    public EvalResult evaluate(Images set) {
        EvalResult result = score(predictor -> Evaluator.evaluate(predictor, set));
        if (!Double.isFinite(result.loss())) {
            throw diverged("the network has diverged after epoch " + state.epochs(), "what it answers is not finite");
        }
        return result;
    }

    /** The mistakes of the same weights on the images held out, by their places among the training images, the surest first. */
    public List<EvalResult.Mistake> contradicted() {
        return score(predictor -> contradicted(predictor, images, split));
    }

    /** The mistakes of any predictor on the images held out, in the same way. */
    public static List<EvalResult.Mistake> contradicted(Predictor predictor, Images images, TrainValSplit split) {
        int[] held = split.validation();
        return held.length == 0
                ? List.of()
                : Evaluator.evaluate(predictor, images, held).mistakesAmong(held);
    }

    private <T> T score(Function<Predictor, T> evaluation) {
        if (average.isEmpty()) {
            return evaluation.apply(engine);
        }
        try (Predictor averaged = average.get().predictor(engine)) {
            return evaluation.apply(averaged);
        }
    }

    /** How many images it has trained on so far, each as often as it came. */
    public long imagesTrained() {
        return (long) state.epochs() * split.train().length + state.images();
    }

    /** The share of the steps' time, in this process, that was spent waiting for images. */
    public double waitingShare() {
        return stepSeconds == 0 ? 0 : waitedSeconds / stepSeconds;
    }

    /** Where training stands. */
    public TrainState state() {
        return state;
    }

    /** The steps of an epoch; false if it was asked to stop before the last. */
    private boolean trainEpoch() {
        int epoch = state.epochs() + 1;
        try (Prefetcher prefetcher = new Prefetcher(batches(config, images, split.train(), epoch), state.steps())) {
            while (state.steps() < stepsPerEpoch) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                long start = System.nanoTime();
                Batch batch = prefetcher.next();
                StepResult step = engine.step(batch, learningRate.at(iteration()));
                requireFinite(step.loss());
                double seconds = (System.nanoTime() - start) / 1e9;
                state = state.plusStep(step, batch.size(), seconds);
                stepSeconds += seconds;
                average.ifPresent(kept -> kept.afterStep(engine, iteration()));
                listeners.forEach(listener -> listener.onStep(state, stepsPerEpoch));
            }
            waitedSeconds += prefetcher.waited();
        }
        return true;
    }

    /**
     * The batches of an epoch, of images that are changed unless this is one of the last that see them as they are.
     *
     * @param chosen indices of the images to learn from
     * @param epoch its number, from 1
     */
    public static Batches batches(TrainConfig config, Images images, int[] chosen, int epoch) {
        Augmentation augmentation = config.augmentation();
        boolean clean = augmentation.changesNothing() || epoch > config.epochs() - augmentation.offEpochs();
        long seed = config.seed();
        return clean
                ? Batches.shuffled(images, chosen, config.batch(), seed, epoch)
                : Batches.shuffled(
                        images,
                        chosen,
                        config.batch(),
                        seed,
                        epoch,
                        new Augmenter(augmentation, seed, epoch, images.image()));
    }

    private void endEpoch() {
        double trainLoss = state.lossSum() / state.images();
        double guessing = Math.log(config.task().classCount()); // its cross-entropy
        // The first steps of all may go far astray, and come back from epoch to epoch.
        boolean falls = state.epochs() > 0 && trainLoss < state.last().trainLoss();
        if (state.epochs() > 0 && trainLoss > (falls ? 4 : 2) * guessing) {
            throw diverged(
                    String.format(Locale.ROOT, "its mean loss is %.2f, and guessing has %.2f", trainLoss, guessing));
        }
        int[] held = split.validation();
        EvalResult validation =
                held.length == 0 ? null : score(predictor -> Evaluator.evaluate(predictor, images, held));
        if (validation != null) {
            requireFinite(validation.loss());
        }
        EpochResult result = new EpochResult(
                state.epochs() + 1,
                trainLoss,
                (double) state.correct() / state.images(),
                validation == null ? Double.NaN : validation.loss(),
                validation == null ? Double.NaN : validation.accuracy(),
                learningRate.at(iteration() - 1),
                state.seconds(),
                state.images() / state.seconds());
        state = state.endOfEpoch(result);
        listeners.forEach(listener -> listener.onEpoch(result, state));
    }

    /** Steps done since the start of the run. */
    private long iteration() {
        return (long) state.epochs() * stepsPerEpoch + state.steps();
    }

    private void requireFinite(double loss) {
        if (!Double.isFinite(loss)) {
            throw diverged("its loss is no longer a finite number");
        }
    }

    private Failure diverged(String how) {
        return diverged("training diverged in epoch " + (state.epochs() + 1), how);
    }

    private Failure diverged(String what, String how) {
        return new Failure(
                Failure.Kind.DIVERGED,
                what + ": " + how + "; a learning rate below " + config.learningRate() + " (`--lr`) may help");
    }
}
