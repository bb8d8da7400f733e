package org.mnist.network.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.util.ModelSerializer;
import org.mnist.base.Failure;
import org.mnist.network.Architecture;
import org.mnist.network.Task;
import org.mnist.network.dl4j.Backends;
import org.mnist.network.dl4j.NetworkMemory;
import org.mnist.network.dl4j.NetworkSpec;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's model files. They are written by DL4J and can be read by it; but here they are read by nobody but this package,
 * which trusts nothing in them. No object is ever deserialised, and nothing is allocated for which the network that the
 * file describes gives no reason.
 */
public final class ModelFiles {
    private static final String CONFIGURATION = "configuration.json";
    private static final String WEIGHTS = "coefficients.bin";
    private static final String UPDATER = "updaterState.bin";
    private static final Set<String> NAMES = new TreeSet<>(List.of(CONFIGURATION, WEIGHTS, UPDATER, TaskEntry.NAME));

    private ModelFiles() {}

    /**
     * Writes a network.
     *
     * @param task what it is to tell
     * @param withUpdater whether with the state that its training can go on from
     */
    public static void write(MultiLayerNetwork network, Task task, boolean withUpdater, OutputStream out)
            throws IOException {
        if (task.equals(Task.MNIST)) {
            ModelSerializer.writeModel(network, out, withUpdater);
            return;
        }
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, model, withUpdater);
        TaskEntry.append(model, task, out);
    }

    /**
     * The content of a model file.
     *
     * @param network the network, with its weights
     * @param architecture the layers that the network is built of
     * @param task what it is to tell
     */
    public record Model(MultiLayerNetwork network, Architecture architecture, Task task) implements AutoCloseable {
        /** Gives back the memory of the network, which is unusable then. */
        @Override
        public void close() {
            NetworkMemory.release(network);
        }
    }

    /** The network of {@link #open}, where it is known which it should be. */
    public static MultiLayerNetwork load(Path file, NetworkSpec expected, boolean withUpdater) {
        return open(file, Optional.of(expected), withUpdater).network();
    }

    /** The parameters of the network of {@link #load}, in DL4J's order. */
    public static float[] parameters(Path file, NetworkSpec expected) {
        MultiLayerNetwork network = load(file, expected, false);
        try {
            return network.params().dup().data().asFloat();
        } finally {
            NetworkMemory.release(network);
        }
    }

    /**
     * Reads a model.
     *
     * @param expected the network that it should be, weights aside; empty if any will do
     * @param withUpdater whether training is to go on
     * @throws Failure if there is no such file (NOT_FOUND), it is not a sound model of ours (BAD_INPUT), or it cannot be
     *     read (IO)
     */
    public static Model open(Path file, Optional<NetworkSpec> expected, boolean withUpdater) {
        requireFile(file);
        Backends.startUnlessStarted();
        try (StrictZip zip = StrictZip.open(file, NAMES.size())) {
            return read(zip, expected, withUpdater);
        } catch (InvalidModelException e) {
            throw bad(file, e);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The task of a model, without its weights.
     *
     * @throws Failure as {@link #open} does
     */
    public static Task task(Path file) {
        requireFile(file);
        try (StrictZip zip = StrictZip.open(file, NAMES.size())) {
            return task(zip, configuration(zip, Optional.empty()).spec().architecture());
        } catch (InvalidModelException e) {
            throw bad(file, e);
        } catch (IOException e) {
            throw new Failure(Failure.Kind.IO, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses what cannot be a model file, without opening it.
     *
     * @throws Failure if there is none (NOT_FOUND), or it is no plain file (BAD_INPUT)
     */
    public static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND, "there is no model " + file + "; name a run folder or a model file");
        }
        if (!Files.isRegularFile(file)) {
            throw bad(file, new InvalidModelException("it is not a file")); // opening a pipe would wait for ever
        }
    }

    private static Model read(StrictZip zip, Optional<NetworkSpec> expected, boolean withUpdater)
            throws IOException, InvalidModelException {
        Map<String, StrictZip.Entry> entries = zip.entries();
        if (!entries.containsKey(CONFIGURATION)
                || !entries.containsKey(WEIGHTS)
                || !NAMES.containsAll(entries.keySet())) {
            throw new InvalidModelException("it holds " + new TreeSet<>(entries.keySet()) + "; a model holds " + NAMES);
        }
        SavedConfiguration saved = configuration(zip, expected);
        Architecture architecture = saved.spec().architecture();
        Task task = task(zip, architecture);
        int count = Math.toIntExact(architecture.parameters());
        float[] weights = floats(zip, entries.get(WEIGHTS), count);
        MultiLayerNetwork network = saved.network();
        network.init(Nd4j.createFromArray(weights), false);
        checkVariances(network);
        INDArray state = network.getUpdater().getStateViewArray();
        int moments = state == null ? 0 : Math.toIntExact(state.length());
        StrictZip.Entry updater = entries.get(UPDATER);
        if (updater == null && moments > 0 && withUpdater) {
            throw new InvalidModelException("it has no " + UPDATER + " to go on training from");
        }
        if (updater != null && moments == 0) {
            throw new InvalidModelException("it has " + UPDATER + " and needs none");
        }
        if (updater != null) {
            float[] numbers = floats(zip, updater, moments); // checked also where nobody needs it
            if (withUpdater) {
                try (INDArray source = Nd4j.createFromArray(numbers)) {
                    state.assign(source.reshape(state.shape()));
                }
            }
        }
        return new Model(network, architecture, task);
    }

    /**
     * Refuses a network that DL4J cannot build, or whose model file could not be read again. ND4J has been started.
     *
     * @throws Failure of kind USAGE
     */
    public static void requireSavable(NetworkSpec spec) {
        try {
            SavedConfiguration.requireReadable(spec);
        } catch (InvalidModelException e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "layers: a model file of this network could not be read again, for " + e.getMessage()
                            + "; take fewer layers",
                    e);
        }
    }

    private static SavedConfiguration configuration(StrictZip zip, Optional<NetworkSpec> expected)
            throws IOException, InvalidModelException {
        StrictZip.Entry entry = zip.entries().get(CONFIGURATION);
        if (entry == null) {
            throw new InvalidModelException("it has no " + CONFIGURATION);
        }
        SavedConfiguration.requireLength(entry.size());
        return SavedConfiguration.read(zip.read(entry), expected);
    }

    private static Task task(StrictZip zip, Architecture architecture) throws IOException, InvalidModelException {
        StrictZip.Entry entry = zip.entries().get(TaskEntry.NAME);
        if (entry == null) {
            return TaskEntry.missing(architecture);
        }
        if (entry.size() > TaskEntry.MAX_BYTES) {
            throw new InvalidModelException(TaskEntry.NAME + " is longer than any");
        }
        return TaskEntry.read(zip.read(entry), architecture);
    }

    /** Batch norm takes the root of them. */
    private static void checkVariances(MultiLayerNetwork network) throws InvalidModelException {
        for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
            boolean variance = parameter.getKey().endsWith("_" + BatchNormalizationParamInitializer.GLOBAL_VAR);
            if (variance && parameter.getValue().minNumber().doubleValue() < 0) {
                throw new InvalidModelException(
                        "a variance of its batch norm, " + parameter.getKey() + ", is negative");
            }
        }
    }

    private static float[] floats(StrictZip zip, StrictZip.Entry entry, int count)
            throws IOException, InvalidModelException {
        if (entry.size() != Nd4jVector.bytes(count)) {
            throw new InvalidModelException(entry.name() + " is " + entry.size() + " bytes long; " + count
                    + " numbers take " + Nd4jVector.bytes(count));
        }
        return Nd4jVector.read(zip.read(entry), count, entry.name());
    }

    private static Failure bad(Path file, InvalidModelException e) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                file + " is no sound model: " + e.getMessage()
                        + "; name a run folder or a model file that `mnist train` wrote",
                e);
    }
}
