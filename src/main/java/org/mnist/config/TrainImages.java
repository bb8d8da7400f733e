package org.mnist.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.mnist.base.Check;

/**
 * Part of the training images that is used, for validation too: a whole number is a count, {@code 0.1} and {@code 1/12} are
 * shares, {@code all} is all of them.
 *
 * @param text as it was written
 * @param count how many images; 0 where it is a share
 * @param share which share; 0 where it is a count
 */
public record TrainImages(String text, int count, double share) {
    /** All of them. */
    public static final TrainImages ALL = new TrainImages("all", 0, 1);

    /**
     * Reads a count, a share, a fraction or {@code all}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TrainImages parse(Object value) {
        String text = String.valueOf(value).strip();
        if (text.equals(ALL.text)) {
            return ALL;
        }
        if (text.matches("[1-9]\\d{0,8}")) {
            return new TrainImages(text, Integer.parseInt(text), 0);
        }
        double share = ValidationSplit.share(text);
        if (share > 0 && share < 1) {
            return new TrainImages(text, 0, share);
        }
        throw new IllegalArgumentException("train-images is " + text
                + "; valid are a count such as 5000, a share above 0 and below 1 such as 0.1 or 1/12, and all");
    }

    /**
     * Number of {@code images} that are used.
     *
     * @throws IllegalArgumentException if there are not so many, or none would be left
     */
    public int of(int images) {
        int used = count > 0 ? count : (int) Math.round(share * images);
        Check.that(
                used > 0 && used <= images,
                "train-images is " + text + ", but there are " + images + "; valid are a count from 1 to " + images
                        + ", a share and all");
        return used;
    }

    /** The form that {@link #parse} reads. */
    @JsonValue
    public Object value() {
        return count > 0 ? (Object) count : text;
    }
}
