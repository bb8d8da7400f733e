package org.mnist.cli.options;

import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.base.Hardware;
import org.mnist.base.Text;
import picocli.CommandLine.Option;

/** How many trainings run at once, each in a process of its own. */
public final class ParallelOption {
    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "How many trainings run at once, N times --threads is at most as many as there are processors.")
    private Optional<Integer> parallel = Optional.empty();

    /** The number, if one was given. */
    public Optional<Integer> given() {
        return parallel;
    }

    /**
     * The number of trainings that run at once: the one that was given, or as many as there is room for.
     *
     * @param threads how many each uses
     * @throws Failure of kind USAGE if they are more than the processors
     */
    public int slots(int threads) {
        int processors = Hardware.processors();
        if (threads == 0) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "each training would use every processor (threads is 0), and trainings at once share them; add"
                            + " --threads 1");
        }
        if (threads > processors) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--threads is " + threads + "; trainings at once use 1 to " + processors
                            + " threads each, as many as there are processors");
        }
        int slots = parallel.orElse(processors / threads);
        if (slots < 1 || slots * threads > processors) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--parallel is " + slots + "; with " + Text.number(threads, "thread") + " each, 1 to "
                            + processors / threads + " trainings run at once on "
                            + Text.number(processors, "processor"));
        }
        return slots;
    }
}
