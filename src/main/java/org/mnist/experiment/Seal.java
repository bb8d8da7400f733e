package org.mnist.experiment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist.base.Hashes;

/**
 * The seal of a JSON document: its last entry, {@code sha256}, is the SHA-256 of its text as it is with an empty text in
 * that place. The text counts as it was written, so that a document of an older program is proved as well.
 */
final class Seal {
    private static final Pattern LAST = Pattern.compile("\"sha256\" : \"([0-9a-f]*)\"\\s*}\\s*$");

    private Seal() {}

    /**
     * The document with its seal.
     *
     * @param text the document with an empty seal
     */
    static String seal(String text) {
        Matcher last = last(text);
        return put(text, last, Hashes.sha256(text));
    }

    /** Whether a document is as it was sealed. */
    static boolean isWhole(String text) {
        Matcher last = LAST.matcher(text);
        return last.find() && last.group(1).equals(Hashes.sha256(put(text, last, "")));
    }

    private static String put(String text, Matcher last, String seal) {
        return text.substring(0, last.start(1)) + seal + text.substring(last.end(1));
    }

    private static Matcher last(String text) {
        Matcher last = LAST.matcher(text);
        if (!last.find()) {
            throw new IllegalArgumentException("no place for a seal");
        }
        return last;
    }
}
