package org.mnist.track.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.testing.CliRun;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.TinyData;
import org.mnist.track.tensorboard.EventReader.Histogram;
import org.mnist.track.tensorboard.EventReader.Picture;

/** What {@code --log tensorboard} writes, read back from the definition of the format. */
@NeedsOneDnn
class TensorBoardTest {
    private static final String LAYERS =
            "layers=[{conv: {filters: 4, kernel: 5, stride: 2}}, {batchnorm: {}}, {flatten: {}}, {dense: {units: 16}},"
                    + " {output: {}}]";

    @TempDir
    static Path folder;

    private static Path tiny;
    private static Path whole;

    @BeforeAll
    static void train() {
        tiny = TinyData.write(folder.resolve("tiny"), 200, 30);
        whole = folder.resolve("whole");
        assertThat(run(whole, "--epochs", 4, "--log", "tensorboard").code()).isZero();
    }

    @Test
    void theChecksumIsThatOfTheStandard() {
        byte[] check =
                "123456789".getBytes(StandardCharsets.US_ASCII); // RFC 3720 has the polynomial, this is its check value
        assertThat(EventReader.crc32c(check, 0, check.length)).isEqualTo(0xe3069283);
    }

    @Test
    void allFiguresAreThoseOfTheTable() throws IOException {
        requireTable(whole, 4);
        EventReader read = EventReader.read(whole.resolve("tensorboard"));
        RunResult result = new RunFiles(whole, line -> {}).readResult();
        assertThat(read.shown.get("accuracy/test"))
                .isEqualTo(Map.of((long) result.best().epoch(), (float)
                        result.best().test().accuracy()));
        assertThat(read.shown.get("loss/test"))
                .isEqualTo(Map.of((long) result.best().epoch(), (float)
                        result.best().test().loss()));
    }

    @Test
    void aHistogramIsOfTheWeightsThatALayerLearns() throws IOException {
        EventReader read = EventReader.read(whole.resolve("tensorboard"));
        assertThat(read.shown.keySet().stream().filter(tag -> tag.startsWith("weights/")))
                .containsExactly("weights/01-conv", "weights/02-batchnorm", "weights/04-dense", "weights/05-output");
        MultiLayerNetwork last = model(whole);
        requireHistogram(
                (Histogram) read.shown.get("weights/01-conv").get(4L),
                last.getParam("0_W").dup().data().asFloat(),
                last.getParam("0_b").dup().data().asFloat());
        requireHistogram(
                (Histogram) read.shown.get("weights/02-batchnorm").get(4L),
                last.getParam("1_gamma").dup().data().asFloat(),
                last.getParam("1_beta").dup().data().asFloat());
        requireHistogram(
                (Histogram) read.shown.get("weights/05-output").get(4L),
                last.getParam("3_W").dup().data().asFloat(),
                last.getParam("3_b").dup().data().asFloat());
        for (String tag : List.of("weights/01-conv", "weights/05-output")) {
            assertThat(read.shown.get(tag).keySet()).containsExactly(1L, 2L, 3L, 4L);
            assertThat(read.shown.get(tag).get(1L))
                    .isNotEqualTo(read.shown.get(tag).get(4L));
        }
    }

    private static MultiLayerNetwork model(Path run) throws IOException {
        return MultiLayerNetwork.load(run.resolve("last.zip").toFile(), false);
    }

