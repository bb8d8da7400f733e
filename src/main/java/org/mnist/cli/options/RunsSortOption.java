package org.mnist.cli.options;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.Names;
import org.mnist.experiment.RunSummary;
import picocli.CommandLine.Option;

/** The order of runs in a list. */
public final class RunsSortOption implements CheckedOptions {
    @Option(
            names = "--sort",
            paramLabel = "KEY",
            split = ",",
            completionCandidates = Keys.class,
            description = "Sort by name, arch, data, when, epochs, validation, test, state or size, or several of"
                    + " these with commas between; -KEY turns one round. If not given, by name.")
    private List<String> keys = new ArrayList<>();

    /** What can be sorted by. */
    private enum Key {
        NAME(RunSummary::run),
        ARCH(RunSummary::arch),
        DATA(RunSummary::data),
        WHEN(RunSummary::started),
        EPOCHS(RunSummary::epochs),
        VALIDATION(RunSummary::valAccuracy),
        TEST(RunSummary::testAccuracy),
        STATE(RunSummary::state),
        SIZE(RunSummary::bytes);

        @SuppressWarnings("ImmutableEnumChecker") // a method of the record has no state
        private final Function<RunSummary, @Nullable Comparable<?>> value;

        Key(Function<RunSummary, @Nullable Comparable<?>> value) {
            this.value = value;
        }

        /** Runs by this key, those without one last, whichever way round. */
        @SuppressWarnings("unchecked") // all values of a key are of one type
        Comparator<RunSummary> order(boolean round) {
            Comparator<Comparable<Object>> natural = Comparator.naturalOrder();
            return Comparator.comparing(
                    run -> (Comparable<Object>) value.apply(run),
                    Comparator.nullsLast(round ? natural.reversed() : natural));
        }
    }

    /** The words that completion offers. */
    static final class Keys extends Candidates.Words {
        Keys() {
            super(Key.values());
        }
    }

    @Override
    public void check() {
        keys.forEach(RunsSortOption::order);
    }

    /** The order that was asked for; runs that are alike in that go by their names. */
    public Comparator<RunSummary> order() {
        return keys.stream()
                .map(RunsSortOption::order)
                .reduce(Comparator::thenComparing)
                .map(order -> order.thenComparing(RunSummary::run))
                .orElse(Comparator.comparing(RunSummary::run));
    }

    private static Comparator<RunSummary> order(String word) {
        boolean round = word.startsWith("-");
        return Names.parse(Key.class, round ? word.substring(1) : word)
                .orElseThrow(() -> new Failure(
                        Failure.Kind.USAGE,
                        "--sort is " + word + "; valid are " + Names.list(Key.values())
                                + ", each with a - before it to turn it round"))
                .order(round);
    }
}
