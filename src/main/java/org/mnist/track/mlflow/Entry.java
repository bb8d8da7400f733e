package org.mnist.track.mlflow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Check;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;

/**
 * A line of {@code mlflow.jsonl}: one of these, the others null.
 *
 * @param begin the run itself, the first line
 * @param metrics figures of a step
 * @param status how the run stands
 * @param artifact the name of a file in the run folder
 * @param sent how much has arrived at a server
 */
record Entry(
        @Nullable Begin begin,
        @Nullable Metrics metrics,
        @Nullable Status status,
        @Nullable String artifact,
        @Nullable Sent sent)
        implements Document {
    /** Checks that it is one thing. */
    Entry {
        long things = Stream.of(begin, metrics, status, artifact, sent)
                .filter(Objects::nonNull)
                .count();
        Check.that(things == 1, "a line says " + things + " things");
    }

    @Override
    public Schema schema() {
        return Schema.MLFLOW;
    }

    /**
     * A run.
     *
     * @param key known to nobody else, so that the run can be found again where an answer was lost
     * @param experiment the name of the experiment that it is in
     * @param name its name
     * @param time when it started, in milliseconds
     * @param tags what is to be known of it
     * @param params its settings
     */
    record Begin(
            String key,
            String experiment,
            String name,
            long time,
            Map<String, String> tags,
            Map<String, String> params) {
        /** Checks that the key can stand in a filter. */
        Begin {
            Check.that(key.matches("[0-9a-f-]{36}"), "the key of the run is `" + key + "`");
            Check.that(!experiment.isEmpty(), "the experiment has no name");
        }
    }

    /**
     * Figures.
     *
     * @param step the epoch
     * @param time when they were, in milliseconds
     * @param values by their names
     */
    record Metrics(long step, long time, Map<String, Double> values) {
        /** Checks that each is a number. */
        Metrics {
            values.forEach((key, value) -> Check.finite(key, value));
        }
    }

    /**
     * How a run stands.
     *
     * @param status {@code RUNNING}, {@code FINISHED}, {@code FAILED} or {@code KILLED}
     * @param time since when, in milliseconds
     */
    record Status(String status, long time) {
        static final String RUNNING = "RUNNING";
        static final String FINISHED = "FINISHED";
        static final String FAILED = "FAILED";
        static final String KILLED = "KILLED";
        private static final List<String> ALL = List.of(RUNNING, FINISHED, FAILED, KILLED);

        /** Checks that it is one that there is. */
        Status {
            Check.that(ALL.contains(status), "the status is `" + status + "`");
        }
    }

    /**
     * How much has arrived.
     *
     * @param server its address
     * @param run the id that it has given to the run
     * @param count lines that it has got, those like this one not counted
     */
    record Sent(String server, String run, int count) {
        /** Checks that it is an id and a number. */
        Sent {
            MlflowRun.requireId(run);
            Check.that(count > 0, count + " lines were sent");
        }
    }

    static Entry of(Begin begin) {
        return new Entry(begin, null, null, null, null);
    }

    static Entry of(Metrics metrics) {
        return new Entry(null, metrics, null, null, null);
    }

    static Entry of(Status status) {
        return new Entry(null, null, status, null, null);
    }

    static Entry ofArtifact(String name) {
        return new Entry(null, null, null, name, null);
    }

    static Entry of(Sent sent) {
        return new Entry(null, null, null, null, sent);
    }
}
