package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.testing.CliRun;

/** A gate that is given to any form of {@code mnist bench} is judged, or refused; it is never left out in silence. */
class BenchGatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SPRINT = Path.of("docs/results/sprint.json");

    @TempDir
    Path folder;

    /** Sprint's twenty runs, changed. */
    private Path changed(String name, Consumer<ObjectNode> change) throws IOException {
        ObjectNode report = (ObjectNode) JSON.readTree(SPRINT.toFile());
        change.accept(report);
        Path file = folder.resolve(name);
        JSON.writeValue(file.toFile(), report);
        return file;
    }

    private Path shifted(String name, double points) throws IOException {
        return changed(name, report -> {
            for (JsonNode run : report.at("/results/0/runs")) {
                double accuracy = run.get("test_accuracy").asDouble();
                ((ObjectNode) run).put("test_accuracy", accuracy + points / 100);
            }
        });
    }

    @Test
    void whatIsShownIsJudged() throws IOException {
        assertThat(CliRun.of("bench", "show", SPRINT, "--baseline", SPRINT).code())
                .isZero();
        CliRun better = CliRun.of("bench", "show", shifted("better.json", 0.5), "--baseline", SPRINT);
        assertThat(better.code()).as(better.err()).isZero();
        assertThat(better.err()).isEmpty();
        CliRun fallen = CliRun.of("bench", "show", shifted("worse.json", -0.2), "--baseline", SPRINT);
        assertThat(fallen.code()).isEqualTo(3);
        assertThat(fallen.err()).startsWith("mnist: sprint fell from 99.08 % to 98.88 % (Welch's test, p = ");
        assertThat(fallen.out()).contains("98.884 ± 0.057 %");
    }

    /** Runs that ended at an accuracy are no measure for whole ones. */
    @Test
    void runsThatEndedEarlyAreNoBaseline() throws IOException {
        Path early = changed("early.json", report -> {
            for (JsonNode run : report.at("/results/0/runs")) {
                ((ObjectNode) run).put("seconds_to_accuracy", 0.5);
            }
        });
        refuses(2, "--baseline: runs of sprint there ended early", "bench", "show", SPRINT, "--baseline", early);
    }

    @Test
    void oneOfSeveralThatHasFallenIsEnough() throws IOException {
        CliRun run = CliRun.of("bench", "show", SPRINT, shifted("worse.json", -0.2), "--baseline", SPRINT, "--json");
        assertThat(run.code()).isEqualTo(3);
        JsonNode document = JSON.readTree(run.out());
        assertThat(document).hasSize(2);
        assertThat(document.at("/1/results/0/runs")).hasSize(20);
        assertThat(document.at("/0/gate/passed").asBoolean()).isTrue();
        JsonNode gate = document.at("/1/gate");
        assertThat(gate.fieldNames()).toIterable().containsExactly("threshold", "value", "passed", "p");
        assertThat(gate.get("threshold").asDouble()).isCloseTo(0.99084, within(1e-9));
        assertThat(gate.get("value").asDouble()).isCloseTo(0.98884, within(1e-9));
        assertThat(gate.get("passed").isBoolean() && !gate.get("passed").asBoolean())
                .isTrue();
        assertThat(gate.get("p").asDouble()).isBetween(0.0, 1e-6);
        assertThat(document.at("/1/gates")).hasSize(1);
        assertThat(document.at("/1/gates/0").fieldNames())
                .toIterable()
                .containsExactly("arch", "threshold", "value", "passed", "p");
    }

    /** Of several the one that is likeliest to have fallen decides; without a gate there is none. */
    @Test
    void theGateOfAllIsTheWorstOfThem() throws IOException {
        Path two = changed("two.json", report -> {
            ObjectNode other = report.at("/results/0").deepCopy();
            other.put("arch", "other");
            ((ArrayNode) report.get("results")).insert(0, other);
        });
        Path fallen = changed("fallen.json", report -> {
            ObjectNode other = report.at("/results/0").deepCopy();
            other.put("arch", "other");
            for (JsonNode run : other.get("runs")) {
                ((ObjectNode) run).put("test_accuracy", run.get("test_accuracy").asDouble() - 0.01);
            }
            ((ArrayNode) report.get("results")).insert(0, other);
        });
        JsonNode document = JSON.readTree(
                CliRun.of("bench", "show", fallen, "--baseline", two, "--json").out());
        assertThat(document.at("/gate/passed").asBoolean()).isFalse();
        assertThat(document.at("/gate/value").asDouble()).isCloseTo(0.98084, within(1e-9));
        assertThat(document.get("gates").findValuesAsText("passed")).containsExactly("false", "true");
        JsonNode none = JSON.readTree(CliRun.of("bench", "show", two, "--json").out());
        assertThat(none.get("gate").isNull()).isTrue();
        assertThat(none.get("gates")).isEmpty();
    }

    @Test
    void whatCannotBeJudgedIsRefusedAndNothingIsShown() throws IOException {
        Path absent = folder.resolve("absent.json");
        refuses(66, "there is no benchmark " + absent, "bench", "show", SPRINT, "--baseline", absent);
        refuses(66, "there is no benchmark " + absent, "bench", "--from", SPRINT, "--baseline", absent);
        refuses(66, "there is no benchmark " + absent, "bench", "--arch", "mlp", "--baseline", absent);
        refuses(66, "there is no benchmark " + absent, "bench", "show", absent, "--baseline", SPRINT);
        refuses(65, "README.md is no benchmark", "bench", "show", SPRINT, "--baseline", "README.md");
        refuses(
                2,
                "--baseline: it does not measure lenet5; leave that out",
                "bench",
                "show",
                "docs/results/lenet5.json",
                "--baseline",
                SPRINT);
        refuses(
                2,
                "--baseline: " + SPRINT + " is about mnist, and a benchmark shown here about fashion-mnist",
                "bench",
                "show",
                "docs/results",
                "--baseline",
                SPRINT);
        Path one = changed("one.json", report -> {
            ArrayNode runs = (ArrayNode) report.at("/results/0/runs");
            while (runs.size() > 1) {
                runs.remove(1);
            }
        });
        refuses(2, "--baseline: a comparison needs at least two seeds", "bench", "show", one, "--baseline", SPRINT);
        Path longer = changed("longer.json", report -> ((ObjectNode) report.at("/results/0")).put("epochs", 9));
        refuses(2, "--baseline: sprint was trained for 1 epochs there", "bench", "show", longer, "--baseline", SPRINT);
    }

    /** Each form of the command refuses what it does not know. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench --min-accuracy 0.9                      | there is no option `--min-accuracy`",
                "bench show docs/results --min-accuracy 0.9    | there is no option `--min-accuracy`",
                "bench show docs/results --arch mlp            | there is no option `--arch`",
                "bench show docs/results --export-json x       | there is no option `--export-json`",
                "bench show docs/results --seeds 1,2           | there is no option `--seeds`",
                "bench show                                    | Missing required parameter: 'FILE|DIR'",
                "bench profile --baseline x                    | there is no option `--baseline`",
                "bench profile --min-accuracy 0.9              | there is no option `--min-accuracy`",
                "bench profile --export-json x                 | there is no option `--export-json`",
                "bench profile --seeds 1,2                     | there is no option `--seeds`",
                "bench --baseline docs/results/sprint.json show docs/results | --baseline stands before `show`",
                "bench --baseline docs/results/sprint.json profile | --baseline stands before `profile`",
                "bench --arch mlp show docs/results            | --arch stands before `show`, which does not see it;"
                        + " put what goes with `mnist bench show` behind it",
                "bench --json show docs/results --quiet        | --json stands before `show`",
                "bench --profile --arch mlp                    | --profile is now a command of its own: `mnist bench"
                        + " profile",
                "bench --from docs/results                     | --from is now a command of its own: `mnist bench show",
                "bench --from docs/results --profile           | --from is now a command of its own: `mnist bench show",
                "bench --arch mlp --resume                     | --resume needs the file to go on with; add"
                        + " --export-json",
                "bench --arch mlp --parallel 1 --keep x         | --parallel: trainings beside one another say nothing of",
                "bench --arch mlp --full --cluster local        | --cluster: trainings beside one another say nothing of",
                "bench --arch mlp --until-accuracy 2           | --until-accuracy is 2.0; valid are shares from 0 to 1",
                "bench --arch mlp --until-accuracy 0.5 --keep x | --keep and --until-accuracy",
                "bench --arch mlp --until-accuracy 0.5 --export-json x --resume | --resume and --until-accuracy",
                "bench --arch mlp --seed 3                     | --seed: a benchmark takes --seeds"
            })
    void whatItDoesNotKnowIsRefused(String command, String message) {
        CliRun run = CliRun.of((Object[]) command.split(" ", -1));
        assertThat(run.err()).startsWith("mnist: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(2);
    }

    private static void refuses(int code, String message, Object... command) {
        CliRun run = CliRun.of(command);
        assertThat(run.err()).startsWith("mnist: " + message).hasLineCount(1);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }
}