    private static void requireHistogram(Histogram histogram, float[]... parts) {
        float[] weights =
                new float[Stream.of(parts).mapToInt(part -> part.length).sum()];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, weights, next, part.length);
            next += part.length;
        }
        Arrays.sort(weights);
        assertThat(histogram.least()).isEqualTo(weights[0]);
        assertThat(histogram.most()).isEqualTo(weights[weights.length - 1]);
        assertThat(histogram.count()).isEqualTo(weights.length);
        double sum = 0;
        double squares = 0;
        for (float weight : weights) {
            sum += weight;
            squares += (double) weight * weight;
        }
        assertThat(histogram.sum()).isCloseTo(sum, within(1e-6));
        assertThat(histogram.squares()).isCloseTo(squares, within(1e-6));
        assertThat(histogram.limits()).hasSize(30).isSorted().endsWith((double) weights[weights.length - 1]);
        assertThat(histogram.counts().stream().mapToDouble(count -> count).sum())
                .isEqualTo(weights.length);
        double left = histogram.least();
        for (int bar = 0; bar < 30; bar++) {
            double from = left;
            double to = histogram.limits().get(bar);
            int inside = 0;
            for (float weight : weights) {
                inside += weight >= from && (weight < to || bar == 29) ? 1 : 0;
            }
            assertThat(histogram.counts().get(bar))
                    .as("bar " + bar)
                    .isCloseTo((double) inside, within(1.0)); // on its edge
            left = to;
        }
    }

    @Test
    void weightsThatAreAllAlikeAreOneBar() {
        assertThat(Values.histogram(new float[] {3, 3, 3}).getBucketList()).containsExactly(3.0);
        assertThat(Values.histogram(new float[] {3, 3, 3}).getBucketLimitList()).containsExactly(3.0);
    }

    @Test
    void thePicturesAreTheRuns() throws IOException {
        EventReader read = EventReader.read(whole.resolve("tensorboard"));
        for (String name : List.of("confusion", "mistakes")) {
            byte[] file = Files.readAllBytes(whole.resolve(name + ".png"));
            Picture picture = (Picture) read.shown.get(name).firstEntry().getValue();
            assertThat(picture.png()).isEqualTo(ByteBuffer.wrap(file));
            BufferedImage drawn = ImageIO.read(whole.resolve(name + ".png").toFile());
            assertThat(picture.width()).isEqualTo(drawn.getWidth());
            assertThat(picture.height()).isEqualTo(drawn.getHeight());
            assertThat(picture.colours()).isEqualTo(3);
        }
    }

    @Test
    void theHParamsPageHasSettingsAndTheEnd() throws IOException {
        EventReader read = EventReader.read(whole.resolve("tensorboard"));
        assertThat(read.settings())
                .containsEntry("arch", "mlp")
                .containsEntry("seed", 1.0)
                .containsEntry("batch", 20.0)
                .containsEntry("learning-rate", 0.001)
                .containsEntry("optimizer.kind", "adam")
                .containsEntry("ema", 0.0)
                .containsEntry("skip-bad", false)
                .doesNotContainKeys("schema", "layers", "init", "task.height", "about");
        assertThat(read.ended()).isEqualTo(1);
    }

    /** Killed behind a checkpoint and in front of its events, in the midst of a record, or sent back to an earlier checkpoint. */
    @Test
    void whatIsResumedIsThereOnce() throws IOException {
        for (int lost : List.of(0, 1, 2)) {
            Path run = copy("resumed-" + lost);
            Files.delete(run.resolve("result.json"));
            FileUtils.deleteDirectory(run.resolve("checkpoints/epoch-004").toFile());
            if (lost == 2) {
                FileUtils.deleteDirectory(run.resolve("checkpoints/epoch-003").toFile());
            }
            Path events = events(run).get(0);
            if (lost == 0) {
                byte[] all = Files.readAllBytes(events);
                int start = length(all, 5); // the version, the restart, the settings and two epochs
                Files.write(events, Arrays.copyOf(all, start + 20)); // and the beginning of the third
            }
            CliRun resumed = resume(run);
            assertThat(resumed.code()).as(resumed.err()).isZero();
            EventReader read = EventReader.read(run.resolve("tensorboard"));
            requireTable(run, 4);
            assertThat(read.shown.get("weights/01-conv").keySet()).containsExactly(1L, 2L, 3L, 4L);
            assertThat(read.cut).isEqualTo(lost == 0 ? 1 : 0);
            assertThat(read.restarts).containsExactly(1L, lost == 2 ? 2L : 3L);
            assertThat(read.shown.get("accuracy/test")).hasSize(1);
            assertThat(read.ended()).isEqualTo(1);
            assertThat(weights(read, 4)).isEqualTo(weights(EventReader.read(whole.resolve("tensorboard")), 4));
        }
    }

    private static List<Object> weights(EventReader read, long step) {
        return read.shown.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("weights/"))
                .map(entry -> (Object) ((Histogram) entry.getValue().get(step)).counts())
                .toList();
    }

    @Test
    void aRunThatGoesOnToMoreEpochsHasAnotherEnd() throws IOException {
        Path run = copy("longer");
        assertThat(resume(run, "--epochs", 6).code()).isZero();
        requireTable(run, 6);
        EventReader read = EventReader.read(run.resolve("tensorboard"));
        assertThat(read.shown.get("accuracy/test")).hasSize(1);
        assertThat(read.ended()).isEqualTo(1);
        assertThat(events(run).stream().filter(file -> file.toString().endsWith(".end")))
                .hasSize(1);
    }

    @Test
    void aFinishedRunIsToldOnce() throws IOException {
        Path run = folder.resolve("later");
        assertThat(run(run, "--epochs", 2).code()).isZero();
        assertThat(run.resolve("tensorboard")).doesNotExist();
        CliRun told = resume(run, "--log", "csv,tensorboard");
        assertThat(told.code()).as(told.err()).isZero();
        requireTable(run, 2);
        assertThat(EventReader.read(run.resolve("tensorboard")).shown.get("weights/01-conv"))
                .containsOnlyKeys(2L);
        List<Path> before = events(run);
        assertThat(resume(run, "--log", "tensorboard").err()).contains("nothing to do");
        assertThat(events(run)).isEqualTo(before).hasSize(2);
    }

    @Test
    void withoutAReportThereAreNoPictures() throws IOException {
        Path run = folder.resolve("plain");
        assertThat(run(run, "--epochs", 1, "--validation", 0, "--no-report", "--log", "tensorboard")
                        .code())
                .isZero();
        assertThat(EventReader.read(run.resolve("tensorboard")).shown)
                .doesNotContainKeys("confusion", "mistakes", "loss/val", "accuracy/val")
                .containsKeys("accuracy/test", "loss/train");
    }

    @Test
    void theEventsAreNoPartOfTheRunsIdentity() throws IOException {
        Path run = folder.resolve("unlogged");
        assertThat(run(run, "--epochs", 4).code()).isZero();
        assertThat(Files.readString(run.resolve("config.yaml")))
                .isEqualTo(Files.readString(whole.resolve("config.yaml")));
        assertThat(model(run).params()).isEqualTo(model(whole).params());
    }

    @Test
    void filesOfOneSecondHaveNamesOfTheirOwnInTheirOrder(@TempDir Path run) throws IOException {
        EventFiles files = new EventFiles(run.resolve("tensorboard"));
        Path first = files.begin(List.of());
        Path second = files.begin(List.of());
        files.end(List.of());
        assertThat(events(run)).hasSize(3).startsWith(first, second);
        assertThat(files.haveEnd()).isTrue();
        files.deleteEnd();
        assertThat(events(run)).containsExactly(first, second);
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path run = copy("linked");
        FileUtils.deleteDirectory(run.resolve("tensorboard").toFile());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(run.resolve("tensorboard"), elsewhere);
        CliRun refused = resume(run, "--log", "tensorboard");
        assertThat(refused.code()).isEqualTo(73);
        assertThat(refused.err()).contains("tensorboard is a link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** Every value is that of metrics.csv, as a float; and every epoch is there, once. */
    private static void requireTable(Path run, int epochs) throws IOException {
        EventReader read = EventReader.read(run.resolve("tensorboard"));
        List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
        String[] columns = lines.get(1).split(",", -1);
        Map<String, String> tags = new LinkedHashMap<>(Map.of(
                "train_loss", "loss/train",
                "train_accuracy", "accuracy/train",
                "val_loss", "loss/val",
                "val_accuracy", "accuracy/val",
                "learning_rate", "learning_rate",
                "seconds", "seconds",
                "images_per_second", "images_per_second"));
        assertThat(lines).hasSize(2 + epochs);
        tags.values().forEach(tag -> assertThat(read.shown.get(tag)).as(tag).hasSize(epochs));
        for (String line : lines.subList(2, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int i = 1; i < columns.length; i++) {
                double written = Double.parseDouble(cells[i]);
                TreeMap<Long, Object> steps = read.shown.get(tags.get(columns[i]));
                double digits = columns[i].endsWith("second") ? 0.05 : columns[i].equals("seconds") ? 0.0005 : 5e-7;
                assertThat((double) (float) steps.get(Long.parseLong(cells[0])))
                        .as(columns[i] + " of epoch " + cells[0])
                        .isCloseTo(written, within(digits * 1.01 + Math.abs(written) * 6e-8));
            }
        }
    }

    /** The length of so many records of a file. */
    private static int length(byte[] events, int records) {
        ByteBuffer left = ByteBuffer.wrap(events).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < records; i++) {
            left.position(left.position() + 16 + (int) left.getLong(left.position()));
        }
        return left.position();
    }

    private static List<Path> events(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
            return files.sorted().toList();
        }
    }

    private static Path copy(String name) throws IOException {
        Path run = folder.resolve(name);
        FileUtils.copyDirectory(whole.toFile(), run.toFile());
        return run;
    }

    private static CliRun run(Path out, Object... more) {
        List<Object> line = new ArrayList<>(
                List.of("train", "--arch", "mlp", "--data", tiny, "--set", LAYERS, "--batch", 20, "--out", out));
        line.addAll(Arrays.asList(more));
        return CliRun.of(line.toArray());
    }

    private static CliRun resume(Path run, Object... more) {
        List<Object> line = new ArrayList<>(List.of("train", "--resume", "--out", run));
        line.addAll(Arrays.asList(more));
        return CliRun.of(line.toArray());
    }
}
