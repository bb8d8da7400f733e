package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Hashes;
import org.mnist.testing.CliRun;
import org.mnist.testing.TinyData;

/** The scripts of {@code sweep --emit slurm}, run by Bash as Slurm would, with stand-ins for its commands. */
@DisabledOnOs(OS.WINDOWS)
class SlurmTest {
    @TempDir
    Path folder;

    private Path bin;
    private Path scripts;
    private Path sweep;

    @BeforeEach
    void emit() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        scripts = folder.resolve("scripts");
        sweep = folder.resolve("a sweep");
        command("srun", "exec \"$@\"");
        command("scontrol", "echo \"$*\" >> '" + folder + "/requeued'");
        command(
                "mnist",
                "exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -Xmx512m -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' org.mnist.Mnist \"$@\"");
    }

    private void command(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private CliRun sweep(Object... more) throws IOException {
        Path tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
        List<Object> words = new ArrayList<>(List.of("sweep", "--arch", "mlp", "--data", tiny, "--validation", 100));
        words.addAll(List.of("--batch", 50, "--epochs", 2, "--set", "learning-rate=0.001,0.01", "--json"));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray());
    }

    private String bash(Path script, Map<String, String> variables, int code) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("MNIST_HOME", CliRun.CACHE);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }

    private static Map<String, String> weights(Path sweep) throws IOException {
        Map<String, String> weights = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sweep)) {
            for (Path file : files.filter(path -> path.endsWith("best.zip")).toList()) {
                try (ZipFile zip = new ZipFile(file.toFile());
                        InputStream in = zip.getInputStream(zip.getEntry("coefficients.bin"))) {
                    weights.put(sweep.relativize(file).toString(), Hashes.sha256(in.readAllBytes()));
                }
            }
        }
        return weights;
    }

    @Test
    void theScriptsTrainAndRankWhatOneMachineWouldHave() throws Exception {
        CliRun emitted = sweep("--emit", "slurm", scripts, "--out", sweep, "--parallel", 3);
        assertThat(emitted.code()).as(emitted.err()).isZero();
        assertThat(weights(sweep)).as("nothing is trained yet").isEmpty();
        Path array = scripts.resolve("train.sbatch");
        assertThat(Files.readString(array).lines().filter(line -> line.startsWith("#SBATCH ")))
                .contains(
                        "#SBATCH --array=0-1%3",
                        "#SBATCH --cpus-per-task=1", "#SBATCH --signal=USR1@120", "#SBATCH --requeue");
        for (int task = 0; task < 2; task++) {
            bash(array, Map.of("SLURM_ARRAY_TASK_ID", Integer.toString(task)), 0);
        }
        bash(array, Map.of("SLURM_ARRAY_TASK_ID", "0"), 0); // one that Slurm starts twice
        Map<String, String> trained = weights(sweep);
        String said = bash(scripts.resolve("gather"), Map.of(), 0);
        assertThat(said).contains("2 trainings of 2 had ended before", "scoring mlp-", "no other was scored");

        CliRun local = sweep("--out", folder.resolve("local"));
        assertThat(local.code()).as(local.err()).isZero();
        assertThat(trained).hasSize(2).isEqualTo(weights(folder.resolve("local")));
        JsonNode here = new ObjectMapper().readTree(local.out());
        JsonNode there = new ObjectMapper().readTree(sweep.resolve("sweep.json").toFile());
        for (String key : List.of("/ranking/0/configuration", "/ranking/0/val_accuracy", "/ranking/0/test_accuracy")) {
            assertThat(there.at(key)).as(key).isEqualTo(here.at(key));
        }
    }

    @Test
    void aTaskWhoseTimeIsUpIsPutBackAndOneThatFailsIsNot() throws Exception {
        assertThat(sweep("--emit", "slurm", scripts, "--out", sweep).code()).isZero();
        Map<String, String> task = Map.of("SLURM_ARRAY_TASK_ID", "1", "SLURM_ARRAY_JOB_ID", "77");
        command("mnist", "exit 138");
        bash(scripts.resolve("train.sbatch"), task, 0);
        assertThat(folder.resolve("requeued")).hasContent("requeue 77_1");
        command("mnist", "exit 76");
        bash(scripts.resolve("train.sbatch"), task, 76);
        assertThat(folder.resolve("requeued")).hasContent("requeue 77_1");
        bash(scripts.resolve("train.sbatch"), Map.of("SLURM_ARRAY_TASK_ID", "2"), 2);
    }

    @Test
    void whatMakesNoScriptsIsRefusedInOneLine() throws IOException {
        assertThat(sweep("--emit", "pbs", scripts).err())
                .isEqualTo("mnist: --emit takes slurm and a folder, and says pbs " + scripts + "\n");
        assertThat(sweep("--emit", "slurm", scripts, "--dry-run").err())
                .isEqualTo("mnist: --emit trains nothing; leave --dry-run out\n");
    }
}
