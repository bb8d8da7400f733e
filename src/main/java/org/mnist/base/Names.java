package org.mnist.base;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names of enum constants as files and flags write them: {@code ONE_CYCLE} is {@code one-cycle}. */
public final class Names {
    private Names() {}

    /** The written name of a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All written names, for a message. */
    public static String list(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Names::of).collect(Collectors.joining(", "));
    }

    /** The known name that a misspelt one is most likely meant to be; empty if none is like it. */
    public static Optional<String> nearest(String misspelt, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(misspelt, name) <= Math.max(1, Math.min(name.length(), misspelt.length()) / 3))
                .min(Comparator.comparingInt((String name) -> distance(misspelt, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters have to be put in, left out, replaced or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
                steps[i][j] = Math.min(least, steps[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[one.length()][other.length()];
    }

    /** The question whether a name is meant, to be put behind the word that is none: {@code ; did you mean `a`?}. */
    public static String suggestion(String misspelt, Collection<String> known) {
        return nearest(misspelt, known)
                .map(name -> "; did you mean `" + name + "`?")
                .orElse(";");
    }

    /** The constant of that written name, if there is one. */
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(name))
                .findFirst();
    }
}
