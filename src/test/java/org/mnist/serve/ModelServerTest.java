package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.data.Images;
import org.mnist.network.Task;
import org.mnist.testing.Scenes;
import org.mnist.testing.Scenes.Scene;
import org.mnist.vision.Box;
import org.mnist.vision.Photo;
import org.mnist.vision.PhotoReader;

/** The server as a program talks to it. */
class ModelServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Charset UTF_8 = StandardCharsets.UTF_8;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.of(TestServer.digits("five"), TestServer.digits("six"));
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    private static PredictResponse expected(byte[] png) {
        Photo photo = PhotoReader.read(png, "the scene");
        return PredictResponse.of(
                photo.boxes(), photo.digits(), TestServer.recogniser().read(photo.digits()));
    }

    /** The answer is what reading the same picture in this process gives. */
    @Test
    void answersWithWhatIsReadInThePicture() throws Exception {
        for (Scene scene : Scenes.handwritten(2)) {
            byte[] png = TestServer.png(scene);
            HttpResponse<String> response = server.post(png);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            PredictResponse expected = expected(png);
            assertThat(expected.digits()).hasSize(scene.text().length());
            assertThat(response.body()).isEqualTo(Json.write(expected) + "\n");
        }
    }

    /** The same picture reads alike, however it is sent. */
    @Test
    void aFormAndBase64ReadAsTheFileItself() throws Exception {
        byte[] png = TestServer.png(Scenes.handwritten(1).get(0));
        String expected = server.post(png).body();
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--edge\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n".getBytes(UTF_8));
        form.writeBytes(
                "--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n".getBytes(UTF_8));
        form.writeBytes("Content-Type: image/png\r\n\r\n".getBytes(UTF_8));
        form.writeBytes(png);
        form.writeBytes("\r\n--edge--\r\n".getBytes(UTF_8));
        HttpResponse<String> formed =
                server.post(form.toByteArray(), "Content-Type", "multipart/form-data; boundary=edge");
        assertThat(formed.statusCode()).as(formed.body()).isEqualTo(200);
        assertThat(formed.body()).isEqualTo(expected);
        String json = "{\"image\": \"" + Base64.getEncoder().encodeToString(png) + "\"}";
        HttpResponse<String> encoded =
                server.post(json.getBytes(UTF_8), "Content-Type", "application/json; charset=utf-8");
        assertThat(encoded.statusCode()).as(encoded.body()).isEqualTo(200);
        assertThat(encoded.body()).isEqualTo(expected);
    }

    /** 784 numbers are what the network sees, to the last one. */
    @Test
    void numbersReachTheNetworkAsTheyAre() throws Exception {
        byte[] pixels = new byte[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 % 256);
        }
        String numbers = Arrays.toString(
                IntStream.range(0, 784).map(i -> pixels[i] & 0xff).toArray());
        HttpResponse<String> response = server.post(numbers.getBytes(UTF_8), "Content-Type", "application/json");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Images image = new Images(Task.MNIST.image(), pixels, new int[1]);
        PredictResponse expected = PredictResponse.of(
                List.of(new Box(0, 0, 28, 28)), image, TestServer.recogniser().read(image));
        assertThat(response.body()).isEqualTo(Json.write(expected) + "\n");
        JsonNode digit = JSON.readTree(response.body()).at("/digits/0");
        assertThat(Base64.getDecoder().decode(digit.get("pixels").asText())).isEqualTo(pixels);
    }

    @Test
    void aModelIsNamedInTheQuery() throws Exception {
        byte[] png = TestServer.png(Scenes.handwritten(1).get(0));
        assertThat(server.post("predict?model=six", png).statusCode()).isEqualTo(200);
        HttpResponse<String> absent = server.post("predict?model=nine", png);
        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(absent.body()).contains("there is no such model; there are five, six");
        assertThat(server.post("predict?model=six&model=five", png).statusCode())
                .isEqualTo(400);
        JsonNode models = JSON.readTree(server.get("models").body());
        assertThat(models.findValuesAsText("name")).containsExactly("five", "six");
        assertThat(models.at("/1/reader").asText()).isEqualTo("digits");
        assertThat(models.at("/1/task/height").asInt()).isEqualTo(28);
    }

    @Test
    void thePageTellsOfTheModels() throws Exception {
        HttpResponse<String> page = server.get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<b>&lt;b&gt;five&lt;/b&gt;</b> knows &quot;much&quot;")
                .contains("&lt;b&gt;six&lt;/b&gt;")
                .doesNotContain("${")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Server")).isEmpty();
        HttpResponse<String> head = server.send(server.request("").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length"))
                .hasValue(page.body().getBytes(UTF_8).length);
    }

    /** Requests are counted by route, method and status, and those by which the server warms itself up are not. */
    @Test
    void requestsAreCounted() throws Exception {
        try (TestServer counted = TestServer.of(TestServer.digits("one"), TestServer.digits("two"))) {
            byte[] png = TestServer.png(Scenes.handwritten(1).get(0));
            counted.post("predict?model=two", png);
            counted.post("predict?model=two", png);
            counted.post("predict", new byte[3]);
            counted.get("nowhere");
            assertThat(counted.get("healthz").body()).isEqualTo("{\n  \"status\" : \"ok\"\n}\n");
            HttpResponse<String> metrics = counted.get("metrics");
            assertThat(metrics.headers().firstValue("Content-Type")).hasValue(Metrics.TYPE);
            assertThat(metrics.body().lines())
                    .contains(
                            "mnist_predictions_total{model=\"one\"} 0",
                            "mnist_predictions_total{model=\"two\"} 2",
                            "mnist_http_requests_total{route=\"/predict\",method=\"POST\",status=\"200\"} 2",
                            "mnist_http_requests_total{route=\"/predict\",method=\"POST\",status=\"400\"} 1",
                            "mnist_http_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 1",
                            "mnist_http_requests_total{route=\"/healthz\",method=\"GET\",status=\"200\"} 1",
                            "mnist_http_request_duration_seconds_count{route=\"/predict\"} 3",
                            "mnist_http_request_duration_seconds_bucket{route=\"/predict\",le=\"+Inf\"} 3");
        }
    }

    @Test
    void refusesPagesOfOthers() throws Exception {
        byte[] digit = TestServer.png(Scenes.handwritten(1).get(0));
        assertThat(server.post(digit, "Origin", "http://example.org").statusCode())
                .isEqualTo(403);
        assertThat(server.post(digit, "Origin", "null").statusCode()).isEqualTo(403);
        String own =
                server.server.address().substring(0, server.server.address().length() - 1);
        assertThat(server.post(digit, "Origin", own).statusCode()).isEqualTo(200);
        // A name of another host that leads here, as in DNS rebinding.
        assertThat(server.raw("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(server.raw("GET / HTTP/1.0\r\n\r\n")).contains(" 400 ");
    }

    @Test
    void aTokenIsWantedForAllButTheHealth() throws Exception {
        try (TestServer closed = TestServer.of(Optional.of("ABCD-1234"), Set.of())) {
            assertThat(closed.server.url()).endsWith("/?token=ABCD-1234");
            byte[] digit = TestServer.png(Scenes.handwritten(1).get(0));
            for (String path : List.of("", "models", "metrics", "openapi.json", "nowhere")) {
                assertThat(closed.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(closed.get(path + "?token=ABCD-1235").statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            HttpResponse<String> refused = closed.post(digit);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertThat(refused.body()).contains("open the whole address that mnist serve printed");
            assertThat(closed.get("healthz").statusCode()).isEqualTo(200);
            assertThat(closed.get("?token=ABCD-1234").statusCode()).isEqualTo(200);
            assertThat(closed.post("predict?token=ABCD-1234", digit).statusCode())
                    .isEqualTo(200);
            assertThat(closed.post(digit, "Authorization", "Bearer ABCD-1234").statusCode())
                    .isEqualTo(200);
            assertThat(closed.faults)
                    .as("the server warms itself up with its token")
                    .isEmpty();
        }
    }

    @Test
    void anOriginThatWasNamedMayAsk() throws Exception {
        try (TestServer shared = TestServer.of(Optional.of("ABCD-1234"), Set.of("https://example.org"))) {
            HttpResponse<String> preflight = shared.send(
                    shared.request("predict").method("OPTIONS", BodyPublishers.noBody()),
                    "Origin",
                    "https://example.org",
                    "Access-Control-Request-Method",
                    "POST");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://example.org");
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValue("authorization, content-type");
            HttpResponse<String> asked =
                    shared.get("models", "Origin", "https://example.org", "Authorization", "Bearer ABCD-1234");
            assertThat(asked.statusCode()).isEqualTo(200);
            assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://example.org");
            assertThat(asked.headers().firstValue("Vary")).hasValue("Origin");
            assertThat(shared.get("models", "Origin", "https://example.org").statusCode())
                    .as("without the token")
                    .isEqualTo(401);
            HttpResponse<String> other = shared.send(
                    shared.request("predict").method("OPTIONS", BodyPublishers.noBody()),
                    "Origin",
                    "https://example.net",
                    "Access-Control-Request-Method",
                    "POST");
            assertThat(other.statusCode()).isEqualTo(403);
            assertThat(other.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    /** A connection closed on a client that still writes would take the answer with it. */
    @Test
    void theAnswerToARefusedPictureArrives() throws Exception {
        byte[] picture = new byte[PostedImage.MAX_BYTES / 2];
        for (int n = 0; n < 20; n++) {
            assertThat(server.post(picture, "Origin", "null").statusCode()).isEqualTo(403);
        }
    }

    /** A client that waits for leave to send is refused before it has sent anything. */
    @Test
    void whoAsksFirstIsRefusedAtOnce() throws Exception {
        String head = "POST /predict HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n";
        assertThat(server.raw(head + "Origin: null\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(server.raw(head + "\r\n")).startsWith("HTTP/1.1 100");
    }

    @Test
    void aConnectionIsKept() throws Exception {
        try (Socket socket = server.connect()) {
            for (String origin : List.of("", "Origin: null\r\n", "")) {
                socket.getOutputStream()
                        .write(server.bytes(
                                "POST /predict HTTP/1.1\r\nHost: HOST\r\n" + origin + "Content-Length: 3\r\n\r\nabc"));
                assertThat(TestServer.answer(socket.getInputStream()))
                        .startsWith(origin.isEmpty() ? "HTTP/1.1 400" : "HTTP/1.1 403");
            }
        }
    }

    @Test
    void refusesWhatIsNoPicture() throws Exception {
        HttpResponse<String> text = server.post("a picture of a seven".getBytes(UTF_8));
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(text.body()).get("error").asText()).contains("no usable image");
        assertThat(server.post(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(server.post(new byte[PostedImage.MAX_BYTES + 1]).statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesOtherPathsAndMethods() throws Exception {
        HttpResponse<String> got = server.get("predict");
        assertThat(got.statusCode()).isEqualTo(405);
        assertThat(got.headers().firstValue("Allow")).hasValue("POST");
        assertThat(server.get("predict/1").statusCode()).isEqualTo(404);
        assertThat(server.get("../etc/passwd").statusCode()).isEqualTo(400);
        assertThat(server.send(server.request("").method("DELETE", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(server.send(server.request("").method("OPTIONS", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void saysThatAPortOrAnAddressIsNotToBeHad() throws IOException {
        assertThatThrownBy(
                        () -> new TestServer(ServerSettings.loopback(server.port()), List.of(TestServer.digits("a"))))
                .isInstanceOf(Failure.class)
                .hasMessage("port " + server.port()
                        + " cannot be had: Address already in use; name another, or --port 0 for any")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1"); // for documents only, nobody's
        assertThatThrownBy(() -> new TestServer(
                        new ServerSettings(elsewhere, 0, Optional.of("ABCD-1234"), Set.of()),
                        List.of(TestServer.digits("a"))))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("192.0.2.1 is no address of this machine; its own are ");
    }

    @Test
    void eightAtOnceGetTheirOwnAnswers() throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (Scene scene : Scenes.printed(8)) {
            pictures.add(TestServer.png(scene));
            answers.add(server.post(TestServer.png(scene)).body());
        }
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                byte[] picture = pictures.get(i % 8);
                calls.add(() -> server.post(picture).body());
            }
            List<Future<String>> got = clients.invokeAll(calls);
            for (int i = 0; i < got.size(); i++) {
                assertThat(got.get(i).get()).isEqualTo(answers.get(i % 8));
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
