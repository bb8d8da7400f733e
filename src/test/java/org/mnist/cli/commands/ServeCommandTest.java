package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.cli.commands.ServeCommand.Named;
import org.mnist.experiment.SavedModel;
import org.mnist.serve.ModelInfo;
import org.mnist.serve.ServerSettings;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/** The page's words on the model that it serves. */
class ServeCommandTest {
    @TempDir
    Path folder;

    @Test
    void theModelIsDescribedByWhatValidationChose() throws IOException {
        Path run = folder.resolve("run");
        Path tiny = TinyData.write(folder.resolve("tiny"), 200, 30);
        CliRun train = CliRun.of("train", "--no-report", "--arch", "mlp", "--data", tiny, "--epochs", 1, "--out", run);
        assertThat(train.code()).as(train.err()).isZero();
        ObjectMapper json = new ObjectMapper();
        ObjectNode result =
                (ObjectNode) json.readTree(run.resolve("result.json").toFile());
        score(result.at("/best/test"), 0.82, 1234);
        score(result.at("/last/test"), 0.73, 999);
        result.putNull("diagnosis"); // which is of as many images as there were
        json.writeValue(run.resolve("result.json").toFile(), result);
        assertThat(ServeCommand.card(SavedModel.find(run, line -> {}), line -> {}))
                .isEqualTo(new ModelInfo("mlp", "reads 82.00 % of 1,234 test images right; 109,386 parameters"));
        assertThat(ServeCommand.card(SavedModel.find(run.resolve("best.zip"), line -> {}), line -> {}))
                .isEqualTo(new ModelInfo("best.zip", ""));
    }

    /** Other figures, of so many images, of which the first class has those that there were not. */
    private static void score(JsonNode test, double accuracy, int images) {
        ArrayNode row = (ArrayNode) test.at("/confusion/0");
        int more = images - test.get("images").asInt();
        row.set(0, row.get(0).asInt() + more);
        ObjectNode first = (ObjectNode) test.at("/classes/0");
        first.put("images", first.get("images").asInt() + more);
        ((ObjectNode) test).put("accuracy", accuracy).put("images", images);
    }

    /** A name before an equals sign, or that of the folder or file, brought to what may stand in an address. */
    @Test
    void modelsHaveNames() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a=b"));
        assertThat(ServeCommand.named(
                        List.of("runs/mlp-s1", "old=runs/mlp-s1", "m/best.zip", "my runs/erster Versuch/")))
                .containsExactly(
                        new Named("mlp-s1", "runs/mlp-s1"),
                        new Named("old", "runs/mlp-s1"),
                        new Named("best", "m/best.zip"),
                        new Named("erster-Versuch", "my runs/erster Versuch/"));
        assertThat(ServeCommand.named(List.of(odd.toString())))
                .as("a path that is there is a path")
                .containsExactly(new Named("a-b", odd.toString()));
    }

    @Test
    void namesThatAreNoneOrTwiceAreRefused() {
        CliRun twice = CliRun.of("serve", "a/best.zip", "b/best.zip");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("two models have the name best; give them others, as in a=a/best.zip");
        CliRun odd = CliRun.of("serve", "a b=best.zip");
        assertThat(odd.code()).isEqualTo(2);
        assertThat(odd.err()).contains("a model has the name `a b`; a name is 1 to 64 letters of ASCII");
    }

    @Test
    void whatCannotBeServedIsRefused() {
        CliRun host = CliRun.of("serve", "absent.zip", "--host", "no such host");
        assertThat(host.code()).isEqualTo(2);
        assertThat(host.err()).contains("--host is no such host, which is no address; 0.0.0.0 is every address");
        CliRun token = CliRun.of("serve", "absent.zip", "--token", "short");
        assertThat(token.code()).isEqualTo(2);
        assertThat(token.err()).contains("--token has 8 to 128 letters");
        CliRun cors = CliRun.of("serve", "absent.zip", "--cors", "*");
        assertThat(cors.code()).isEqualTo(2);
        assertThat(cors.err()).contains("--cors is *; an origin is scheme, host and port");
    }

    @Test
    void whatAnOpenServerOpensIsSaid() throws IOException {
        assertThat(ServeCommand.opened(ServerSettings.loopback(0), "http://127.0.0.1:8080/"))
                .isEmpty();
        ServerSettings open =
                new ServerSettings(InetAddress.getByName("0.0.0.0"), 0, Optional.of("ABCD-1234"), Set.of());
        assertThat(String.join("\n", ServeCommand.opened(open, "http://192.0.2.1:8080/")))
                .contains("whoever reaches http://192.0.2.1:8080/ and knows the token")
                .contains("as plain text")
                .doesNotContain("ABCD-1234");
    }
}
