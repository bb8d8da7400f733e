package org.mnist.cli.output;

import org.mnist.base.Console;
import org.mnist.base.Text;

/** The progress of work on many things for a person: on a terminal a live line, elsewhere nothing. */
public final class CountProgress {
    private static final long REDRAW_NANOS = 200_000_000;
    private static final int BAR = 20;

    private final Console console;
    private final int all;
    private final long began = System.nanoTime();
    private long drawn = began;

    /**
     * A progress that begins now.
     *
     * @param all how many things there are
     */
    public CountProgress(Console console, int all) {
        this.console = console;
        this.all = all;
    }

    /**
     * Shows how far the work is, until it is done.
     *
     * @param done how many things are done, at least one
     * @param failed how many of these failed
     */
    public void show(int done, int failed) {
        long now = System.nanoTime();
        if (done == all || !console.isLive() || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        console.live(line(done, failed, (now - began) / 1e9));
    }

    String line(int done, int failed, double seconds) {
        int filled = (int) ((long) BAR * done / all);
        return "█".repeat(filled)
                + "░".repeat(BAR - filled)
                + Text.format(
                        " %,d/%,d  %.1f/s  %s left",
                        done, all, done / seconds, Text.duration(seconds / done * (all - done)))
                + (failed == 0 ? "" : Text.format("  %,d failed", failed));
    }
}
