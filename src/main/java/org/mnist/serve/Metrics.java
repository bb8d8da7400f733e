package org.mnist.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist.base.BuildInfo;

/** Counts of what a server does, in the text format of Prometheus, version 0.0.4. */
final class Metrics {
    /** The media type of the text. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** The route of requests that are for none. */
    static final String NO_ROUTE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "OPTIONS");

    /** Upper ends of the histogram's buckets, in seconds. */
    private static final double[] BUCKETS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};

    private record Request(String route, String method, int status) {}

    private static final class Histogram {
        private final LongAdder[] counts =
                Stream.generate(LongAdder::new).limit(BUCKETS.length + 1L).toArray(LongAdder[]::new);
        private final DoubleAdder sum = new DoubleAdder();

        void add(double seconds) {
            int bucket = 0;
            while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]) {
                bucket++;
            }
            counts[bucket].increment();
            sum.add(seconds);
        }
    }

    private final List<ServedModel> models;
    private final Map<Request, LongAdder> requests = new ConcurrentHashMap<>();
    private final Map<String, Histogram> durations = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> predictions = new ConcurrentHashMap<>();
    private final LongAdder open = new LongAdder();

    /** Counts of nothing yet. */
    Metrics(List<ServedModel> models) {
        this.models = models;
    }

    /** A connection was opened. */
    void opened() {
        open.increment();
    }

    /** A connection was closed. */
    void closed() {
        open.decrement();
    }

    /**
     * Counts a request that was answered.
     *
     * @param route the path of its route, or {@link #NO_ROUTE}
     * @param seconds from its head to the end of the answer
     */
    void answered(String route, String method, int status, double seconds) {
        Request request = new Request(route, METHODS.contains(method) ? method : "other", status);
        requests.computeIfAbsent(request, key -> new LongAdder()).increment();
        durations.computeIfAbsent(route, key -> new Histogram()).add(seconds);
    }

    /** Counts an image that was read. */
    void predicted(ServedModel model) {
        predictions.computeIfAbsent(model.name(), name -> new LongAdder()).increment();
    }

    private long predicted(String model) {
        LongAdder count = predictions.get(model);
        return count == null ? 0 : count.sum();
    }

    /** All counts as text. */
    String text() {
        List<String> lines = new ArrayList<>();
        head(lines, "mnist_build_info", "gauge", "Version of the program.");
        lines.add("mnist_build_info{version=" + quoted(BuildInfo.version()) + "} 1");
        head(lines, "mnist_model_info", "gauge", "Models that are served.");
        models.forEach(model -> lines.add("mnist_model_info{model=" + quoted(model.name()) + ",reader="
                + quoted(model.reader().kind()) + ",classes=\""
                + model.reader().task().classCount() + "\"} 1"));
        head(lines, "mnist_predictions_total", "counter", "Images that were read.");
        models.forEach(model ->
                lines.add("mnist_predictions_total{model=" + quoted(model.name()) + "} " + predicted(model.name())));
        head(lines, "mnist_connections", "gauge", "Connections that are open.");
        lines.add("mnist_connections " + open.sum());
        head(lines, "mnist_http_requests_total", "counter", "Requests that were answered.");
        requests.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(entry -> lines.add("mnist_http_requests_total{route="
                        + quoted(entry.getKey().route()) + ",method="
                        + quoted(entry.getKey().method()) + ",status=\""
                        + entry.getKey().status() + "\"} " + entry.getValue().sum()));
        head(
                lines,
                "mnist_http_request_duration_seconds",
                "histogram",
                "Time from the head of a request to the end of its answer.");
        durations.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> histogram(lines, quoted(entry.getKey()), entry.getValue()));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static void histogram(List<String> lines, String route, Histogram histogram) {
        String name = "mnist_http_request_duration_seconds";
        long count = 0;
        for (int i = 0; i <= BUCKETS.length; i++) {
            count += histogram.counts[i].sum();
            String end = i < BUCKETS.length ? Double.toString(BUCKETS[i]) : "+Inf";
            lines.add(name + "_bucket{route=" + route + ",le=\"" + end + "\"} " + count);
        }
        lines.add(name + "_sum{route=" + route + "} " + histogram.sum.sum());
        lines.add(name + "_count{route=" + route + "} " + count);
    }

    private static void head(List<String> lines, String name, String type, String help) {
        lines.add("# HELP " + name + " " + help);
        lines.add("# TYPE " + name + " " + type);
    }

    /** A value of a label, between its quotes. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
