package org.mnist.config;

/** Range checks of configuration values; each failure says the value and what would be valid. */
final class Check {
    private Check() {}

    static void range(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; valid are whole numbers from " + min + " to " + max);
        }
    }

    /** {@code min ≤ value ≤ max}; NaN fails. */
    static void range(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(key + " is " + value + "; valid are numbers from " + min + " to " + max);
        }
    }

    /** {@code min ≤ value < max}; NaN fails. */
    static void below(String key, double value, double min, double max) {
        if (!(value >= min && value < max)) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; valid are numbers from " + min + " to below " + max);
        }
    }

    /** {@code 0 < value ≤ max}; NaN fails. */
    static void positive(String key, double value, double max) {
        if (!(value > 0 && value <= max)) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; valid are numbers greater than 0, up to " + max);
        }
    }

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
