package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mnist.network.Task;
import org.mnist.testing.Scenes;
import org.mnist.testing.Schemas;
import org.mnist.testing.TinyTask;

/** What others are told of the server is what it does. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode document;
    static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        document = JSON.readTree(OpenApi.document());
        server = TestServer.of(TestServer.digits("five"), TestServer.whole("whole", TinyTask.COLOURS, false));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode operation(String method, String path) {
        return document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    }

    @Test
    void everyRouteIsThereAndNoOther() {
        TreeSet<String> told = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> told.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        List<ServedModel> models = List.of(TestServer.digits("five"));
        try (Turns turns = new Turns(1, 1)) {
            List<String> routes = new Routes(ModelRoutes.of(models, new Metrics(models), turns), line -> {})
                    .all().stream()
                            .map(route -> route.method() + " " + route.path())
                            .toList();
            assertThat(told).containsExactlyInAnyOrderElementsOf(routes);
        }
    }

    /** Each answer that the server gives is one of those that are told, of the type and with the keys that are told. */
    @Test
    void answersAreAsTheyAreTold() throws Exception {
        byte[] png = TestServer.png(Scenes.handwritten(1).get(0));
        for (String path : List.of("", "models", "healthz", "metrics", "openapi.json")) {
            requireTold("GET", "/" + path, server.get(path));
            requireTold("GET", "/" + path, server.get(path, "Origin", "http://example.org"));
        }
        requireTold("POST", "/predict", server.post(png));
        requireTold("POST", "/predict", server.post("predict?model=whole", png));
        requireTold("POST", "/predict", server.post("predict?model=none", png));
        requireTold("POST", "/predict", server.post(new byte[5]));
        requireTold("POST", "/predict", server.post(new byte[PostedImage.MAX_BYTES + 1]));
        requireTold("POST", "/predict", server.post(png, "Origin", "null"));
        assertThat(JSON.readTree(server.get("openapi.json").body())).isEqualTo(document);
        assertThat(document.at("/info/version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    /** Every body that is told of is taken: those in JSON are written as their schemas say. */
    @Test
    void bodiesAreTakenAsTheyAreTold() throws Exception {
        List<String> types = new ArrayList<>();
        operation("POST", "/predict").at("/requestBody/content").fieldNames().forEachRemaining(types::add);
        assertThat(types)
                .containsExactly("image/*", "application/octet-stream", "multipart/form-data", "application/json");
        byte[] png = TestServer.png(Scenes.handwritten(1).get(0));
        for (String type : List.of("image/png", "application/octet-stream")) {
            assertThat(server.post(png, "Content-Type", type).statusCode()).isEqualTo(200);
        }
        String pixels = "[" + "0,".repeat(783) + "255]";
        JsonNode posted = document.at("/components/schemas/PostedImage");
        for (String json : List.of(
                pixels,
                "{\"pixels\": " + pixels + "}",
                "{\"image\": \"" + Base64.getEncoder().encodeToString(png) + "\"}")) {
            assertThat(faults(posted, JSON.readTree(json))).isEmpty();
            assertThat(server.post(json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(faults(posted, JSON.readTree("{\"image\": 5}"))).isNotEmpty();
    }

    /** Every reference leads somewhere, and nothing is described that nobody refers to. */
    @Test
    void referencesLeadSomewhere() {
        TreeSet<String> used = new TreeSet<>();
        document.findValues("$ref").forEach(reference -> used.add(reference.asText()));
        TreeSet<String> there = new TreeSet<>();
        for (String kind : List.of("responses", "schemas")) {
            document.at("/components/" + kind)
                    .fieldNames()
                    .forEachRemaining(name -> there.add("#/components/" + kind + "/" + name));
        }
        assertThat(used).isEqualTo(there);
        assertThat(document.at("/components/schemas/Task/properties").size())
                .isEqualTo(Task.class.getRecordComponents().length);
    }

    private static void requireTold(String method, String path, HttpResponse<String> response) throws IOException {
        String status = Integer.toString(response.statusCode());
        JsonNode told = resolved(operation(method, path).get("responses").path(status));
        assertThat(told.isMissingNode()).as("%s %s: %s", method, path, status).isFalse();
        String type =
                response.headers().firstValue("Content-Type").orElseThrow().replaceFirst(";.*", "");
        JsonNode content = told.get("content").path(type);
        assertThat(content.isMissingNode()).as("%s: %s", path, type).isFalse();
        if (type.equals("application/json")) {
            assertThat(faults(content.get("schema"), JSON.readTree(response.body())))
                    .isEmpty();
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** What of a value is not as a schema of the document says. */
    private static List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components")); // which it refers to
        return Schemas.faults(whole, value);
    }
}
