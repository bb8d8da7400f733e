package org.mnist.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist.base.Check;
import org.mnist.network.Task;

/**
 * Rows and columns that pictures are scaled to.
 *
 * @param height rows; 0 if it is left to the pictures
 * @param width columns; 0 if it is left to the pictures
 */
public record ImageSize(int height, int width) {
    /** The commonest size of the pictures themselves. */
    public static final ImageSize AUTO = new ImageSize(0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:x(\\d{1,4}))?");

    /** Checks the ranges. */
    public ImageSize {
        if (height != 0 || width != 0) {
            Check.range("image-size", height, Task.MIN_SIDE, Task.MAX_SIDE);
            Check.range("image-size", width, Task.MIN_SIDE, Task.MAX_SIDE);
        }
    }

    /**
     * Reads {@code 32}, {@code 32x48} (rows, columns) or {@code auto}.
     *
     * @throws IllegalArgumentException if it is none of them, or out of range
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ImageSize parse(Object value) {
        String text = String.valueOf(value).strip();
        if (text.equals("auto")) {
            return AUTO;
        }
        Matcher form = FORM.matcher(text);
        Check.that(
                form.matches() && !text.startsWith("0"),
                "image-size is " + text + "; valid are auto, a side such as 32, and rows and columns such as 32x48");
        int height = Integer.parseInt(form.group(1));
        return new ImageSize(height, form.group(2) == null ? height : Integer.parseInt(form.group(2)));
    }

    /** The form that {@link #parse} reads. */
    @JsonValue
    public Object value() {
        return height == 0 ? "auto" : height == width ? (Object) height : height + "x" + width;
    }
}
