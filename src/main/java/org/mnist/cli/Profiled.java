package org.mnist.cli;

import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.config.TrainConfig;
import org.mnist.engine.Engines;
import org.mnist.engine.Profile;
import org.mnist.engine.TrainingEngine;
import org.mnist.network.dl4j.NetworkFactory;

/**
 * Where the time of a training step goes.
 *
 * @param arch name of the configuration
 * @param precision of its numbers
 * @param profile its primitives
 */
record Profiled(String arch, String precision, Profile profile) {
    /**
     * Times the primitives.
     *
     * @throws Failure of kind UNAVAILABLE if the engine of this configuration has none
     */
    static Profiled of(TrainConfig config, Engines engines) {
        try (TrainingEngine engine = engines.training(config, () -> NetworkFactory.create(config), config.batch())) {
            Profile profile = engine.profile()
                    .orElseThrow(() -> new Failure(
                            Failure.Kind.UNAVAILABLE,
                            "--profile: engine " + engine.name() + " has no primitives to time; use --engine onednn"));
            return new Profiled(config.name(), Names.of(config.precision()), profile);
        }
    }

    /** As a table. */
    String text() {
        Table table = new Table("layer", "work", "kernel", "of", ">ms", ">alone", ">GFLOP/s", ">share");
        for (Profile.Line line : profile.lines()) {
            table.row(
                    line.layer(),
                    line.work(),
                    line.kernel(),
                    line.shape(),
                    Text.format("%.3f", line.seconds() * 1e3),
                    Text.format("%.3f", line.aloneSeconds() * 1e3),
                    line.flop() == 0 ? "" : Text.format("%.0f", line.gigaflops()),
                    Text.percent(line.seconds() / profile.seconds()));
        }
        return Text.format(
                "%s %s, batch %d: %.3f ms a step, %.3f ms if each primitive ran alone%n%n%s",
                arch, precision, profile.batch(), profile.seconds() * 1e3, profile.aloneSeconds() * 1e3, table.text());
    }
}
