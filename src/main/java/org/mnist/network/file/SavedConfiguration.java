package org.mnist.network.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.network.dl4j.NetworkSpec;

/**
 * The {@code configuration.json} of a model file. DL4J would make objects of whatever classes it names; so it is never
 * given to DL4J. Instead the network it should describe is built anew, and the text must then be, to the letter, the one
 * that DL4J writes for that network. Free are only the learning rates and the count of steps, which change in training,
 * and the lists of the parameters' names, which DL4J adds when it allocates them.
 */
final class SavedConfiguration {
    /** A thousand layers, as many as there may be, take 1.3 MB or a little more. */
    static final int MAX_BYTES = 2 << 20;

    /** What DL4J adds for a layer when it allocates its parameters: their names. */
    private static final int NAMES_BYTES = 64;

    private static final int MAX_DEPTH = 16;
    private static final Pattern STEPS = Pattern.compile("(?m)^  \"iterationCount\" : (\\d{1,9}),$");
    private static final Pattern FREE =
            Pattern.compile("\"learningRate\" : [0-9.E-]{1,25}(?=[,\\s])|\"variables\" : \\[ [a-zA-Z\", ]{0,60}\\]");
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .build())
            .build();

    private final NetworkSpec spec;
    private final MultiLayerConfiguration configuration;

    private SavedConfiguration(NetworkSpec spec, int steps) {
        this.spec = spec;
        this.configuration = NetworkFactory.configuration(spec);
        configuration.setIterationCount(steps);
    }

    /**
     * Proves that what is saved of a network is no longer than what is read.
     *
     * @throws InvalidModelException if it is
     */
    static void requireReadable(NetworkSpec spec) throws InvalidModelException {
        byte[] content = NetworkFactory.configuration(spec).toJson().getBytes(StandardCharsets.UTF_8);
        requireLength(content.length + (long) NAMES_BYTES * spec.layers().size());
    }

    /** Refuses a configuration that is longer than that of any network. */
    static void requireLength(long bytes) throws InvalidModelException {
        if (bytes > MAX_BYTES) {
            throw new InvalidModelException("configuration.json is longer than any");
        }
    }

    /**
     * Proves a configuration.
     *
     * @param content the entry
     * @param expected the network that it should be; empty if any of ours will do
     */
    static SavedConfiguration read(byte[] content, Optional<NetworkSpec> expected) throws InvalidModelException {
        String text = new String(content, StandardCharsets.UTF_8);
        Matcher steps = STEPS.matcher(text);
        if (!steps.find()) {
            throw foreign(null);
        }
        NetworkSpec spec = expected.isPresent() ? expected.get() : describedBy(text);
        SavedConfiguration saved = new SavedConfiguration(spec, Integer.parseInt(steps.group(1)));
        if (!fixed(saved.configuration.toJson()).equals(fixed(text))) {
            throw expected.isEmpty()
                    ? foreign(null)
                    : new InvalidModelException(
                            "its configuration.json is not that of the network in the run's config.yaml");
        }
        return saved;
    }

    /** The network that a text describes, as far as it can be understood; the comparison says whether it is so. */
    private static NetworkSpec describedBy(String text) throws InvalidModelException {
        try {
            JsonNode json = JSON.readTree(text);
            return new NetworkSpecReader(json).read();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw foreign(e);
        }
    }

    /** The network, with weights that are not set yet. */
    MultiLayerNetwork network() {
        return new MultiLayerNetwork(configuration);
    }

    /** The specification that the network is built from. */
    NetworkSpec spec() {
        return spec;
    }

    private static String fixed(String json) {
        return FREE.matcher(json).replaceAll("");
    }

    private static InvalidModelException foreign(@Nullable Exception cause) {
        return new InvalidModelException("its configuration.json is not one that this program writes", cause);
    }
}
