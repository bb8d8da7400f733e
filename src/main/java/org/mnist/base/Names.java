package org.mnist.base;

import java.util.Arrays;
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

    /** The constant of that written name, if there is one. */
    public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(name))
                .findFirst();
    }
}
