package org.mnist.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.TrainConfig;

/**
 * A configuration that a sweep tries, from every seed.
 *
 * @param name the architecture's name and a hash of all that the configuration says, the seed aside: the same name is the same training
 * @param config how to train; its seed counts for nothing
 * @param settings the values that were tried of the swept keys
 */
public record Candidate(String name, TrainConfig config, Map<String, String> settings) {
    /** Digits of the hash that make a name; more where two configurations have the same ones. */
    private static final int[] DIGITS = {8, 16, 64};

    /**
     * A configuration with the values that it came from.
     *
     * @param config how to train
     * @param settings the values that were tried of the swept keys
     */
    public record Tried(TrainConfig config, Map<String, String> settings) {}

    /** Candidates of configurations; those that say the same in other words are one. */
    public static List<Candidate> of(List<Tried> tried) {
        Map<String, Tried> distinct = new LinkedHashMap<>();
        tried.forEach(one -> distinct.putIfAbsent(ConfigIdentity.sha256(one.config(), "seed"), one));
        int digits = digits(distinct.keySet());
        List<Candidate> candidates = new ArrayList<>();
        distinct.forEach((hash, one) -> candidates.add(
                new Candidate(one.config().name() + "-" + hash.substring(0, digits), one.config(), one.settings())));
        return candidates;
    }

    private static int digits(Set<String> hashes) {
        for (int digits : DIGITS) {
            Set<String> cut = hashes.stream()
                    .map(hash -> hash.substring(0, digits))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (cut.size() == hashes.size()) {
                return digits;
            }
        }
        throw new IllegalStateException("two configurations have the same SHA-256");
    }

    /** The training of this configuration from a seed. */
    public Trial trial(long seed) {
        return new Trial(this, seed);
    }
}
