package org.mnist.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Check;
import org.mnist.network.Architecture;
import org.mnist.network.Initializer;
import org.mnist.network.LayerSpec;
import org.mnist.network.Task;

/**
 * Configuration of how a network is built and trained. Immutable, and valid by construction. What each key means, its
 * unit, its range and its default stand in {@code defaults.yaml}.
 *
 * @param name short name, part of the run folder's
 * @param about one line for people
 * @param published what the source of a preset reports, or null
 * @param data {@code mnist}, {@code fashion-mnist}, {@code sample} or a folder
 * @param imageSize what pictures of people's own are scaled to
 * @param skipBad whether images that cannot be read are left out
 * @param trainImages how much of the training images is used, a part drawn by the seed, of each class its share
 * @param task what the network is to tell, as the data says; MNIST's if not given
 * @param layers the architecture
 * @param init the run or model whose weights training starts from; empty if it starts anew
 * @param freeze how many layers with weights, the first ones, stay as they are
 * @param initializer how weights are drawn at the start
 * @param learningRate the highest learning rate; the schedule is relative to it
 * @param optimizer how a gradient becomes a step
 * @param schedule how the learning rate moves
 * @param augmentation how training images are changed
 * @param batch images a step
 * @param epochs passes over the training images
 * @param validation how much of the training set is held out
 * @param split which images are held out
 * @param patience epochs without a better validation accuracy after which training stops; 0: it never does
 * @param l2 coefficient of the L2 penalty ½·l2·‖w‖² on weights, not on biases and batch norm
 * @param labelSmoothing share of a label spread evenly over all classes
 * @param ema decay, a step, of the exponential moving average of the weights, which is validated and tested; 0: there is none
 * @param seed the one seed of everything random
 * @param engine which engine trains
 * @param backend CPU or CUDA
 * @param precision number format of convolutions and dense layers
 * @param threads CPU threads; 0: as many as there are processors
 */
