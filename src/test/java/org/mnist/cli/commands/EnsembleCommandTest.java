package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/** {@code mnist ensemble} on a few images. */
class EnsembleCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    static Path tiny;
    static Path run;

    @BeforeAll
    static void trainOne() {
        tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
        run = folder.resolve("first");
        assertThat(CliRun.of("train", "--arch", "mlp", "--data", tiny, "--epochs", 2, "--out", run, "--seed", 4)
                        .code())
                .isZero();
    }

    @Test
    void ensembleAveragesMembers() throws IOException {
        Path other = folder.resolve("other");
        assertThat(CliRun.of("train", "--arch", "mlp", "--data", tiny, "--epochs", 1, "--seed", 9, "--out", other)
                        .code())
                .isZero();
        JsonNode json =
                JSON.readTree(CliRun.of("ensemble", run, other, "--json").out());
        assertThat(json.get("members")).hasSize(2);
        assertThat(json.get("ensemble").get("images").asInt()).isEqualTo(50);
        double mean = (json.get("members").get(0).get("accuracy").asDouble()
                        + json.get("members").get(1).get("accuracy").asDouble())
                / 2;
        assertThat(json.get("mean_accuracy").asDouble()).isEqualTo(mean);
        // Neither of the two, in whatever order; and cross-entropy of a mean is never above the mean of
        // cross-entropies.
        JsonNode turned =
                JSON.readTree(CliRun.of("ensemble", other, run, "--json").out());
        assertThat(turned.get("ensemble")).isEqualTo(json.get("ensemble"));
        double loss = json.get("ensemble").get("loss").asDouble();
        double one = json.get("members").get(0).get("loss").asDouble();
        double two = json.get("members").get(1).get("loss").asDouble();
        assertThat(loss).isNotEqualTo(one).isNotEqualTo(two).isLessThanOrEqualTo((one + two) / 2);
        // A model with itself is itself.
        JsonNode twin = JSON.readTree(CliRun.of("ensemble", run, run, "--json").out());
        assertThat(twin.get("ensemble"))
                .isEqualTo(JSON.readTree(Files.readString(run.resolve("result.json")))
                        .get("best")
                        .get("test"));
        assertThat(CliRun.of("ensemble", run, other).out())
                .contains("50 test images of " + tiny)
                .containsPattern(line("mean of members", mean, ""))
                .containsPattern(line(
                        "ensemble",
                        json.get("ensemble").get("accuracy").asDouble(),
                        String.format(Locale.ROOT, "  %.4f", loss)));
        assertThat(CliRun.of("ensemble", run).code()).isEqualTo(2);
    }

    private static String line(String name, double accuracy, String end) {
        return "(?m)^" + name + " +" + Pattern.quote(String.format(Locale.ROOT, "%.2f %%", 100 * accuracy) + end) + "$";
    }

    @Test
    void trainsItsMembersOnce() throws IOException {
        Path out = folder.resolve("members");
        Path json = folder.resolve("ensemble.json");
        Object[] ensemble = {
            "ensemble", "--arch", "mlp", "--data", tiny, "--epochs", 1, "--seeds", "1..3", "--out", out, "--json"
        };
        CliRun trained = CliRun.of(ensemble);
        assertThat(trained.code()).as(trained.err()).isZero();
        CliRun again = CliRun.of(ensemble);
        assertThat(again.out()).isEqualTo(trained.out());
        assertThat(again.err()).contains("mlp-s1 is finished").doesNotContain("epoch 1/1");
        JsonNode members = JSON.readTree(trained.out()).get("members");
        assertThat(members).hasSize(3);
        assertThat(members.get(2).get("seed").asInt()).isEqualTo(3);

        CliRun best = CliRun.of(
                "ensemble",
                out.resolve("mlp-s1"),
                out.resolve("mlp-s2"),
                out.resolve("mlp-s3"),
                "--best",
                2,
                "--export-json",
                json);
        assertThat(best.code()).as(best.err()).isZero();
        List<Double> all = new ArrayList<>();
        members.forEach(member -> all.add(member.get("val_accuracy").asDouble()));
        JsonNode ofTwo = JSON.readTree(Files.readString(json)).get("ensembles").get(0);
        List<Double> chosen = new ArrayList<>();
        ofTwo.get("seeds").forEach(seed -> chosen.add(all.get(seed.asInt() - 1)));
        all.sort(Comparator.reverseOrder());
        assertThat(all.get(0)).as("the seeds tell the order").isNotEqualTo(all.get(2));
        assertThat(chosen).isEqualTo(all.subList(0, 2));
        assertThat(CliRun.of("bench", "show", json).out()).contains("2 × mlp", "their mean", " … ");
        assertThat(CliRun.of("bench", "show", json, json).out()).contains("mean of 2 such");
    }

    @Test
    void eachImageMayBeSeenSeveralTimes() throws IOException {
        Path turned = folder.resolve("turned");
        Path json = folder.resolve("views.json");
        CliRun trained = CliRun.of(
                "train",
                "--arch",
                "mlp",
                "--data",
                tiny,
                "--epochs",
                1,
                "--set",
                "augmentation.rotation=40",
                "--out",
                turned);
        assertThat(trained.code()).as(trained.err()).isZero();
        JsonNode once = JSON.readTree(CliRun.of("evaluate", turned, "--json").out());
        JsonNode often = JSON.readTree(
                CliRun.of("evaluate", turned, "--tta", 4, "--json").out());
        assertThat(once.get("views").asInt()).isEqualTo(1);
        assertThat(often.get("views").asInt()).isEqualTo(4);
        assertThat(often.get("test").get("loss")).isNotEqualTo(once.get("test").get("loss"));
        assertThat(CliRun.of("evaluate", turned, "--tta", 4).out()).contains("each seen 4 times");
        assertThat(CliRun.of("evaluate", turned, "--views", 4, "--json").out())
                .as("the option's old name")
                .isEqualTo(CliRun.of("evaluate", turned, "--tta", 4, "--json").out());
        CliRun twin = CliRun.of("ensemble", turned, turned, "--tta", 4, "--json", "--export-json", json);
        assertThat(JSON.readTree(twin.out()).get("ensemble")).isEqualTo(often.get("test"));
        assertThat(JSON.readTree(twin.out()).get("views").asInt()).isEqualTo(4);
        assertThat(CliRun.of("bench", "show", json).out()).contains("2 × mlp, 4 views");

        for (Object[] bad : List.of(
                new Object[] {"evaluate", turned, "--tta", 0},
                new Object[] {"evaluate", run, "--tta", 2},
                new Object[] {"evaluate", turned.resolve("best.zip"), "--tta", 2},
                new Object[] {"ensemble", turned, run, "--tta", 2},
                new Object[] {
                    "ensemble",
                    "--arch",
                    "mlp",
                    "--set",
                    "augmentation.cutout=8",
                    "--runs",
                    2,
                    "--tta",
                    2,
                    "--out",
                    folder.resolve("never")
                },
                new Object[] {"ensemble", "--arch", "mlp", "--runs", 2, "--tta", 2, "--out", folder.resolve("never")
                })) {
            CliRun refused = CliRun.of(bad);
            assertThat(refused.code()).as("%s: %s", List.of(bad), refused.err()).isEqualTo(2);
            assertThat(refused.err().lines()).hasSize(1);
            assertThat(refused.err()).contains("--tta");
        }
        assertThat(folder.resolve("never"))
                .as("refused before anything is trained")
                .doesNotExist();
    }

    @Test
    void refusesWhatMakesNoSense() {
        Path model = run.resolve("best.zip");
        for (Object[] bad : List.of(
                new Object[] {"ensemble"},
                new Object[] {"ensemble", run},
                new Object[] {"ensemble", run, run, "--arch", "mlp"},
                new Object[] {"ensemble", run, run, "--epochs", 3},
                new Object[] {"ensemble", run, run, "--best", 3},
                new Object[] {"ensemble", model, model, run, "--best", 2},
                new Object[] {"ensemble", "--arch", "mlp", "--seeds", "1..3"},
                new Object[] {"ensemble", "--arch", "mlp", "--out", folder.resolve("one")},
                new Object[] {"ensemble", "--arch", "mlp", "--runs", 2, "--seed", 3, "--out", folder.resolve("two")})) {
            CliRun refused = CliRun.of(bad);
            assertThat(refused.code()).as("%s: %s", List.of(bad), refused.err()).isEqualTo(2);
            assertThat(refused.err().lines()).hasSize(1);
        }
    }
}
