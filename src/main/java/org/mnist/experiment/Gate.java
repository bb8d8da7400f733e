package org.mnist.experiment;

import org.jspecify.annotations.Nullable;

/**
 * A gate and what came of it, as the JSON of every command with a gate has it.
 *
 * @param threshold what must not be fallen below, 0 to 1
 * @param value what was measured, 0 to 1
 * @param passed whether the gate lets it through
 * @param p the chance of so low a value, or a lower one, if nothing is worse than it was; null where the gate makes no test
 */
public record Gate(
        double threshold,
        double value,
        boolean passed,
        @Nullable Double p) {}
