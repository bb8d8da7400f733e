package org.mnist.cli.doctor;

import java.util.List;
import java.util.Map;

/**
 * What was found out about a machine.
 *
 * @param facts by part of the machine and by name, each a number, a truth, a text or a list; {@code unknown} where the system
 *     does not tell. Sizes are in bytes. Nothing in it is private: folders are told without the names of people
 * @param warnings what is wrong, the gravest first
 */
public record Checkup(Map<String, Map<String, Object>> facts, List<Warning> warnings) {
    /** What stands for a fact that the system does not tell. */
    public static final String UNKNOWN = "unknown";

    /**
     * Something that is wrong.
     *
     * @param prevents whether nothing can be trained because of it
     * @param problem what is wrong, in a clause
     * @param remedy what to do, in a clause
     */
    public record Warning(boolean prevents, String problem, String remedy) {}

    /** Whether networks can be trained here. */
    public boolean canTrain() {
        return warnings.stream().noneMatch(Warning::prevents);
    }
}
