package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.experiment.SavedModel;
import org.mnist.serve.ModelInfo;
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
        ((ObjectNode) result.at("/best/test")).put("accuracy", 0.82).put("images", 1234);
        ((ObjectNode) result.at("/last/test")).put("accuracy", 0.73).put("images", 999);
        json.writeValue(run.resolve("result.json").toFile(), result);
        assertThat(ServeCommand.card(SavedModel.find(run, line -> {}), line -> {}))
                .isEqualTo(new ModelInfo("mlp", "reads 82.00 % of 1,234 test images right; 109,386 parameters"));
        assertThat(ServeCommand.card(SavedModel.find(run.resolve("best.zip"), line -> {}), line -> {}))
                .isEqualTo(new ModelInfo("best.zip", ""));
    }
}