public record TrainConfig(
        String name,
        String about,
        @Nullable Published published,
        String data,
        ImageSize imageSize,
        boolean skipBad,
        TrainImages trainImages,
        Task task,
        List<LayerSpec> layers,
        String init,
        int freeze,
        Initializer initializer,
        double learningRate,
        Optimizer optimizer,
        Schedule schedule,
        Augmentation augmentation,
        int batch,
        int epochs,
        ValidationSplit validation,
        SplitMethod split,
        int patience,
        double l2,
        double labelSmoothing,
        double ema,
        long seed,
        EngineKind engine,
        Backend backend,
        Precision precision,
        int threads) {
    /** The most passes over the training images. */
    public static final int MAX_EPOCHS = 10_000;

    private static final int MAX_ABOUT = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    /** Ways to choose the images that are held out. */
    public enum SplitMethod {
        /** The last ones of the file, as Keras does. */
        LAST,
        /** Some drawn by the seed. */
        RANDOM,
        /** Some drawn by the seed, of each class its share. */
        STRATIFIED
    }

    /** Engines that can train the network. */
    public enum EngineKind {
        /** The fastest that has every layer. */
        AUTO,
        /** oneDNN primitives. */
        ONEDNN,
        /** DL4J's own fit. */
        DL4J
    }

    /** Places where ND4J computes. */
    public enum Backend {
        /** The processor. */
        CPU,
        /** An NVIDIA GPU. */
        CUDA
    }

    /** Number formats. */
    public enum Precision {
        /** 32-bit floating point. */
        F32,
        /** bfloat16 with 32-bit master weights. */
        BF16,
        /** The numbers of bfloat16, computed with 32 bits where the processor has no bfloat16: slow, for trials. */
        BF16_EMULATED
    }

    /** Checks ranges and contradictions. */
    public TrainConfig {
        task = task == null ? Task.MNIST : task;
        layers = layers == null ? List.of() : List.copyOf(Architecture.fitted(layers, task.image(), task.classCount()));
        Check.that(
                name != null && NAME.matcher(name).matches(),
                "name is " + name
                        + "; valid are up to 40 of a-z, 0-9, dot, dash and underscore, not starting with a sign");
        Check.that(
                about.length() <= MAX_ABOUT,
                "about is " + about.length() + " characters long; up to " + MAX_ABOUT + " are supported");
        Check.that(
                data != null && !data.isBlank(),
                "data is empty; valid are a name (`mnist data list`), and a folder or file of your own");
        Check.positive("learning-rate", learningRate, 1e9);
        Check.range("batch", batch, 1, 16384);
        Check.range("epochs", epochs, 1, MAX_EPOCHS);
        Check.range("patience", patience, 0, 10_000);
        Check.range("l2", l2, 0, 1);
        Check.below("label-smoothing", labelSmoothing, 0, 1);
        Check.below("ema", ema, 0, 1);
        Check.range("threads", threads, 0, 1024);
        Check.that(
                patience == 0 || !validation.equals(ValidationSplit.parse(0)),
                "patience is " + patience + ", but validation is 0; early stopping needs images to validate on");
        Check.that(
                schedule.warmupEpochs() <= epochs,
                "schedule.warmup-epochs is " + schedule.warmupEpochs() + ", longer than the " + epochs + " epochs");
        Check.that(
                augmentation.offEpochs() <= epochs,
                "augmentation.off-epochs is " + augmentation.offEpochs() + ", more than the " + epochs + " epochs");
        Check.that(
                l2 == 0 || optimizer.weightDecay() == 0,
                "l2 is " + l2 + ", but optimizer.weight-decay is " + optimizer.weightDecay()
                        + "; set one of them to 0");
        Check.that(
                freeze == 0 || !init.isEmpty(),
                "freeze is " + freeze
                        + ", but there is no init; layers that were drawn at random would stay so, so name"
                        + " a trained model by --init");
        int learning = new Architecture(layers, task.image(), task.classCount()).withWeights();
        Check.that(
                freeze >= 0 && freeze < Math.max(1, learning),
                "freeze is " + freeze + ", but the network has " + learning
                        + " layers with weights, of which the last at least must learn; valid are 0 to "
                        + (learning - 1));
    }

    /** The layers with their shapes. */
    public Architecture architecture() {
        return new Architecture(layers, task.image(), task.classCount()).freeze(freeze);
    }

    /** The figures that the source of a preset reports; empty if there are none or it is no preset. */
    public Optional<Published> reported() {
        return Optional.ofNullable(published);
    }

    /** Where and with what the network is computed. */
    public ComputeSettings compute() {
        return new ComputeSettings(engine, backend, precision, threads);
    }

    /** Copy with another seed. */
    public TrainConfig withSeed(long other) {
        return ConfigMapper.with(this, "seed", LongNode.valueOf(other));
    }

    /** Copy with other names of the classes, or another task that its layers fit. */
    public TrainConfig withTask(Task other) {
        return ConfigMapper.with(this, "task", ConfigMapper.node(other));
    }

    /** Copy that tells of itself what another one does. */
    public TrainConfig withTextsOf(TrainConfig other) {
        TrainConfig copy = ConfigMapper.with(this, "about", TextNode.valueOf(other.about));
        return ConfigMapper.with(
                copy,
                "published",
                other.reported().<JsonNode>map(ConfigMapper::node).orElse(NullNode.getInstance()));
    }

    /** Copy with another place of the data. */
    public TrainConfig withData(String other) {
        return ConfigMapper.with(this, "data", TextNode.valueOf(other));
    }

    /**
     * Copy with another number of epochs.
     *
     * @throws IllegalArgumentException if they are out of range, or fewer than something else takes
     */
    public TrainConfig withEpochs(int other) {
        return ConfigMapper.with(this, "epochs", IntNode.valueOf(other));
    }
}
