package org.mnist.track.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tracking server on this machine that speaks MLflow's REST interface as it is documented, and no word more: unknown fields,
 * other types, and requests over the limits are refused. As MLflow's own file store does, it keeps each metric as often as it comes.
 */
final class LocalMlflow implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[/\\w.\\- ]{1,250}");
    private static final Set<String> STATUS = Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    /** What becomes of a request. */
    enum Mood {
        /** It is answered. */
        SOUND,
        /** It is answered by 500, and nothing is done. */
        BROKEN,
        /** It is done, and the answer is lost. */
        MUTE,
        /** It is never answered. */
        SLOW,
        /** It is answered, and the answer does not end. */
        ENDLESS,
        /** It is refused in words that would take over a terminal. */
        HOSTILE
    }

    record Metric(String key, double value, long timestamp, long step) {}

    static final class Run {
        String experiment;
        String name;
        String status = "RUNNING";
        long start;
        Long end;
        final Map<String, String> tags = new TreeMap<>();
        final Map<String, String> params = new TreeMap<>();
        final List<Metric> metrics = new ArrayList<>();
        final Map<String, byte[]> artifacts = new TreeMap<>();

        List<Metric> metrics(String key) {
            return metrics.stream().filter(metric -> metric.key().equals(key)).toList();
        }
    }

    private static final class RefusalException extends Exception {
        private static final long serialVersionUID = 1L;
        final int status;
        final String code;

        RefusalException(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    final Map<String, String> experiments = new LinkedHashMap<>();
    final Map<String, Run> runs = new LinkedHashMap<>();
    final List<String> requests = new ArrayList<>();
    final List<String> complaints = new ArrayList<>();
    String authorization;
    String proxyAuthorization;

    /** Where clients are led to, if anywhere. */
    String redirect;

    String artifactRoot = "mlflow-artifacts:/";

    /** How many requests are answered before the mood comes into force. */
    int soundRequests;

    Mood mood = Mood.SOUND;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);

    LocalMlflow() throws IOException {
        this(0);
    }

    LocalMlflow(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String uri() {
        return "http://127.0.0.1:" + port();
    }

    /** The only run that there is. */
    Run run() {
        if (runs.size() != 1) {
            throw new AssertionError("there are " + runs.size() + " runs");
        }
        return runs.values().iterator().next();
    }

    synchronized void become(Mood other, int after) {
        mood = other;
        soundRequests = after;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Mood now = mood(exchange);
        if (now == Mood.SLOW) {
            dawdle();
            exchange.close();
            return;
        }
        if (redirect != null) {
            exchange.getResponseHeaders().add("Location", redirect + exchange.getRequestURI());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
            return;
        }
        if (now == Mood.ENDLESS) {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) { // a client that goes away ends it earlier
                exchange.getResponseBody().write(new byte[1 << 16]);
            }
        }
        int status = 200;
        String answer;
        try {
            if (now == Mood.BROKEN) {
                throw new RefusalException(500, "INTERNAL_ERROR", "the store is gone");
            }
            if (now == Mood.HOSTILE) {
                throw new RefusalException(403, "PERMISSION_DENIED", "no \u001b[2Jway\r\nmnist: \u202eall is well");
            }
            answer = answer(exchange, body).toString();
        } catch (RefusalException e) {
            status = e.status;
            answer = JSON.createObjectNode()
                    .put("error_code", e.code)
                    .put("message", e.getMessage())
                    .toString();
            if (now == Mood.SOUND && status == 400) {
                synchronized (this) {
                    complaints.add(e.getMessage());
                }
            }
        }
        if (now == Mood.MUTE) {
            exchange.close();
            return;
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Mood mood(HttpExchange exchange) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        return soundRequests-- > 0 ? Mood.SOUND : mood;
    }

    private void dawdle() {
        try {
            closing.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized JsonNode answer(HttpExchange exchange, byte[] body) throws RefusalException, IOException {
        if (authorization != null
                && !List.of(authorization).equals(exchange.getRequestHeaders().get("Authorization"))) {
            throw new RefusalException(401, "UNAUTHENTICATED", "who are you?");
        }
        if (proxyAuthorization != null
                && !List.of(proxyAuthorization)
                        .equals(exchange.getRequestHeaders().get("Proxy-Authorization"))) {
            throw new RefusalException(407, "", "who are you?");
        }
        String path = exchange.getRequestURI().getPath();
        String uploads = "/api/2.0/mlflow-artifacts/artifacts/";
        if (path.startsWith(uploads)) {
            require(exchange.getRequestMethod().equals("PUT"), "an upload is a PUT");
            return upload(path.substring(uploads.length()), body);
        }
        String call = exchange.getRequestMethod() + " " + path.replaceFirst("^/api/2\\.0/mlflow/", "");
        if (exchange.getRequestMethod().equals("POST")) {
            require(
                    List.of("application/json")
                            .equals(exchange.getRequestHeaders().get("Content-Type")),
                    "the content type must be application/json");
            require(body.length <= 1_000_000, "a request has at most 1 MB");
        }
        return switch (call) {
            case "GET experiments/get-by-name" -> byName(query(exchange, "experiment_name"));
            case "POST experiments/create" -> createExperiment(object(body, "name:s"));
            case "POST runs/search" -> search(object(body, "experiment_ids:a", "filter:s", "max_results:n"));
            case "POST runs/create" -> create(object(body, "experiment_id:s", "run_name:s", "start_time:n", "tags:a"));
            case "GET runs/get" -> JSON.createObjectNode().set("run", json(query(exchange, "run_id")));
            case "POST runs/log-batch" -> log(object(body, "run_id:s", "metrics:a", "params:a", "tags:a"));
            case "POST runs/update" -> update(object(body, "run_id:s", "status:s", "end_time:n", "run_name:s"));
            default -> throw new RefusalException(404, "ENDPOINT_NOT_FOUND", "there is no " + call);
        };
    }

    private static String query(HttpExchange exchange, String key) throws RefusalException {
        String query = exchange.getRequestURI().getRawQuery();
        require(query != null && query.startsWith(key + "="), "the query must be " + key);
        return URLDecoder.decode(query.substring(key.length() + 1), StandardCharsets.UTF_8);
    }

    /** A body of no other fields than these, each of its type: s a text, n a whole number, a a list, d a number. */
    private static JsonNode object(byte[] body, String... fields) throws RefusalException, IOException {
        return object(JSON.readTree(body), fields);
    }

    private static JsonNode object(JsonNode tree, String... fields) throws RefusalException {
        require(tree.isObject(), "the body must be an object");
        Map<String, Character> types = new TreeMap<>();
        Stream.of(fields).forEach(field -> types.put(field.split(":", -1)[0], field.split(":", -1)[1].charAt(0)));
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            Character type = types.get(entry.getKey());
            require(type != null, "there is no field " + entry.getKey());
            JsonNode value = entry.getValue();
            boolean fits = switch (type) {
                case 's' -> value.isTextual();
                case 'n' -> value.isIntegralNumber();
                case 'd' -> value.isNumber();
                default -> value.isArray();
            };
            require(fits, entry.getKey() + " has the wrong type");
        }
        return tree;
    }

    private static void require(boolean holds, String message) throws RefusalException {
        if (!holds) {
            throw new RefusalException(400, "INVALID_PARAMETER_VALUE", message);
        }
    }

    private JsonNode byName(String name) throws RefusalException {
        if (!experiments.containsKey(name)) {
            throw new RefusalException(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + name);
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("experiment")
                .put("experiment_id", experiments.get(name))
                .put("name", name)
                .put("lifecycle_stage", "active");
        return answer;
    }

    private JsonNode createExperiment(JsonNode request) throws RefusalException {
        String name = request.path("name").asText();
        require(!name.isEmpty(), "an experiment has a name");
        if (experiments.containsKey(name)) {
            throw new RefusalException(400, "RESOURCE_ALREADY_EXISTS", "there is one");
        }
        experiments.put(name, Integer.toString(experiments.size() + 1));
        return JSON.createObjectNode().put("experiment_id", experiments.get(name));
    }

    private JsonNode search(JsonNode request) throws RefusalException {
        Matcher filter = Pattern.compile("tags\\.`([^`]+)` = '([^']*)'")
                .matcher(request.path("filter").asText());
        require(filter.matches(), "the filter is not understood");
        ObjectNode answer = JSON.createObjectNode();
        for (Map.Entry<String, Run> run : runs.entrySet()) {
            if (filter.group(2).equals(run.getValue().tags.get(filter.group(1)))) {
                answer.withArray("runs").add(json(run.getKey()));
            }
        }
        return answer; // without runs where there are none, as protocol buffers print it
    }

    private JsonNode create(JsonNode request) throws RefusalException {
        require(experiments.containsValue(request.path("experiment_id").asText()), "there is no such experiment");
        Run run = new Run();
        run.experiment = request.get("experiment_id").asText();
        run.name = request.path("run_name").asText();
        run.start = request.path("start_time").asLong();
        pairs(request.path("tags"), run.tags, 5000);
        String id = "%032x".formatted(runs.size() + 0xabcdL);
        runs.put(id, run);
        return JSON.createObjectNode().set("run", json(id));
    }

    private static void pairs(JsonNode list, Map<String, String> pairs, int most) throws RefusalException {
        require(list.size() <= 100, "at most 100 of them");
        for (JsonNode pair : list) {
            object(pair, "key:s", "value:s");
            String key = pair.path("key").asText();
            require(NAME.matcher(key).matches(), "a key cannot be " + key);
            require(pair.path("value").asText().length() <= most, "the value of " + key + " is too long");
            pairs.put(key, pair.path("value").asText());
        }
    }

    private Run find(JsonNode request) throws RefusalException {
        Run run = runs.get(request.path("run_id").asText());
        if (run == null) {
            throw new RefusalException(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
        }
        return run;
    }

    private JsonNode log(JsonNode request) throws RefusalException {
        Run run = find(request);
        require(request.path("metrics").size() <= 1000, "at most 1000 metrics");
        Map<String, String> params = new TreeMap<>();
        pairs(request.path("params"), params, 500);
        for (Map.Entry<String, String> param : params.entrySet()) {
            String before = run.params.putIfAbsent(param.getKey(), param.getValue());
            require(before == null || before.equals(param.getValue()), param.getKey() + " cannot be changed");
        }
        pairs(request.path("tags"), run.tags, 5000);
        for (JsonNode metric : request.path("metrics")) {
            object(metric, "key:s", "value:d", "timestamp:n", "step:n");
            require(metric.size() == 4, "a metric has a key, a value, a timestamp and a step");
            require(NAME.matcher(metric.get("key").asText()).matches(), "a key cannot be " + metric.get("key"));
            run.metrics.add(new Metric(
                    metric.get("key").asText(),
                    metric.get("value").asDouble(),
                    metric.get("timestamp").asLong(),
                    metric.get("step").asLong()));
        }
        return JSON.createObjectNode();
    }

    private JsonNode update(JsonNode request) throws RefusalException {
        Run run = find(request);
        require(STATUS.contains(request.path("status").asText()), "there is no such status");
        run.status = request.get("status").asText();
        run.end = request.has("end_time") ? (Long) request.get("end_time").asLong() : run.end;
        return JSON.createObjectNode();
    }

    private JsonNode upload(String path, byte[] body) throws RefusalException {
        String[] parts = path.split("/", -1);
        require(
                parts.length == 4 && runs.containsKey(parts[1]) && parts[2].equals("artifacts"),
                "the path must be EXPERIMENT/RUN/artifacts/FILE, not " + path);
        runs.get(parts[1]).artifacts.put(parts[3], body);
        return JSON.createObjectNode();
    }

    private JsonNode json(String id) throws RefusalException {
        Run run = find(JSON.createObjectNode().put("run_id", id));
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("info")
                .put("run_id", id)
                .put("run_uuid", id)
                .put("experiment_id", run.experiment)
                .put("status", run.status)
                .put("artifact_uri", artifactRoot + run.experiment + "/" + id + "/artifacts");
        Map<String, Metric> latest = new TreeMap<>();
        run.metrics.forEach(
                metric -> latest.merge(metric.key(), metric, (one, other) -> other.step() >= one.step() ? other : one));
        ObjectNode data = answer.putObject("data");
        latest.values()
                .forEach(metric -> data.withArray("metrics")
                        .addObject()
                        .put("key", metric.key())
                        .put("value", metric.value())
                        .put("timestamp", metric.timestamp())
                        .put("step", metric.step()));
        return answer;
    }
}
