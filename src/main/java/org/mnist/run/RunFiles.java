package org.mnist.run;

import java.nio.file.Path;

/**
 * What is where in a run folder.
 *
 * @param path the folder
 */
public record RunFiles(Path path) {
    /** The resolved configuration. */
    public Path config() {
        return path.resolve("config.yaml");
    }

    /** What it ran on and with. */
    public Path provenance() {
        return path.resolve("provenance.json");
    }

    /** A row for each epoch. */
    public MetricsCsv metrics() {
        return new MetricsCsv(path.resolve("metrics.csv"));
    }

    /** The checkpoints. */
    public Checkpoints checkpoints() {
        return new Checkpoints(path.resolve("checkpoints"));
    }

    /** The kernels that the fast engine has chosen for this run; with others, the last bits may differ. */
    public Path layouts() {
        return path.resolve("layouts");
    }

    /** The model of the best epoch. */
    public Path best() {
        return path.resolve("best.zip");
    }

    /** The model of the last epoch. */
    public Path last() {
        return path.resolve("last.zip");
    }

    /** The final figures. */
    public Path result() {
        return path.resolve("result.json");
    }

    /** The page for people. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** All that was said to the user. */
    public Path log() {
        return path.resolve("log.txt");
    }
}
