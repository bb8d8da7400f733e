package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.data.Synthetic;
import org.mnist.network.Task;
import org.mnist.testing.TinyTask;

/** The server of a model that tells anything but digits. */
class WholeServerTest {
    private static TestServer start(Task task, boolean inverts) {
        return TestServer.of(TestServer.whole("m", task, inverts));
    }

    /** The pixels in the answer are those that were posted, which have the network's shape; and the classes are theirs. */
    @Test
    void theAnswerIsByNameWithWhatTheNetworkSaw(@TempDir Path folder) throws Exception {
        Task task = TinyTask.COLOURS;
        Images images = Synthetic.images(task, 4, 5);
        try (TestServer server = start(task, false)) {
            for (int i = 0; i < 4; i++) {
                byte[] png = Files.readAllBytes(Synthetic.png(folder.resolve("p.png"), images, i, 1));
                HttpResponse<String> response = server.post(png);
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
            assertThat(server.post("no picture".getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    /** Channels of rows are what the network sees, and a reader that inverts pictures leaves numbers as they are. */
    @Test
    void numbersInRowsReachTheNetworkAsTheyAre() throws Exception {
        Task task = TinyTask.COLOURS;
        Images images = Synthetic.images(task, 4, 5);
        int[][][] rows = new int[3][32][32];
        for (int k = 0; k < task.image().size(); k++) {
            rows[k / 1024][k / 32 % 32][k % 32] = images.at(2, k);
        }
        try (TestServer server = start(task, true)) {
            HttpResponse<String> response = server.post(
                    new ObjectMapper().writeValueAsBytes(Map.of("pixels", rows)), "Content-Type", "application/json");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            byte[] pixels = Base64.getDecoder()
                    .decode(new ObjectMapper()
                            .readTree(response.body())
                            .get("pixels")
                            .asText());
            for (int k = 0; k < pixels.length; k++) {
                assertThat(pixels[k] & 0xff).isEqualTo(images.at(2, k));
            }
        }
    }

    /** The script finds the classes and the shape in attributes, whatever is in the names. */
    @Test
    void thePageKnowsTheTask() throws Exception {
        Task task = new Task(1, 20, 40, List.of("<script>alert(1)</script>", "\"b\" & ${name}"));
        try (TestServer server = start(task, false)) {
            String page = server.get("").body();
            assertThat(page)
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\&quot;b\\&quot; &amp; ${name}")
                    .contains("<title>Draw, or open a picture: m</title>")
                    .contains("20 × 40 pixels, the whole picture scaled.")
                    .doesNotContain("<script>alert");
        }
        assertThat(model(task, false).toString())
                .contains("\"reader\":\"whole\",\"paper\":\"dark\"", "\"channels\":1,\"height\":20,\"width\":40");
        assertThat(model(task, true).get("paper").asText()).isEqualTo("light");
        JsonNode colours = model(TinyTask.COLOURS, false);
        assertThat(colours.get("paper").asText()).isEqualTo("light");
        assertThat(colours.get("noun").asText()).isEqualTo("class");
        assertThat(colours.get("seen").asText()).startsWith("32 × 32 pixels in colour");
    }

    /** The first model as the page's script finds it. */
    private static JsonNode model(Task task, boolean inverts) throws Exception {
        String page = DrawingPage.of(List.of(TestServer.whole("m", task, inverts)));
        Matcher models = Pattern.compile("data-models=\"([^\"]*)\"").matcher(page);
        assertThat(models.find()).isTrue();
        String json = models.group(1)
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        return new ObjectMapper().readTree(json).get(0);
    }
}
