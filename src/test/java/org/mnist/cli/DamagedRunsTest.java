package org.mnist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.testing.CliRun;
import org.mnist.testing.RunDamage;
import org.mnist.testing.Slow;
import org.mnist.testing.TinyData;

/**
 * Run folders with damaged files, given to every command that reads them: each is used, or refused in one line. The property
 * {@code damaged.runs} says how many others there are to be.
 */
@DisabledOnOs(OS.WINDOWS)
class DamagedRunsTest {
    private static final int MANY = Integer.getInteger("damaged.runs", 2_000);
    private static final long SEED = Long.getLong("damaged.seed", 22);

    /** Far more than any command takes of so small a run, also on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Path data;
    private static Path whole;
    private static Path sound;

    @BeforeAll
    static void train() {
        data = TinyData.write(folder.resolve("data"), 200, 30);
        whole = folder.resolve("whole");
        List<String> options = List.of(
                "--arch",
                "mlp",
                "--set",
                "layers=[{flatten: {}}, {dense: {units: 3}}, {batchnorm: {}}, {output: {}}]",
                "--data",
                data.toString(),
                "--batch",
                "20",
                "--epochs",
                "3",
                "--threads",
                "1");
        ok("train", "--out", whole, options);
        sound = folder.resolve("sound");
        ok("train", "--out", sound, options);
        ok("bench", "--seeds", "1,2", "--export-json", whole.resolve("bench.json"), options);
    }

    private static void ok(Object... words) {
        List<Object> line = new ArrayList<>(List.of(words));
        line.addAll((List<?>) line.remove(line.size() - 1));
        CliRun run = CliRun.of(line.toArray());
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void aHundredAreUsedOrRefusedInOneLine() throws Exception {
        requireOneLineEach(100, SEED);
    }

    @Slow
    @Test
    void soAreThousands() throws Exception {
        requireOneLineEach(MANY, SEED + 1);
    }

    /** Each of these has once ended a command with a fault of its own, or kept it busy for minutes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics.csv | (?s).*                          | ''                 | it has 0 of 3 epochs",
                "metrics.csv | (?s)\\n1,.*                     | '\n'               | it has 0 of 3 epochs",
                "metrics.csv | \\n1,[^,]*                      | '\n1,NaN'          | the training loss is NaN; valid are",
                "metrics.csv | \\n2,                           | '\n3,'             | epoch 3 stands in place 2",
                "metrics.csv | \\n2,[^,]*,                     | '\n2,'             | ' is damaged: '",
                "result.json | \"confusion\" : \\[ \\[ \\d+, | '\"confusion\" : [ [ ' | the confusion matrix is not of 10 classes",
                "result.json | \"confusion\" : \\[ \\[ \\d+  | '\"confusion\" : [ [ -1' | the confusion matrix counts -1 images",
                "result.json | \"accuracy\" : [^,]*             | '\"accuracy\" : \"NaN\"' | the test accuracy is NaN; valid are",
                "result.json | \"wrong\" : \\[[^]]*\\]          | '\"wrong\" : [ ]'    | wrong images are listed",
                "result.json | \"image\" : \\d+                | '\"image\" : 30'    | it has a mistake that is none of the 30 test images",
                "result.json | (?s).*                          | 'null'             | it holds no `{...}`",
                "result.json | (?s)\"best\" : .*              | '\"best\" : null }'  | `best` is missing, or is not what it should be",
                "config.yaml | (?m)^layers:                    | 'layers: ['        | config.yaml:"
            })
    void aReportOfDamagedFilesIsRefusedByWhatIsWrong(String file, String what, String by, String words)
            throws IOException {
        Path run = RunDamage.copy(whole, folder.resolve("named"));
        String text = Files.readString(run.resolve(file));
        String damaged = Pattern.compile(what).matcher(text).replaceFirst(by.replace("\\n", "\n"));
        assertThat(damaged).isNotEqualTo(text);
        Files.writeString(run.resolve(file), damaged);
        CliRun refused = CliRun.of("report", run);
        assertThat(refused.err()).contains(file).contains(words.strip()).hasLineCount(1);
        assertThat(refused.code()).isEqualTo(65);
    }

    @Test
    void aHundredThousandEpochsAreMoreThanThereCanBe() throws IOException {
        Path run = RunDamage.copy(whole, folder.resolve("long"));
        Path metrics = run.resolve("metrics.csv");
        String row = Files.readAllLines(metrics).get(2);
        Files.writeString(metrics, Files.readString(metrics) + (row + "\n").repeat(100_000));
        CliRun refused = CliRun.of("report", run);
        assertThat(refused.err())
                .contains("metrics.csv is damaged: it has 100003 epochs; ")
                .hasLineCount(1);
        assertThat(refused.code()).isEqualTo(65);
    }

    private static List<Object[]> commands(Path run) {
        return List.of(
                new Object[] {"report", run},
                new Object[] {"show", run},
                new Object[] {"evaluate", run, "--data", data, "--predictions", run.resolve("predictions.csv")},
                new Object[] {"compare", run, sound},
                new Object[] {"compare", sound, run, "--curves", run.resolve("compared.png")},
                new Object[] {"export", run, "--onnx", run.resolve("model.onnx")},
                new Object[] {"train", "--resume", "--out", run},
                new Object[] {"train", "--resume", "--no-report", "--epochs", 4, "--out", run},
                new Object[] {"ensemble", run, sound, "--best", 2, "--data", data},
                new Object[] {"bench", "show", run.resolve("bench.json")},
                new Object[] {"bench", "show", run.resolve("bench.json"), "--baseline", whole.resolve("bench.json")},
                new Object[] {"bench", "show", whole.resolve("bench.json"), "--baseline", run.resolve("bench.json")});
    }

    private static void requireOneLineEach(int runs, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        RunDamage damage = new RunDamage(random);
        List<String> faults = new ArrayList<>();
        Map<Integer, Integer> codes = new TreeMap<>();
        long slowest = 0;
        for (int i = 0; i < runs; i++) {
            Path run = RunDamage.copy(whole, folder.resolve("altered"));
            String altered = damage.alter(run);
            List<Object[]> commands = commands(run);
            // What damage there is to a benchmark, the last three tell.
            int from = altered.startsWith("bench.json") ? commands.size() - 3 : 0;
            Object[] command = commands.get(from + random.nextInt(commands.size() - from));
            long start = System.nanoTime();
            CliRun ended = within(command);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            slowest = Math.max(slowest, millis);
            codes.merge(ended.code(), 1, Integer::sum);
            if (!isSound(ended)) {
                faults.add(i + ": " + altered + ": " + String.join(" ", strings(command)) + ": exit " + ended.code()
                        + " after " + millis + " ms: " + ended.err());
            }
        }
        System.out.printf(
                "%d damaged runs, seed %d: exit codes %s, the slowest took %d ms%n", runs, seed, codes, slowest);
        assertThat(faults).isEmpty();
    }

    private static List<String> strings(Object[] words) {
        return Arrays.stream(words).map(String::valueOf).toList();
    }

    /** What failed has said so once; what a gate or a diverged training says is no fault either. */
    private static boolean isSound(CliRun ended) {
        long lines =
                ended.err().lines().filter(line -> line.startsWith("mnist: ")).count();
        return ended.code() != ExitCode.INTERNAL
                && ended.code() != 70
                && !ended.err().contains("\tat ")
                && (ended.code() == ExitCode.OK ? lines == 0 : lines == 1);
    }

    /** Runs a command in a thread of its own, which is given up when it takes for ever. */
    private static CliRun within(Object[] command) throws InterruptedException, ExecutionException {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread one = new Thread(task);
            one.setDaemon(true);
            return one;
        });
        try {
            Future<CliRun> run = thread.submit(() -> CliRun.of(command));
            return run.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return new CliRun(ExitCode.INTERNAL, "", "no end");
        } finally {
            thread.shutdown();
        }
    }
}
