package org.mnist.network.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.testing.Fixture;
import org.mnist.testing.HeapUse;
import org.mnist.testing.Models;

/** Nothing is read but what is written so: what is damaged, foreign or made to harm is refused in a line, and soon. */
class RefusedModelsTest {
    private static final TrainConfig CONFIG = Models.smallConfig();
    private static final MultiLayerNetwork NETWORK = Models.trained(CONFIG);
    private static final byte[] SOUND = Models.bytes(NETWORK);

    @TempDir
    Path folder;

    @Test
    void theWeightsOfAnotherNetworkAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("model.zip"), SOUND);
        NetworkSpec other = NetworkSpec.of(Fixture.config("layers", "[{flatten: {}}, {output: {}}]"));
        assertThatThrownBy(() -> ModelFiles.load(file, other, false))
                .hasMessageContaining("is not that of the network in the run's config.yaml");
        NetworkSpec otherSeed = NetworkSpec.of(CONFIG.withSeed(9));
        assertThatThrownBy(() -> ModelFiles.load(file, otherSeed, false)).isInstanceOf(Failure.class);
        byte[] otherWeights = Models.entries(
                        Models.bytes(Models.trained(Fixture.config("layers", "[{flatten: {}}, {output: {}}]"))))
                .get(Models.WEIGHTS);
        refuses(Models.with(SOUND, Models.WEIGHTS, otherWeights), "coefficients.bin is 31513 bytes long;");
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException {
        refuses(new byte[0], "it is no zip file");
        refuses("hello, this is no model".getBytes(StandardCharsets.UTF_8), "it is not a zip file");
        assertThat(kind(folder)).isEqualTo(Failure.Kind.BAD_INPUT);
        assertThat(kind(folder.resolve("absent"))).isEqualTo(Failure.Kind.NOT_FOUND);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsRefusedWithoutWaiting() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(kind(pipe)).isEqualTo(Failure.Kind.BAD_INPUT);
    }

    @Test
    void theStructureMustBeExact() {
        refuses(Arrays.copyOf(SOUND, SOUND.length + 1), "it is not a zip file, or it is cut off, or something follows");
        refuses(Arrays.copyOf(SOUND, SOUND.length - 1), "it is not a zip file");
        int directory = ByteBuffer.wrap(SOUND).order(ByteOrder.LITTLE_ENDIAN).getInt(SOUND.length - 6);
        byte[] noDirectory = Arrays.copyOf(SOUND, directory + 22);
        System.arraycopy(SOUND, SOUND.length - 22, noDirectory, directory, 22);
        refuses(noDirectory, "its directory is not where it should be");
        byte[] hidden = new byte[SOUND.length + 10]; // ten bytes between the last entry and the directory
        System.arraycopy(SOUND, 0, hidden, 0, directory);
        System.arraycopy(SOUND, directory, hidden, directory + 10, SOUND.length - directory);
        ByteBuffer.wrap(hidden).order(ByteOrder.LITTLE_ENDIAN).putInt(hidden.length - 6, directory + 10);
        refuses(hidden, "something stands between its entries and its directory");
        refuses(changed(SOUND.length - 2, 1), "it has a comment");
        refuses(changed(directory + 4, 63), "an entry is of another version");
        byte[] more = Models.with(SOUND, "../evil", new byte[3]);
        refuses(more, "it holds [../evil, coefficients.bin, configuration.json, updaterState.bin]; a model holds");
        refuses(Models.with(more, "more", new byte[3]), "it has 5 entries");
        Map<String, byte[]> evil = Models.entries(SOUND);
        evil.remove(Models.UPDATER);
        evil.put("../evil", new byte[3]);
        refuses(Models.zip(evil), "it holds [../evil, coefficients.bin, configuration.json]; a model holds");
        Map<String, byte[]> half = Models.entries(SOUND);
        half.remove(Models.UPDATER);
        refuses(Models.zip(half), "it has no updaterState.bin to go on training from");
        half.remove(Models.WEIGHTS);
        refuses(Models.zip(half), "it holds [configuration.json]; a model holds");
        // The same name twice, which ZipOutputStream refuses to write: rename one in both places.
        byte[] twice = Models.with(Models.zip(half), "configuration.jsom", new byte[9]);
        String text = new String(twice, StandardCharsets.ISO_8859_1).replace(".jsom", ".json");
        refuses(text.getBytes(StandardCharsets.ISO_8859_1), "it has configuration.json twice");
    }

    /** Its class notes when it is made again. */
    private static final class Canary implements Serializable {
        private static final long serialVersionUID = 1L;
        private static boolean sang;

        private void readObject(ObjectInputStream in) {
            sang = true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"preprocessor.bin", "normalizer.bin", "configuration.json", "coefficients.bin"})
    void anObjectIsNeverRead(String entry) throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(object)) {
            out.writeObject(new Canary());
        }
        Map<String, byte[]> entries = Models.entries(SOUND);
        if (!entries.containsKey(entry)) {
            entries.remove(Models.UPDATER);
        }
        entries.put(entry, object.toByteArray());
        refuses(Models.zip(entries), "");
        assertThat(Canary.sang).isFalse();
    }

    @Test
    void bombsAreRefusedUnopened() {
        byte[] zeros = new byte[200 << 20];
        long before = HeapUse.ofThisThread();
        byte[] weights = Models.with(SOUND, Models.WEIGHTS, zeros);
        byte[] configuration = Models.with(SOUND, Models.CONFIGURATION, zeros);
        assertThat(weights.length).isLessThan(1 << 20);
        long making = HeapUse.ofThisThread() - before;
        refuses(weights, "coefficients.bin is 209715200 bytes long;");
        refuses(configuration, "configuration.json is longer than any");
        assertThat(HeapUse.ofThisThread() - before - making).isLessThan(64L << 20);
    }

    /** A directory that says less than there is, and one that says more. */
    @Test
    void sizesThatLieAreFoundOut() {
        byte[] weights = Models.entries(SOUND).get(Models.WEIGHTS);
        for (int difference : new int[] {-4, -1, 1, 4, 1 << 20}) {
            byte[] lying = Models.with(SOUND, Models.WEIGHTS, Arrays.copyOf(weights, weights.length + difference));
            replaceAll(lying, weights.length + difference, weights.length);
            refuses(lying, "coefficients.bin is ");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 1 << 27, 1L << 40, Long.MAX_VALUE})
    void lengthsInHeadersAreNotBelieved(long length) {
        for (String entry : List.of(Models.WEIGHTS, Models.UPDATER)) {
            byte[] content = Models.entries(SOUND).get(entry);
            for (int at : new int[] {18, 32, 40, 98}) { // of the shape, in the shape (rank and length), of the numbers
                byte[] lying = content.clone();
                ByteBuffer.wrap(lying).putLong(at, length == 1 && at == 32 ? 2 : length);
                refuses(Models.with(SOUND, entry, lying), entry + " does not hold a vector of");
            }
        }
    }

    @Test
    void numbersMustBeFinite() {
        for (String entry : List.of(Models.WEIGHTS, Models.UPDATER)) {
            for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                byte[] content = Models.entries(SOUND).get(entry);
                ByteBuffer.wrap(content).putFloat(content.length - 40, number);
                refuses(Models.with(SOUND, entry, content), entry + " holds a number that is not finite");
            }
        }
    }

    /** The network would answer NaN to every image. */
    @Test
    void aNegativeVarianceIsRefused() {
        MultiLayerNetwork network = NETWORK.clone();
        network.getParam("1_var").putScalar(1, -0.5);
        refuses(Models.bytes(network), "a variance of its batch norm, 1_var, is negative");
    }

    @Test
    void theConfigurationMustBeOneOfOurs() {
        String json = new String(Models.entries(SOUND).get(Models.CONFIGURATION), StandardCharsets.UTF_8);
        String foreign = "its configuration.json is not one that this program writes";
        for (String other : List.of(
                "",
                "{}",
                "[".repeat(100_000),
                "{\"confs\":".repeat(100_000),
                json + " ",
                json.replace("org.nd4j.linalg.activations.impl.ActivationELU", "javax.swing.JEditorPane"),
                json.replace("org.deeplearning4j.nn.conf.layers.DenseLayer", "com.example.DenseLayer"),
                json.replace("\"stepFunction\" : null", "\"stepFunction\" : {\"@class\" : \"com.example.Gadget\"}"),
                json.replace("\"dataType\" : \"FLOAT\"", "\"dataType\" : \"DOUBLE\""),
                json.replace("\"nout\" : 12", "\"nout\" : 1000000000"),
                json.replace("\"nout\" : 12", "\"nout\" : 1e400"),
                json.replace("\"nout\" : 12", "\"nout\" : -1"),
                json.replace("\"kernelSize\" : [ 5, 5 ]", "\"kernelSize\" : [ 5, 6 ]"),
                json.replace("\"kernelSize\" : [ 5, 5 ]", "\"kernelSize\" : [ ]"),
                json.replace("\"eps\" : 0.001", "\"eps\" : 0"),
                json.replace("\"iterationCount\" : 3", "\"iterationCount\" : -3"),
                json.replace("\"iterationCount\" : 3", "\"iterationCount\" : 3, \"iterationCount\" : 4"),
                json.replaceFirst("\"learningRate\" : [^,\\s]+", "\"learningRate\" : \"x\""))) {
            assertThat(other).isNotEqualTo(json);
            refuses(Models.with(SOUND, Models.CONFIGURATION, other.getBytes(StandardCharsets.UTF_8)), foreign);
        }
    }

    private static byte[] changed(int at, int value) {
        byte[] changed = SOUND.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private void refuses(byte[] model, String why) {
        try {
            Path file = Files.write(folder.resolve("refused.zip"), model);
            long start = System.nanoTime();
            assertThatThrownBy(
                            () -> ModelFiles.open(file, Optional.empty(), true).network())
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith(file + " is no sound model: " + why)
                    .message()
                    .hasLineCount(1);
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                    .isLessThan(2);
            assertThat(kind(file)).isEqualTo(Failure.Kind.BAD_INPUT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Failure.Kind kind(Path file) {
        try {
            ModelFiles.open(file, Optional.empty(), true).network();
        } catch (Failure e) {
            return e.kind();
        }
        throw new AssertionError(String.format(Locale.ROOT, "%s was read", file));
    }

    /** Replaces a little-endian number wherever it stands. */
    private static void replaceAll(byte[] bytes, int from, int to) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i <= bytes.length - Integer.BYTES; i++) {
            if (buffer.getInt(i) == from) {
                buffer.putInt(i, to);
            }
        }
    }
}
