package org.mnist.serve;

import java.util.regex.Pattern;
import org.mnist.base.Failure;
import org.mnist.base.Text;

/**
 * A model that is served.
 *
 * @param name how requests name it: letters of ASCII, digits and {@code . _ -}
 * @param info what the page says of it
 * @param reader reads pictures with it
 */
public record ServedModel(String name, ModelInfo info, PictureReader reader) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Checks the name. */
    public ServedModel {
        checkName(name);
    }

    /**
     * Refuses a name that would not stand in an address as it is.
     *
     * @throws Failure of kind USAGE
     */
    public static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "a model has the name `" + Text.printable(name)
                            + "`; a name is 1 to 64 letters of ASCII, digits and . _ -");
        }
    }
}
