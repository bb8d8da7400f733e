package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The action and the workflows, as far as they can be held to something away from GitHub. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "their scripts are for bash")
class WorkflowsTest {
    private static final Pattern INPUT = Pattern.compile("inputs\\.([\\w-]+)");

    private static final Pattern PINNED = Pattern.compile("[\\w-]+/[\\w-]+@[0-9a-f]{40}");

    @TempDir
    Path temporary;

    /** No script has a value put into its text, where it could be one; bash understands each; what is used is pinned. */
    @ParameterizedTest
    @ValueSource(strings = {"action.yml", ".github/workflows/build.yml", ".github/workflows/release.yml"})
    void stepsAreSound(String file) throws Exception {
        JsonNode document = new YAMLMapper().readTree(Path.of(file).toFile());
        List<JsonNode> steps = new ArrayList<>();
        document.findValues("steps").forEach(list -> list.forEach(steps::add));
        assertThat(steps).isNotEmpty();
        for (JsonNode step : steps) {
            if (step.has("uses")) {
                assertThat(step.get("uses").asText()).matches(PINNED);
            } else {
                String script = step.get("run").asText();
                assertThat(script).doesNotContain("${{");
                assertThat(run(Map.of(), "bash", "-n", "-c", script).output()).isEmpty();
            }
        }
    }

    @Test
    void theActionKnowsItsInputs() throws IOException {
        JsonNode action = action();
        Matcher used = INPUT.matcher(action.get("runs").toString());
        List<String> names = new ArrayList<>();
        while (used.find()) {
            names.add(used.group(1));
        }
        List<String> declared = new ArrayList<>();
        action.get("inputs").fieldNames().forEachRemaining(declared::add);
        assertThat(names).containsExactlyInAnyOrderElementsOf(declared);
    }

    /** Its step, with a program in the place of mnist that says how it was called, and that the gate was missed. */
    @Test
    void theActionTrainsAndPassesTheGateOn() throws Exception {
        Path scripts = Files.createDirectories(temporary.resolve("the action/scripts"));
        Files.writeString(scripts.resolve("mnist"), "#!/bin/bash\nprintf '<%s>' \"$@\"\nexit ${CODE}\n");
        assertThat(scripts.resolve("mnist").toFile().setExecutable(true)).isTrue();
        Map<String, String> variables = new TreeMap<>(Map.of(
                "GITHUB_ACTION_PATH", scripts.getParent().toString(),
                "GITHUB_OUTPUT", temporary.resolve("output").toString(),
                "GITHUB_STEP_SUMMARY", temporary.resolve("summary").toString(),
                "RUNNER_TEMP", temporary.toString(),
                "ARCH", "my net.yaml",
                "DATA", "sample",
                "OUT", "a run",
                "MIN_ACCURACY", "0.985",
                "ARGUMENTS", "--epochs 3",
                "CODE", "3"));
        String called =
                "<train><--arch><my net.yaml><--data><sample><--out><a run><--epochs><3><--min-accuracy><0.985>";
        Result gated = run(variables, "bash", "-e", "-o", "pipefail", "-c", script("train"));
        assertThat(gated.output()).isEqualTo(called);
        assertThat(gated.code()).isEqualTo(3);
        assertThat(temporary.resolve("output"))
                .hasContent("run=a run\nresult=a run/result.json\nreport=a run/report.html\n");
        assertThat(temporary.resolve("summary")).content().contains(called);

        variables.putAll(Map.of("MIN_ACCURACY", "", "ARGUMENTS", "", "CODE", "0"));
        Result free = run(variables, "bash", "-e", "-o", "pipefail", "-c", script("train"));
        assertThat(free.output()).isEqualTo("<train><--arch><my net.yaml><--data><sample><--out><a run>");
        assertThat(free.code()).isZero();
    }

    private static JsonNode action() throws IOException {
        return new YAMLMapper().readTree(Path.of("action.yml").toFile());
    }

    private static String script(String id) throws IOException {
        for (JsonNode step : action().get("runs").get("steps")) {
            if (step.path("id").asText().equals(id)) {
                return step.get("run").asText();
            }
        }
        throw new IllegalArgumentException(id);
    }

    private record Result(int code, String output) {}

    private static Result run(Map<String, String> variables, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
