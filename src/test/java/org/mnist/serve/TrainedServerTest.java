package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.mnist.network.dl4j.Backends;
import org.mnist.testing.Scenes;
import org.mnist.testing.Scenes.Scene;
import org.mnist.testing.TrainedOnSample;

/** The server with a network that has learned to read a little. */
class TrainedServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static byte[] png(Scene scene) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(scene.picture(), "png", png);
        return png.toByteArray();
    }

    @Test
    void readsWhatIsPosted() throws Exception {
        int right = 0;
        List<Scene> scenes = Scenes.handwritten(2);
        try (TrainedOnSample model = TrainedOnSample.train();
                ModelServer server = ModelServer.start(
                        ServerSettings.loopback(0),
                        List.of(new ServedModel(
                                "five", new ModelInfo("five", "knows much"), PictureReader.digits(model.recogniser()))),
                        () -> Backends.computeHereWith(1),
                        line -> {})) {
            for (Scene scene : scenes) {
                HttpResponse<String> response = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(server.address() + "predict"))
                                        .POST(BodyPublishers.ofByteArray(png(scene)))
                                        .build(),
                                BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(200);
                JsonNode read = JSON.readTree(response.body());
                assertThat(read.get("digits")).hasSize(scene.text().length());
                JsonNode first = read.at("/digits/0");
                assertThat(Base64.getDecoder().decode(first.get("pixels").asText()))
                        .hasSize(784);
                double sum = 0;
                for (JsonNode probability : first.get("probabilities")) {
                    sum += probability.asDouble();
                }
                assertThat(sum).isBetween(0.999, 1.001);
                right += first.get("closest").asInt() == scene.text().charAt(0) - '0' ? 1 : 0;
            }
        }
        assertThat(right).isGreaterThan(scenes.size() * 3 / 4);
    }
}
