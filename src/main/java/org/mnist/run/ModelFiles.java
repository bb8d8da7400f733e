package org.mnist.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.mnist.failure.Failure;

/** DL4J's model files. */
public final class ModelFiles {
    private static final Set<String> REQUIRED = Set.of("configuration.json", "coefficients.bin");
    private static final Set<String> ALLOWED = Set.of("configuration.json", "coefficients.bin", "updaterState.bin");

    private ModelFiles() {}

    /** Writes a network with its updater state. */
    static void write(MultiLayerNetwork network, Path file) throws IOException {
        SafeFiles.writeForced(file, out -> ModelSerializer.writeModel(network, out, true));
    }

    /**
     * Reads a network.
     *
     * @param withUpdater whether training is to go on
     * @throws Failure if there is no such file (NOT_FOUND), or it is not a sound model of ours (BAD_INPUT)
     */
    public static MultiLayerNetwork load(Path file, boolean withUpdater) {
        if (!Files.exists(file)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND, "there is no model " + file + "; name a run folder or a model file");
        }
        if (!Files.isRegularFile(file)) {
            throw bad(file, "it is not a file", null);
        }
        requireKnownEntries(file);
        MultiLayerNetwork network;
        try {
            network = MultiLayerNetwork.load(file.toFile(), withUpdater);
        } catch (IOException | RuntimeException e) {
            throw bad(file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
        if (!Double.isFinite(network.params().sumNumber().doubleValue())) {
            throw bad(file, "it holds weights that are not finite", null);
        }
        return network;
    }

    /** DL4J would read objects and preprocessors from further entries, so there must be none. */
    private static void requireKnownEntries(Path file) {
        Set<String> names = new TreeSet<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            for (ZipEntry entry : Collections.list(entries)) {
                names.add(entry.getName());
            }
        } catch (IOException e) {
            throw bad(file, "it is not a zip file: " + e.getMessage(), e);
        }
        if (!names.containsAll(REQUIRED) || !ALLOWED.containsAll(names)) {
            throw bad(file, "it holds " + names + "; a model holds " + new TreeSet<>(ALLOWED), null);
        }
    }

    private static Failure bad(Path file, String problem, Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT,
                file + " is no sound model: " + problem + "; name a run folder or a model.zip that DL4J wrote",
                cause);
    }
}
