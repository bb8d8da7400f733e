package org.mnist.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.config.ConfigLoader;
import org.mnist.config.Presets;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batch;
import org.mnist.data.Batches;
import org.mnist.data.Synthetic;
import org.mnist.network.LayerSpec;
import org.mnist.network.Task;
import org.mnist.network.dl4j.TrainedNetwork;
import org.mnist.testing.DrawnNetwork;
import org.mnist.testing.Fixture;
import org.mnist.testing.MnistForm;
import org.mnist.testing.RandomArchitecture;
import org.mnist.testing.Slow;

/** ONNX Runtime gives the probabilities that we give. */
class OnnxFileTest {
    private static final int RANDOM_ARCHITECTURES = 60;
    private static final int FEW_ARCHITECTURES = 15;

    static List<String> otherPresets() {
        List<String> names = new ArrayList<>(Presets.NAMES);
        names.removeAll(List.of("lenet5", "tiny"));
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "tiny"})
    void aPresetGivesTheSameProbabilities(String preset) throws Exception {
        TrainConfig config = ConfigLoader.load(preset, null, List.of());
        assertThat(difference(config, 200)).isLessThan(1e-5);
    }

    @Slow
    @ParameterizedTest
    @MethodSource("otherPresets")
    void everyOtherPresetGivesTheSameProbabilities(String preset) throws Exception {
        TrainConfig config = ConfigLoader.load(preset, null, List.of());
        assertThat(difference(config, 1000)).isLessThan(1e-5);
    }

    @Test
    void soDoAFewArchitecturesDrawnByChance() throws Exception {
        requireSameOfDrawn(0, FEW_ARCHITECTURES);
    }

    @Slow
    @Test
    void soDoMoreArchitecturesDrawnByChance() throws Exception {
        requireSameOfDrawn(FEW_ARCHITECTURES, RANDOM_ARCHITECTURES);
    }

    private static void requireSameOfDrawn(int first, int end) throws IOException, OrtException {
        for (int seed = first; seed < end; seed++) {
            String layers = RandomArchitecture.draw(seed);
            assertThat(difference(Fixture.config("layers", layers), 100))
                    .as(layers)
                    .isLessThan(1e-5);
        }
    }

    @Test
    void theModelTellsWhereItComesFrom() throws Exception {
        TrainConfig config = ConfigLoader.load("lenet5", null, List.of());
        byte[] model = export(DrawnNetwork.of(config));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model)) {
            assertThat(session.getMetadata().getProducerName()).isEqualTo("mnist");
            assertThat(session.getMetadata().getCustomMetadata())
                    .isEqualTo(Map.of(
                            "sha256", "abc",
                            "arch", "lenet5",
                            "classes", "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]",
                            "image_shape", "[1,28,28]"));
            assertThat(session.getInputInfo()).containsOnlyKeys("image");
            assertThat(session.getOutputInfo()).containsOnlyKeys("probabilities");
        }
    }

    /** Colours and any number of classes: the shapes are the network's, and a dense first layer takes them channel by channel. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{conv: {filters: 6, kernel: 5, activation: relu}}, {batchnorm: {}}, {maxpool: {size: 2}}, {flatten: {}},"
                        + " {dense: {units: 20, activation: relu}}, {output: {}}]",
                "[{flatten: {}}, {dense: {units: 20, activation: relu}}, {output: {}}]",
                "[{conv: {filters: 26, kernel: 3}}, {globalavgpool: {}}, {output: {dense: false}}]"
            })
    void coloursAndTwentySixClassesGiveTheSameProbabilities(String layers) throws Exception {
        Task task = new Task(3, 32, 32, Task.numbers(1, 26));
        TrainConfig config = Fixture.config("task", Fixture.text(task), "layers", layers);
        TrainedNetwork network = DrawnNetwork.of(config);
        Batch batch = Batches.inOrder(Synthetic.images(task, 60, 4), 60).get(0);
        byte[] model = export(network);
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model)) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertThat(new ObjectMapper().readValue(metadata.get("classes"), String[].class))
                    .containsExactly(task.classes().toArray(String[]::new));
            assertThat(metadata).containsEntry("image_shape", "[3,32,32]");
            assertThat(((TensorInfo) session.getInputInfo().get("image").getInfo()).getShape())
                    .containsExactly(-1, 3, 32, 32);
            assertThat(((TensorInfo)
                                    session.getOutputInfo().get("probabilities").getInfo())
                            .getShape())
                    .containsExactly(-1, 26);
        }
        float[] theirs = run(model, batch, 26, false);
        float[] ours = DrawnNetwork.probabilities(network, batch);
        for (int i = 0; i < ours.length; i++) {
            assertThat(theirs[i]).isCloseTo(ours[i], within(1e-5f));
        }
        assertThat(theirs[0]).as("not one answer for all").isNotEqualTo(theirs[26]);
    }

    /** The largest difference of a probability. */
    private static double difference(TrainConfig config, int images) throws IOException, OrtException {
        TrainedNetwork network = DrawnNetwork.of(config);
        Batch batch = Fixture.batch(0, images);
        float[] theirs = run(export(network), batch, MnistForm.CLASSES, fusesTooMuch(config.layers()));
        float[] ours = DrawnNetwork.probabilities(network, batch);
        double largest = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
        }
        System.out.println(config.name() + ": largest difference " + largest);
        return largest;
    }

    /**
     * ONNX Runtime (1.22 and 1.29) joins zeros with the pooling that follows, a dropout between them aside, and then
     * refuses its own product where the zeros of both together are as wide as the window. Such a model is run as it is
     * written.
     */
    private static boolean fusesTooMuch(List<LayerSpec> layers) {
        List<LayerSpec> written = layers.stream()
                .filter(layer -> !(layer instanceof LayerSpec.Dropout))
                .toList();
        return IntStream.range(1, written.size())
                .anyMatch(i ->
                        written.get(i - 1) instanceof LayerSpec.ZeroPad && written.get(i) instanceof LayerSpec.Pool);
    }

    private static float[] run(byte[] model, Batch batch, int classes, boolean asWritten) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int pixels = batch.size() * batch.pixels();
        long[] shape = {
            batch.size(),
            batch.image().channels(),
            batch.image().height(),
            batch.image().width()
        };
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        if (asWritten) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        }
        try (options;
                OrtSession session = environment.createSession(model, options);
                OnnxTensor images =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(batch.images(), 0, pixels), shape);
                OrtSession.Result result = session.run(Map.of("image", images))) {
            OnnxTensor probabilities = (OnnxTensor) result.get("probabilities").orElseThrow();
            assertThat(probabilities.getInfo().getShape()).containsExactly(batch.size(), classes);
            float[] numbers = new float[batch.size() * classes];
            probabilities.getFloatBuffer().get(numbers);
            return numbers;
        }
    }

    private static byte[] export(TrainedNetwork trained) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxFile.write(trained, out);
        return out.toByteArray();
    }
}
