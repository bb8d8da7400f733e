package org.mnist.track.mlflow;

import java.util.Map;
import java.util.regex.Pattern;
import org.mnist.base.Check;

/**
 * A run as a server knows it.
 *
 * @param id its id
 * @param experiment the id of its experiment
 * @param artifacts where its files are: {@code mlflow-artifacts:/…} where the server itself takes them
 * @param steps the latest step of each metric that it had when it was asked
 */
record MlflowRun(String id, String experiment, String artifacts, Map<String, Long> steps) {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][\\w-]{0,255}");

    /**
     * Refuses what is no id.
     *
     * @throws IllegalArgumentException if it is none
     */
    static void requireId(String id) {
        Check.that(ID.matcher(id).matches(), "the id of a run is `" + id + "`");
    }
}
