package org.mnist.base.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist.base.BuildInfo;

/**
 * A kind of document that outlives the process which writes it. Its schema number is the number of steps that there have
 * been: a document without one is of schema 0, as version 0.1 wrote them.
 */
public enum Schema {
    /** A configuration: {@code config.yaml}, and any YAML file of a user. */
    CONFIG(new StandardConfigKeys()),
    /** State of a training: {@code state.json}. */
    STATE(new FirstNumber(), new ExponentialAverages(), new NoNan()),
    /** The final figures of a run: {@code result.json}. */
    RESULT(new FirstNumber(), new ClassNames(), new WrongImages(), new DiagnosedRuns()),
    /** Program and machine of a run: {@code provenance.json}. */
    PROVENANCE(new FirstNumber(), new NoParent()),
    /** The epochs of a run: {@code metrics.csv}. */
    METRICS(new FirstNumber()),
    /** A line of what is kept for a tracking server of MLflow: {@code mlflow.jsonl}. */
    MLFLOW(new FirstNumber()),
    /** Exported figures of {@code bench} and {@code ensemble}. */
    BENCHMARK(new FirstNumber(), new PublishedShares()),
    /** What a sweep tries: {@code sweep.yaml}. */
    SWEEP(new FirstNumber()),
    /** What one training of a sweep came to: {@code trial.json}. */
    TRIAL(new FirstNumber()),
    /** What all of a sweep came to: {@code sweep.json}. */
    SWEEP_RESULT(new FirstNumber()),
    /** Output of a command with {@code --json}, where it is none of the others. */
    OUTPUT(new FirstNumber());

    /** The key that holds the number. */
    public static final String KEY = "schema";

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed, and a step has no state
    private final List<Migration> steps;

    Schema(Migration... steps) {
        this.steps = List.of(steps);
    }

    /** The number that this program writes. */
    public int number() {
        return steps.size();
    }

    /** The kind of document that a value is written as. */
    public static Schema of(Object value) {
        return value instanceof Document document ? document.schema() : OUTPUT;
    }

    /** Whether a number is beyond what this program knows. */
    public boolean isNewer(int found) {
        return found > number();
    }

    /**
     * Takes the number off a document and brings it to the newest form. A newer document stays as it is.
     *
     * @return the number that it had
     * @throws IllegalArgumentException if that is no number, or the document contradicts itself
     */
    public int upgrade(ObjectNode document) {
        int found = found(document.remove(KEY));
        for (int step = found; step < number(); step++) {
            steps.get(step).apply(document);
        }
        return found;
    }

    /** Every key that has had another name, from its old dotted path to the one of today. */
    public Map<String, String> renamed() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Migration step : steps) {
            all.replaceAll((old, now) -> step.renamed().getOrDefault(now, now));
            all.putAll(step.renamed());
        }
        return all;
    }

    /** The words for a document of a newer program. */
    public String tooNew(String name, int found) {
        return name + " is of schema " + found + ", which a newer mnist wrote; this one, " + BuildInfo.version()
                + ", knows schema " + number();
    }

    private static int found(@Nullable JsonNode number) {
        if (number == null) {
            return 0;
        }
        if (!number.canConvertToInt() || !number.isIntegralNumber() || number.intValue() < 0) {
            throw new IllegalArgumentException(KEY + " is " + number + "; it must be a whole number");
        }
        return number.intValue();
    }
}
