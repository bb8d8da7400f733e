package org.mnist.cli.output;

import org.mnist.base.Table;
import org.mnist.base.Text;
import org.mnist.engine.Profile;

/** The times of a training step's primitives for a person. */
public final class ProfileTable {
    private ProfileTable() {}

    /**
     * A table with a line above it.
     *
     * @param name what was timed
     * @param profile its times
     */
    public static String of(String name, Profile profile) {
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
                "%s, batch %d: %.3f ms a step, %.3f ms if each primitive ran alone%n%n%s",
                name, profile.batch(), profile.seconds() * 1e3, profile.aloneSeconds() * 1e3, table.text());
    }
}
