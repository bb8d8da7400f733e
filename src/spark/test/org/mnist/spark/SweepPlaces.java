package org.mnist.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One sweep in four places: {@code FOLDER}. 2 presets × 2 rates × 3 seeds on the sample by one process at a time, by two, by Spark in
 * one process, and by a real cluster of a master and two workers with cold caches. Says how long each took, and whether all
 * weights are those of the first, bit for bit; if not, ends with 1.
 */
public final class SweepPlaces {
    private static final List<Object> SWEEP = List.of(
            "sweep", "--arch", "mlp,lenet5", "--data", "sample", "--epochs", 3, "--seeds", "1..3", "--set", "learning-rate=0.001,0.003");

    private final Path folder;
    private Map<String, String> first = Map.of();
    private boolean alike = true;

    private SweepPlaces(Path folder) {
        this.folder = folder;
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        SweepPlaces places = new SweepPlaces(Path.of(args[0]).toAbsolutePath());
        Files.createDirectories(places.folder);
        places.sweep("parallel-1", "--parallel", 1);
        places.sweep("parallel-2", "--parallel", 2);
        places.sweep("spark-local", "--cluster", "local[2]");
        try (StandaloneCluster cluster =
                new StandaloneCluster(places.folder.resolve("cluster"), Program.spark(), Optional.empty())) {
            places.sweep("spark-standalone", "--cluster", cluster.url());
        }
        System.exit(places.alike ? 0 : 1);
    }

    private void sweep(String name, Object... where) throws Exception {
        List<Object> words = new ArrayList<>(SWEEP);
        words.addAll(List.of("--out", folder.resolve(name)));
        words.addAll(List.of(where));
        long begun = System.nanoTime();
        int code = Program.command()
                .start(words.stream().map(Object::toString).toList(), null, folder.resolve(name + ".log"))
                .waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<String, String> weights = Program.weights(folder.resolve(name));
        first = first.isEmpty() ? weights : first;
        boolean same = weights.size() == 12 && weights.equals(first);
        alike &= code == 0 && same;
        System.out.printf(
                Locale.ROOT, "%s: exit code %d, %d models, %s, %.0f s%n", name, code, weights.size(), same ? "the same weights" : "OTHER WEIGHTS", seconds);
    }
}
