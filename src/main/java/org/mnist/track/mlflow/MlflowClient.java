package org.mnist.track.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mnist.base.Failure;
import org.mnist.base.Text;

/**
 * The part of <a href="https://mlflow.org/docs/latest/rest-api.html">MLflow's REST interface</a> that runs are told by, and that
 * of its artifact proxy. Redirects are not followed: the header that says who asks is for one server.
 */
final class MlflowClient {
    /** The most parameters, or tags, of one request. */
    private static final int MOST_PARAMS = 100;

    /** The most metrics of one request. */
    private static final int MOST_METRICS = 1000;

    /** The most characters of a server's words that are worth a line. */
    private static final int MOST_WORDS = 200;

    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final String PROXIED = "mlflow-artifacts:";
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * How patient to be.
     *
     * @param connect until the connection stands
     * @param answer until the whole answer is there
     * @param upload until a file has been taken
     */
    record Limits(Duration connect, Duration answer, Duration upload) {
        static final Limits STANDARD = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(5));
    }

    private final MlflowServer server;
    private final Limits limits;
    private final HttpClient http;

    MlflowClient(MlflowServer server, Limits limits) {
        this.server = server;
        this.limits = limits;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(server.proxies())
                .build();
    }

    /** The server's address. */
    String address() {
        return server.address();
    }

    /** The id of the experiment of that name, which is made if there is none. */
    String experiment(String name) throws IOException {
        Optional<String> there = findExperiment(name);
        if (there.isPresent()) {
            return there.get();
        }
        try {
            return text(post("experiments/create", JSON.createObjectNode().put("name", name)), "experiment_id");
        } catch (RefusedException e) {
            if (e.code().equals("RESOURCE_ALREADY_EXISTS")) { // another process was quicker
                return findExperiment(name).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    private Optional<String> findExperiment(String name) throws IOException {
        try {
            JsonNode found = get("experiments/get-by-name", "experiment_name", name);
            return Optional.of(text(found.path("experiment"), "experiment_id"));
        } catch (RefusedException e) {
            if (e.code().equals("RESOURCE_DOES_NOT_EXIST")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The run of an experiment that has a tag, if there is one. */
    Optional<MlflowRun> find(String experiment, String tag, String value) throws IOException {
        ObjectNode query = JSON.createObjectNode();
        query.putArray("experiment_ids").add(experiment);
        query.put("filter", "tags.`" + tag + "` = '" + value + "'").put("max_results", 1);
        JsonNode runs = post("runs/search", query).path("runs");
        return runs.isEmpty() ? Optional.empty() : Optional.of(run(runs.get(0)));
    }

    /** Makes a run. */
    MlflowRun create(String experiment, String name, long time, Map<String, String> tags) throws IOException {
        ObjectNode run = JSON.createObjectNode();
        run.put("experiment_id", experiment).put("run_name", name).put("start_time", time);
        pairs(run.putArray("tags"), tags);
        return run(post("runs/create", run).path("run"));
    }

    /** The run of that id. */
    MlflowRun get(String id) throws IOException {
        return run(get("runs/get", "run_id", id).path("run"));
    }

    /** Gives a run parameters; those that it has may be given again. */
    void logParams(String id, Map<String, String> params) throws IOException {
        List<String> keys = new ArrayList<>(params.keySet());
        for (int i = 0; i < keys.size(); i += MOST_PARAMS) {
            ObjectNode batch = JSON.createObjectNode().put("run_id", id);
            ArrayNode some = batch.putArray("params");
            keys.subList(i, Math.min(keys.size(), i + MOST_PARAMS))
                    .forEach(key -> some.addObject().put("key", key).put("value", params.get(key)));
            post("runs/log-batch", batch);
        }
    }

    /** Gives a run figures of a step; those that it has would be there twice. */
    void logMetrics(String id, long step, long time, Map<String, Double> values) throws IOException {
        if (values.size() > MOST_METRICS) {
            throw new IllegalArgumentException(values.size() + " metrics are too many for one request");
        }
        ObjectNode batch = JSON.createObjectNode().put("run_id", id);
        ArrayNode metrics = batch.putArray("metrics");
        values.forEach((key, value) -> metrics.addObject()
                .put("key", key)
                .put("value", value)
                .put("timestamp", time)
                .put("step", step));
        post("runs/log-batch", batch);
    }

    /** Says how a run stands; the time is that of its end. */
    void update(String id, String status, long time) throws IOException {
        ObjectNode run = JSON.createObjectNode().put("run_id", id).put("status", status);
        if (!status.equals(Entry.Status.RUNNING)) {
            run.put("end_time", time);
        }
        post("runs/update", run);
    }

    /** Whether the server takes the files of a run; where it does not, its clients put them into some store themselves. */
    static boolean takesFiles(MlflowRun run) {
        return run.artifacts().startsWith(PROXIED);
    }

    /** Uploads a file of a run; one of that name is replaced. */
    void upload(MlflowRun run, Path file) throws IOException {
        StringBuilder path = new StringBuilder();
        for (String part : run.artifacts()
                .substring(PROXIED.length())
                .replaceFirst("^//[^/]*", "")
                .split("/", -1)) {
            if (part.equals("..") || part.equals(".")) {
                throw new IOException("its answer names no place for files");
            }
            path.append(part.isEmpty() ? "" : encoded(part) + "/");
        }
        path.append(encoded(String.valueOf(file.getFileName())));
        send(request(ARTIFACTS + path).PUT(HttpRequest.BodyPublishers.ofFile(file)), limits.upload());
    }

    private static void pairs(ArrayNode array, Map<String, String> pairs) {
        pairs.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
    }

    private static MlflowRun run(JsonNode run) throws IOException {
        Map<String, Long> steps = new HashMap<>();
        run.path("data")
                .path("metrics")
                .forEach(metric -> steps.merge(
                        metric.path("key").asText(), metric.path("step").asLong(), Math::max));
        JsonNode info = run.path("info");
        String id = text(info, "run_id");
        try {
            MlflowRun.requireId(id);
        } catch (IllegalArgumentException e) {
            throw new IOException("its answer has no run", e);
        }
        return new MlflowRun(
                id, text(info, "experiment_id"), info.path("artifact_uri").asText(), steps);
    }

    private static String text(JsonNode answer, String key) throws IOException {
        JsonNode value = answer.path(key);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new IOException("its answer has no " + key + "; is it a tracking server of MLflow?");
        }
        return value.textValue();
    }

    private JsonNode get(String path, String key, String value) throws IOException {
        return json(send(request(API + path + "?" + key + "=" + encoded(value)).GET(), limits.answer()));
    }

    private JsonNode post(String path, ObjectNode body) throws IOException {
        return json(send(
                request(API + path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                limits.answer()));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        URI address = URI.create(server.address() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("User-Agent", "mnist");
        server.authorization().ifPresent(who -> request.header("Authorization", who));
        server.proxies().authorization(address).ifPresent(who -> request.header("Proxy-Authorization", who));
        return request;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private byte[] send(HttpRequest.Builder request, Duration limit) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request.build(), info -> new LimitedBody());
        try {
            HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                throw refused(response.statusCode(), response.body());
            }
            return response.body();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it does not answer within " + Text.duration(limit.toMillis() / 1e3), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("there was no more time for it").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private static String reason(Throwable thrown) {
        return thrown instanceof ConnectException && thrown.getMessage() == null
                ? "it cannot be reached"
                : Text.printable(Failure.message(thrown));
    }

    private static RefusedException refused(int status, byte[] body) {
        JsonNode error = JSON.missingNode();
        try {
            error = JSON.readTree(body);
        } catch (IOException e) {
            // A page for people, of a server between; the status says what there is to say.
        }
        String words = Text.printable(error.path("message").asText()).strip();
        String shown = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words;
        return new RefusedException(
                error.path("error_code").asText(), "it answered " + status + (shown.isEmpty() ? "" : ": " + shown));
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("its answer is no JSON; is it a tracking server of MLflow?", e);
        }
    }
}
