package org.mnist.data.format;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mnist.base.Check;
import org.mnist.base.Text;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/**
 * The classes as they turn up while data is read, by name. Until all are known, a class has the number of its turn; then they
 * are put in order.
 */
final class ClassTurns {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}(\\.0*)?");

    private final Map<String, Integer> turns = new LinkedHashMap<>();

    /**
     * The number of the turn in which a class first came up. Whole numbers that are written in several ways, such as 3 and
     * 3.0, are one class.
     *
     * @throws IllegalArgumentException if it cannot be a class's name, or there are more classes than can be
     */
    int turn(String name) {
        Integer known = turns.get(name);
        if (known != null) {
            return known;
        }
        String plain = plain(name);
        Integer turn = turns.get(plain);
        if (turn != null) {
            return turn;
        }
        Task.checkName(plain);
        Check.that(
                turns.size() < Task.MAX_CLASSES,
                "it has more than " + Text.count(Task.MAX_CLASSES) + " classes, the last of them `" + plain + "`");
        turns.put(plain, turns.size());
        return turns.size() - 1;
    }

    private static String plain(String name) {
        String stripped = name.strip();
        return WHOLE.matcher(stripped).matches()
                ? new BigInteger(stripped.replaceFirst("\\..*", "")).toString()
                : Normalizer.normalize(stripped, Normalizer.Form.NFC);
    }

    /** The names by turn. */
    List<String> names() {
        return List.copyOf(turns.keySet());
    }

    /** The names in their order: whole numbers by size, anything else by the alphabet. */
    private List<String> ordered() {
        List<String> names = new ArrayList<>(turns.keySet());
        names.sort(
                names.stream().allMatch(name -> WHOLE.matcher(name).matches())
                        ? Comparator.comparing(BigInteger::new)
                        : Comparator.naturalOrder());
        return names;
    }

    /**
     * The task of images of these classes.
     *
     * @throws IllegalArgumentException if there can be no such task
     */
    Task task(Shape image) {
        return Task.of(image, ordered());
    }

    /** The labels of a task by turn, all of whose classes are these. */
    int[] labels(Task task) {
        return turns.keySet().stream().mapToInt(task.classes()::indexOf).toArray();
    }
}
