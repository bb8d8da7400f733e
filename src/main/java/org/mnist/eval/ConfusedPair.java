package org.mnist.eval;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mnist.base.Check;
import org.mnist.eval.EvalResult.Mistake;

/**
 * Two classes that were taken for one another.
 *
 * @param first the lower label
 * @param second the higher label
 * @param mistakes how many images of either were taken for the other
 * @param examples the surest of them, {@value #EXAMPLES} at most
 */
public record ConfusedPair(int first, int second, int mistakes, List<Mistake> examples) {
    /** How many pairs are kept. */
    public static final int PAIRS = 5;

    /** How many examples of each are kept. */
    public static final int EXAMPLES = 8;

    /** Checks that the examples are of these two. */
    public ConfusedPair {
        Check.that(0 <= first && first < second, first + " and " + second + " are no pair of labels");
        examples = List.copyOf(examples);
        Check.that(
                mistakes >= examples.size() && !examples.isEmpty() && examples.size() <= EXAMPLES,
                examples.size() + " of " + mistakes + " mistakes are listed");
        for (Mistake mistake : examples) {
            Check.that(
                    Math.min(mistake.label(), mistake.predicted()) == first
                            && Math.max(mistake.label(), mistake.predicted()) == second,
                    "a mistake of other classes is listed with " + first + " and " + second);
        }
    }

    /**
     * The pairs with most mistakes, the hardest first; of equal ones those of lower labels.
     *
     * @param mistakes all that were made, the surest first
     */
    public static List<ConfusedPair> hardest(List<Mistake> mistakes) {
        Map<List<Integer>, List<Mistake>> pairs = mistakes.stream()
                .collect(Collectors.groupingBy(
                        mistake -> List.of(
                                Math.min(mistake.label(), mistake.predicted()),
                                Math.max(mistake.label(), mistake.predicted())),
                        () -> new TreeMap<>(Comparator.<List<Integer>, Integer>comparing(pair -> pair.get(0))
                                .thenComparing(pair -> pair.get(1))),
                        Collectors.toList()));
        return pairs.entrySet().stream()
                .sorted(Comparator.comparing(pair -> -pair.getValue().size()))
                .limit(PAIRS)
                .map(pair -> new ConfusedPair(
                        pair.getKey().get(0),
                        pair.getKey().get(1),
                        pair.getValue().size(),
                        pair.getValue().stream().limit(EXAMPLES).toList()))
                .toList();
    }
}
