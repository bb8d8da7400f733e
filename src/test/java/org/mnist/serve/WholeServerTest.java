package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.data.Synthetic;
import org.mnist.network.Task;
import org.mnist.testing.MeanPredictor;
import org.mnist.testing.TinyTask;
import org.mnist.vision.WholeReader;

/** The server of a model that tells anything but digits. */
class WholeServerTest {
    private static DigitServer start(Task task, boolean inverts) {
        WholeReader reader = new WholeReader(new MeanPredictor(task), task, inverts);
        return DigitServer.start(0, PictureReader.whole(reader), new ModelInfo("m", "a"), () -> {}, line -> {});
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** The pixels in the answer are those that were posted, which have the network's shape; and the classes are theirs. */
    @Test
    void theAnswerIsByNameWithWhatTheNetworkSaw(@TempDir Path folder) throws Exception {
        Task task = TinyTask.COLOURS;
        Images images = Synthetic.images(task, 4, 5);
        try (DigitServer server = start(task, false)) {
            for (int i = 0; i < 4; i++) {
                byte[] png = Files.readAllBytes(Synthetic.png(folder.resolve("p.png"), images, i, 1));
                HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(server.address() + "predict"))
                        .POST(BodyPublishers.ofByteArray(png)));
                assertThat(response.statusCode()).isEqualTo(200);
                JsonNode read = new ObjectMapper().readTree(response.body());
                byte[] pixels = Base64.getDecoder().decode(read.get("pixels").asText());
                assertThat(pixels).hasSize(task.image().size());
                double[] sums = new double[4];
                for (int k = 0; k < pixels.length; k++) {
                    assertThat(pixels[k] & 0xff).isEqualTo(images.at(i, k));
                    sums[k * 4 / pixels.length] += (pixels[k] & 0xff) / 255.0 + 1e-3;
                }
                int brightest = 0;
                for (int label = 1; label < 4; label++) {
                    brightest = sums[label] > sums[brightest] ? label : brightest;
                }
                assertThat(read.get("label").asInt()).isEqualTo(brightest);
                assertThat(read.get("name").asText()).isEqualTo(task.name(brightest));
                assertThat(read.get("text").asText()).isEqualTo(task.name(brightest));
                assertThat(read.get("top")).hasSize(4);
                assertThat(read.at("/top/0/probability")).isEqualTo(read.get("probability"));
                assertThat(read.get("channels").asInt()).isEqualTo(3);
                assertThat(read.get("height").asInt()).isEqualTo(32);
                assertThat(read.get("width").asInt()).isEqualTo(32);
            }
            HttpResponse<String> refused = send(HttpRequest.newBuilder(URI.create(server.address() + "predict"))
                    .POST(BodyPublishers.ofString("no picture")));
            assertThat(refused.statusCode()).isEqualTo(400);
        }
    }

    /** The script finds the classes and the shape in attributes, whatever is in the names. */
    @Test
    void thePageKnowsTheTask() throws Exception {
        Task task = new Task(1, 20, 40, List.of("<script>alert(1)</script>", "\"b\" & ${name}"));
        try (DigitServer server = start(task, false)) {
            String page =
                    send(HttpRequest.newBuilder(URI.create(server.address()))).body();
            assertThat(page)
                    .contains("data-reader=\"whole\" data-paper=\"dark\"")
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\&quot;b\\&quot; &amp; ${name}")
                    .contains("data-channels=\"1\" data-height=\"20\" data-width=\"40\"")
                    .contains("<title>Draw, or open a picture: m</title>", "Probability of each class")
                    .contains("20 × 40 pixels, the whole picture scaled.")
                    .doesNotContain("<script>alert");
        }
        try (DigitServer server = start(task, true)) {
            assertThat(send(HttpRequest.newBuilder(URI.create(server.address())))
                            .body())
                    .contains("data-paper=\"light\"");
        }
        try (DigitServer server = start(TinyTask.COLOURS, false)) {
            assertThat(send(HttpRequest.newBuilder(URI.create(server.address())))
                            .body())
                    .contains("data-paper=\"light\"", "32 × 32 pixels in colour");
        }
    }
}
