package org.mnist.base;

/** Range checks of configuration values; each failure says the value and what would be valid. */
public final class Check {
    private Check() {}

    /** Demands {@code min ≤ value ≤ max}. */
    public static void range(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; valid are whole numbers from " + min + " to " + max);
        }
    }

    /** Demands {@code min ≤ value ≤ max}; NaN fails. */
    public static void range(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(key + " is " + value + "; valid are numbers from " + min + " to " + max);
        }
    }

    /** Demands {@code min ≤ value < max}; NaN fails. */
    public static void below(String key, double value, double min, double max) {
        if (!(value >= min && value < max)) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; valid are numbers from " + min + " to below " + max);
        }
    }

    /** Demands a share, from 0 to 1; NaN fails. */
    public static void share(String key, double value) {
        range(key, value, 0, 1);
    }

    /** Demands a finite number that is not negative; NaN fails. */
    public static void finite(String key, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(key + " is " + value + "; valid are numbers from 0 on");
        }
    }

    /** Demands {@code 0 < value ≤ max}; NaN fails. */
    public static void positive(String key, double value, double max) {
        if (!(value > 0 && value <= max)) {
            throw new IllegalArgumentException(
                    key + " is " + value + "; valid are numbers greater than 0, up to " + max);
        }
    }

    /** Demands that something holds, and says {@code message} if it does not. */
    public static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
