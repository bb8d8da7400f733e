package org.mnist.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.mnist.config.ConfigLoader;
import org.mnist.config.ConfigLoader.Setting;
import org.mnist.config.TrainConfig;
import org.mnist.data.Batches;
import org.mnist.data.DatasetStore;
import org.mnist.data.Images;
import org.mnist.network.dl4j.Backends;
import org.mnist.engine.onednn.OneDnn;
import org.mnist.base.Hardware;
import org.mnist.base.Json;

/**
 * Measures this program, DL4J's own {@code fit} and PyTorch side by side: the same layers, batch, optimiser (Adam) and
 * images; the peers take turns, so that a change in the machine's speed meets all of them. Arguments: the folder for
 * peers.json and peers.md, and how many repetitions.
 */
public final class PeerBench {
    private static final List<String> ARCHS = List.of("lenet5", "allconv", "twoconv");
    private static final int[] BATCHES = {64, 256};

    /** A repetition takes at least so long, and at least two steps. */
    private static final double SECONDS = 1;

    private PeerBench() {}

    /**
     * One peer on one net.
     *
     * @param arch the net
     * @param batch images a step
     * @param peer its name
     * @param train images a second in training, median
     * @param trainSpread the middle half of the repetitions, as a share of the median
     * @param infer images a second in inference, median
     * @param inferSpread the same of inference
     * @param primitives milliseconds of a step's primitives, each timed alone; 0 of peers
     */
    record Row(
            String arch,
            int batch,
            String peer,
            double train,
            double trainSpread,
            double infer,
            double inferSpread,
            double primitives) {}

    /** All of it. */
    record Report(String hardware, int threads, int repetitions, String onednn, List<Row> rows) {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int repetitions = Integer.parseInt(arguments[1]);
        Backends.start(TrainConfig.Backend.CPU, 0);
        int threads = Backends.threads(0);
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Images images = new DatasetStore(Path.of("unused"), line -> {}).open("sample").train();
        List<Row> rows = new ArrayList<>();
        for (String arch : ARCHS) {
            for (int batch : BATCHES) {
                rows.addAll(compare(arch, batch, images, folder, repetitions));
            }
        }
        Report report = new Report(Hardware.summary(), threads, repetitions, OneDnn.version(), rows);
        Files.writeString(folder.resolve("peers.json"), Json.write(report) + "\n");
        Files.writeString(folder.resolve("peers.md"), markdown(report));
        System.out.print(markdown(report));
    }

    private static TrainConfig config(String arch, int batch, String precision) {
        return ConfigLoader.load(
                arch,
                null,
                List.of(
                        new Setting("batch", Integer.toString(batch), "bench"),
                        new Setting("optimizer.kind", "adam", "bench"),
                        new Setting("precision", precision, "bench")));
    }

    private static List<Row> compare(String arch, int batch, Images images, Path folder, int repetitions) {
        List<Peer> peers = new ArrayList<>();
        peers.add(new StockDl4j(config(arch, batch, "f32")));
        peers.add(new LibTorch(config(arch, batch, "f32")));
        peers.add(new Ours(config(arch, batch, "f32"), folder.resolve("layouts")));
        if (OneDnn.hasBf16()) {
            peers.add(new Ours(config(arch, batch, "bf16"), folder.resolve("layouts")));
        }
        Map<Peer, DescriptiveStatistics> train = new LinkedHashMap<>();
        Map<Peer, DescriptiveStatistics> infer = new LinkedHashMap<>();
        for (Peer peer : peers) {
            train.put(peer, new DescriptiveStatistics());
            infer.put(peer, new DescriptiveStatistics());
        }
        Batches batches = Batches.inOrder(images, batch);
        for (int i = -1; i < repetitions; i++) { // the first time is to warm up
            for (Peer peer : peers) {
                double speed = speed(batches, batch, peer::step);
                double inferenceSpeed = speed(batches, batch, peer::predict);
                if (i >= 0) {
                    train.get(peer).addValue(speed);
                    infer.get(peer).addValue(inferenceSpeed);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Peer peer : peers) {
            double primitives = peer instanceof Ours ours ? ours.profile().aloneSeconds() * 1e3 : 0;
            rows.add(new Row(
                    arch,
                    batch,
                    peer.name(),
                    train.get(peer).getPercentile(50),
                    spread(train.get(peer)),
                    infer.get(peer).getPercentile(50),
                    spread(infer.get(peer)),
                    primitives));
            System.err.println(rows.get(rows.size() - 1));
            peer.close();
        }
        return rows;
    }

    private static double spread(DescriptiveStatistics values) {
        return (values.getPercentile(75) - values.getPercentile(25)) / values.getPercentile(50);
    }

    private interface Work {
        void on(org.mnist.data.Batch batch);
    }

    private static double speed(Batches batches, int batch, Work work) {
        long start = System.nanoTime();
        int steps = 0;
        do {
            work.on(batches.get(steps % (batches.images() / batch)));
            steps++;
        } while (steps < 2 || System.nanoTime() - start < SECONDS * 1e9);
        return steps * batch / ((System.nanoTime() - start) / 1e9);
    }

    private static String markdown(Report report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, %d threads, oneDNN %s; median of %d repetitions in turn, ± half of the middle half%n%n",
                report.hardware(),
                report.threads(),
                report.onednn(),
                report.repetitions()));
        text.append("| net | batch | trainer | training images/s | × libtorch | × DL4J | inference images/s | × libtorch |"
                + " step over its primitives |\n|---|---:|---|---:|---:|---:|---:|---:|---:|\n");
        for (Row row : report.rows()) {
            Row torch = find(report, row, "libtorch f32");
            Row stock = find(report, row, "DL4J fit");
            double step = row.batch() / row.train() * 1e3;
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %,.0f ± %.0f %% | %.2f | %.1f | %,.0f ± %.0f %% | %.2f | %s |%n",
                    row.arch(),
                    row.batch(),
                    row.peer(),
                    row.train(),
                    row.trainSpread() * 50,
                    row.train() / torch.train(),
                    row.train() / stock.train(),
                    row.infer(),
                    row.inferSpread() * 50,
                    row.infer() / torch.infer(),
                    row.primitives() == 0 ? "" : String.format(Locale.ROOT, "%.2f", step / row.primitives())));
        }
        return text.toString();
    }

    private static Row find(Report report, Row like, String peer) {
        return report.rows().stream()
                .filter(row -> row.arch().equals(like.arch()) && row.batch() == like.batch() && row.peer().equals(peer))
                .findFirst()
                .orElseThrow();
    }
}
