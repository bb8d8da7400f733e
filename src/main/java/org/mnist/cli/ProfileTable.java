package org.mnist.cli;

import org.mnist.engine.onednn.Profile;
import org.mnist.term.Table;
import org.mnist.term.Text;

/** The primitives of a training step as a table. */
final class ProfileTable {
    private ProfileTable() {}

    static String text(BenchCommand.Profiled profiled) {
        Profile profile = profiled.profile();
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
                profiled.arch(),
                profiled.precision(),
                profile.batch(),
                profile.seconds() * 1e3,
                profile.aloneSeconds() * 1e3,
                table.text());
    }
}
