package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;
import org.mnist.base.Json;
import org.mnist.data.DatasetStore;
import org.mnist.testing.FunctionPredictor;
import org.mnist.testing.MnistForm;
import org.mnist.testing.Scenes;
import org.mnist.testing.Scenes.Scene;
import org.mnist.vision.Photo;
import org.mnist.vision.PhotoReader;
import org.mnist.vision.Recogniser;

/** The server as a program talks to it. */
class DigitServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static final List<String> FAULTS = new CopyOnWriteArrayList<>();
    static DigitServer server;

    /** Reads without an engine: what it answers depends on the picture. */
    private static Recogniser recogniser() {
        return new Recogniser(
                FunctionPredictor.pixels(14 * MnistForm.SIDE + 9),
                new DatasetStore(Path.of("unused"), line -> {}).open(DatasetStore.SAMPLE),
                0);
    }

    @BeforeAll
    static void start() {
        server = DigitServer.start(
                0,
                PictureReader.digits(recogniser()),
                new ModelInfo("<b>five</b>", "knows \"much\""),
                () -> {},
                FAULTS::add);
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(FAULTS).isEmpty();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static HttpResponse<String> post(byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = request("predict").POST(BodyPublishers.ofByteArray(body));
        return CLIENT.send((headers.length > 0 ? request.headers(headers) : request).build(), BodyHandlers.ofString());
    }

    private static byte[] png(Scene scene) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(scene.picture(), "png", png);
        return png.toByteArray();
    }

    /** The answer is what reading the same picture in this process gives. */
    @Test
    void answersWithWhatIsReadInThePicture() throws Exception {
        for (Scene scene : Scenes.handwritten(2)) {
            HttpResponse<String> response = post(png(scene));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
            Photo photo = PhotoReader.read(png(scene), "the scene");
            PredictResponse expected = PredictResponse.of(photo, recogniser().read(photo.digits()));
            assertThat(expected.digits()).hasSize(scene.text().length());
            assertThat(response.body()).isEqualTo(Json.write(expected) + "\n");
        }
    }

    @Test
    void thePageTellsOfTheModel() throws Exception {
        HttpResponse<String> page = CLIENT.send(request("").build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;b&gt;five&lt;/b&gt;")
                .contains("knows &quot;much&quot;")
                .doesNotContain("${")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    }

    @Test
    void refusesPagesOfOthers() throws Exception {
        byte[] digit = png(Scenes.handwritten(1).get(0));
        assertThat(post(digit, "Origin", "http://example.org").statusCode()).isEqualTo(403);
        assertThat(post(digit, "Origin", "null").statusCode()).isEqualTo(403);
        String own = server.address().substring(0, server.address().length() - 1);
        assertThat(post(digit, "Origin", own).statusCode()).isEqualTo(200);
        assertThat(post(digit, "Origin", own.replace("127.0.0.1", "localhost")).statusCode())
                .isEqualTo(200);
        // A name of another host that leads here, as in DNS rebinding.
        assertThat(raw("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET / HTTP/1.0\r\n\r\n")).contains(" 403 ");
    }

    /** A connection closed on a client that still writes would take the answer with it. */
    @Test
    void theAnswerToARefusedPictureArrives() throws Exception {
        byte[] picture = new byte[DigitServer.MAX_BYTES / 2];
        for (int n = 0; n < 20; n++) {
            assertThat(post(picture, "Origin", "null").statusCode()).isEqualTo(403);
        }
    }

    /** A client that is told nothing uses a connection again, and may find it closed. */
    @Test
    void aConnectionIsKeptOrItsEndIsTold() throws Exception {
        byte[] digit = png(Scenes.handwritten(1).get(0));
        assertThat(post(digit, "Origin", "null").headers().firstValue("Connection"))
                .hasValue("close");
        assertThat(post(digit).headers().firstValue("Connection")).isEmpty();
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort())) {
            socket.setSoTimeout(5000);
            String get = "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n\r\n";
            for (int n = 0; n < 3; n++) {
                socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
                String head = head(socket.getInputStream());
                assertThat(head).startsWith("HTTP/1.1 200");
                int length = Integer.parseInt(head.replaceAll("(?is).*content-length: *(\\d+).*", "$1"));
                assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("after " + head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readNBytes(30), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void refusesWhatIsNoPicture() throws Exception {
        HttpResponse<String> text = post("a picture of a seven".getBytes(StandardCharsets.UTF_8));
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(text.body()).get("error").asText()).contains("no usable image");
        assertThat(post(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(post(new byte[DigitServer.MAX_BYTES + 1]).statusCode()).isEqualTo(413);
        assertThat(CLIENT.send(request("predict").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(CLIENT.send(request("predict/1").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
        assertThat(CLIENT.send(request("../etc/passwd").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
        assertThat(CLIENT.send(
                                request("")
                                        .method("DELETE", BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void saysThatAPortIsTaken() {
        int port = URI.create(server.address()).getPort();
        assertThatThrownBy(() -> DigitServer.start(
                        port, PictureReader.digits(recogniser()), new ModelInfo("a", "b"), () -> {}, line -> {}))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("port " + port + " cannot be had")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    @Test
    void eightAtOnceGetTheirOwnAnswers() throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (Scene scene : Scenes.printed(8)) {
            pictures.add(png(scene));
            answers.add(post(png(scene)).body());
        }
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                byte[] picture = pictures.get(i % 8);
                calls.add(() -> post(picture).body());
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
