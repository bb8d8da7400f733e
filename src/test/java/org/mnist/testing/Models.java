package org.mnist.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.config.TrainConfig;
import org.mnist.engine.dl4j.Dl4jEngine;
import org.mnist.engine.dl4j.Dl4jPredictor;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.file.ModelFiles;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Model files for tests, sound and otherwise. */
public final class Models {
    public static final String CONFIGURATION = "configuration.json";
    public static final String WEIGHTS = "coefficients.bin";
    public static final String UPDATER = "updaterState.bin";

    private Models() {}

    /** A small network of each kind of layer that has parameters. */
    public static TrainConfig smallConfig() {
        return Fixture.config(
                "layers",
                "[{conv: {filters: 2, kernel: 5, stride: 2}}, {batchnorm: {}}, {maxpool: {size: 3}}, {flatten: {}}, "
                        + "{dropout: {rate: 0.3}}, {dense: {units: 12, activation: elu}}, {output: {}}]");
    }

    /** A network after three steps, so that its updater has something to remember. */
    public static MultiLayerNetwork trained(TrainConfig config) {
        Dl4jEngine engine = new Dl4jEngine(NetworkFactory.create(config), config);
        for (int i = 0; i < 3; i++) {
            engine.step(Fixture.batch(i), 0.01 / (i + 1));
        }
        return engine.network();
    }

    public static byte[] bytes(MultiLayerNetwork network) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ModelFiles.write(network, Task.MNIST, true, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The entries of a zip file. */
    public static Map<String, byte[]> entries(byte[] zip) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** A zip file with these entries, laid out as DL4J's. */
    public static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The model with one entry replaced or added. */
    public static byte[] with(byte[] model, String name, byte[] content) {
        Map<String, byte[]> entries = entries(model);
        entries.put(name, content);
        return zip(entries);
    }

    /** A network's output for 20 images of the sample. */
    public static INDArray answer(MultiLayerNetwork network) {
        float[] probabilities = new float[20 * 10];
        new Dl4jPredictor(network).predict(Fixture.batch(3, 20), probabilities, 0);
        return org.nd4j.linalg.factory.Nd4j.createFromArray(probabilities);
    }
}
