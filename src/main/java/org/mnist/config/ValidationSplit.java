package org.mnist.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist.base.Check;

/**
 * Part of the training set that is held out for validation: a whole number is a count, {@code 0.2} and {@code 1/12} are
 * shares. 0 holds nothing out.
 *
 * @param text as it was written
 * @param count how many images, or 0 where it is a share
 * @param share which share, or 0 where it is a count
 */
public record ValidationSplit(String text, int count, double share) {
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,7}");

    /**
     * Reads a count, a share or a fraction.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ValidationSplit parse(Object value) {
        String text = String.valueOf(value).strip();
        if (COUNT.matcher(text).matches()) {
            return new ValidationSplit(text, Integer.parseInt(text), 0);
        }
        double share = share(text);
        if (share > 0 && share < 1) {
            return new ValidationSplit(text, 0, share);
        }
        throw new IllegalArgumentException("validation is " + text
                + "; valid are a count such as 5000, a share above 0 and below 1 such as 0.2 or 1/12, and 0");
    }

    static double share(String text) {
        Matcher fraction = FRACTION.matcher(text);
        if (fraction.matches()) {
            return Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2));
        }
        return Scalars.decimal(text);
    }

    /**
     * Number of {@code images} that are held out.
     *
     * @throws IllegalArgumentException if that would leave none to train on
     */
    public int of(int images) {
        int held = count > 0 ? count : (int) Math.round(share * images);
        Check.that(
                held < images,
                "validation is " + text + ", which leaves none of the " + images
                        + " images to train on; a smaller count or a share such as 0.1 would");
        return held;
    }

    /** The form that {@link #parse} reads. */
    @JsonValue
    public Object value() {
        return count > 0 || share == 0 ? (Object) count : text;
    }
}
