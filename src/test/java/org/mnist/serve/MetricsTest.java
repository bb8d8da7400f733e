package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The counts, as a reader of Prometheus's text format finds them. */
class MetricsTest {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) [A-Z].*\\.");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge|histogram)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(?:\\{((?:[a-z]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*)})? (\\S+)");

    private final List<ServedModel> models = List.of(TestServer.digits("five"), TestServer.digits("six"));
    private final Metrics metrics = new Metrics(models);

    /** Values by name and labels; fails if a line is none of the format, or a sample is of no family that is told before. */
    private Map<String, Double> samples() {
        Map<String, Double> samples = new TreeMap<>();
        List<String> families = new ArrayList<>();
        String helped = "";
        String text = metrics.text();
        assertThat(text).endsWith("\n");
        for (String line : text.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                helped = help.group(1);
                assertThat(families).doesNotContain(helped);
            } else if (type.matches()) {
                assertThat(type.group(1)).isEqualTo(helped);
                families.add(helped);
            } else {
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).as("under its own family").startsWith(families.get(families.size() - 1));
                assertThat(samples.put(line.substring(0, line.lastIndexOf(' ')), Double.valueOf(sample.group(3))))
                        .as("only once: " + line)
                        .isNull();
            }
        }
        return samples;
    }

    @Test
    void requestsAreCountedByRouteMethodAndStatus() {
        metrics.answered("/predict", "POST", 200, 0.004);
        metrics.answered("/predict", "POST", 200, 0.004);
        metrics.answered("/predict", "POST", 400, 0.004);
        metrics.answered("/", "GET", 200, 0.004);
        metrics.answered("none", "BREW", 405, 0.004);
        metrics.answered("none", "MAKE", 405, 0.004);
        assertThat(samples())
                .containsEntry("mnist_http_requests_total{route=\"/predict\",method=\"POST\",status=\"200\"}", 2.0)
                .containsEntry("mnist_http_requests_total{route=\"/predict\",method=\"POST\",status=\"400\"}", 1.0)
                .containsEntry("mnist_http_requests_total{route=\"/\",method=\"GET\",status=\"200\"}", 1.0)
                .containsEntry("mnist_http_requests_total{route=\"none\",method=\"other\",status=\"405\"}", 2.0);
    }

    /** A bucket counts what takes as long as it says or less, those of the buckets before it among them. */
    @Test
    void durationsFallIntoBuckets() {
        for (double seconds : new double[] {0.0005, 0.001, 0.0011, 0.03, 20}) {
            metrics.answered("/predict", "POST", 200, seconds);
        }
        Map<String, Double> samples = samples();
        String name = "mnist_http_request_duration_seconds";
        Map.of("0.001", 2.0, "0.0025", 3.0, "0.025", 3.0, "0.05", 4.0, "10.0", 4.0, "+Inf", 5.0)
                .forEach((end, count) -> assertThat(samples)
                        .containsEntry(name + "_bucket{route=\"/predict\",le=\"" + end + "\"}", count));
        assertThat(samples).containsEntry(name + "_count{route=\"/predict\"}", 5.0);
        assertThat(samples.get(name + "_sum{route=\"/predict\"}")).isBetween(20.0325, 20.0327);
    }

    @Test
    void modelsAreThereBeforeTheyHaveReadAnything() {
        metrics.predicted(models.get(1));
        metrics.opened();
        metrics.opened();
        metrics.closed();
        assertThat(samples())
                .containsEntry("mnist_predictions_total{model=\"five\"}", 0.0)
                .containsEntry("mnist_predictions_total{model=\"six\"}", 1.0)
                .containsEntry("mnist_model_info{model=\"five\",reader=\"digits\",classes=\"10\"}", 1.0)
                .containsEntry("mnist_connections", 1.0);
    }
}
