package org.mnist.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.mnist.base.Json;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;
import org.mnist.eval.Calibration;
import org.mnist.eval.ConfusedPair;
import org.mnist.eval.EvalResult.Mistake;
import org.mnist.experiment.Diagnosis;
import org.mnist.experiment.Provenance;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** The files of a run that never was, for tests of what reads them: no two of its figures are alike. */
public final class FinishedRun {
    /** Three epochs, of which validation chose the second. */
    public static final List<EpochResult> HISTORY = List.of(
            new EpochResult(1, 0.15, 0.955, 0.07, 0.979, 0.003, 2, 24_000),
            new EpochResult(2, 0.06, 0.983, 0.05, 0.986, 0.002, 2, 25_000),
            new EpochResult(3, 0.04, 0.987, 0.06, 0.982, 0.001, 2, 26_000));

    /** What the best model tells of itself. */
    public static final Diagnosis DIAGNOSIS = new Diagnosis(
            new Calibration(
                    15,
                    0.0213,
                    0.9641,
                    List.of(
                            new Calibration.Bin(6 / 15.0, 7 / 15.0, 40, 0.45, 0.35),
                            new Calibration.Bin(14 / 15.0, 1, 960, 0.985, 0.99))),
            List.of(
                    new ConfusedPair(4, 9, 12, List.of(new Mistake(4, 4, 9, 0.97), new Mistake(6, 9, 4, 0.61))),
                    new ConfusedPair(1, 7, 3, List.of(new Mistake(7, 7, 1, 0.8)))),
            List.of(new Mistake(603, 3, 5, 0.994), new Mistake(8, 8, 0, 0.913)));

    private FinishedRun() {}

    /** The configuration. */
    public static TrainConfig config() {
        return Fixture.config("epochs", "3", "seed", "17", "about", "so small & <quick>");
    }

    /** The result of a run with validation. */
    public static RunResult result() {
        return result(0.986, 0.05, test(0.9712, 0.1234, 5), test(0.9634, 0.2345, 7));
    }

    /** The result of a run that held nothing out: its last epoch counts. */
    public static RunResult unvalidated() {
        RunResult.Test test = test(0.9634, 0.2345, 7);
        return result(null, null, test, test);
    }

    /** The result of a run of which it is known which of its 1,000 test images were wrong, a hundred at most. */
    public static RunResult wrong(Double valAccuracy, List<Integer> wrong) {
        List<List<Integer>> confusion = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            List<Integer> row = new ArrayList<>(Collections.nCopies(10, 0));
            row.set(digit, digit == 0 ? 100 - wrong.size() : 100);
            confusion.add(row);
        }
        confusion.get(0).set(3, wrong.size());
        RunResult.Test test = test(0.9634, 0.2345, 7);
        return result(
                valAccuracy,
                0.05,
                new RunResult.Test(1000, 1 - wrong.size() / 1000.0, 0.1, confusion, test.classes()),
                test,
                wrong);
    }

    private static RunResult result(Double valAccuracy, Double valLoss, RunResult.Test best, RunResult.Test last) {
        int wrong = best.images() - best.correct();
        return result(
                valAccuracy,
                valLoss,
                best,
                last,
                IntStream.range(0, wrong).boxed().toList());
    }

    /** The result of a run of before that was kept: nothing is known of its confidence. */
    public static RunResult undiagnosed() {
        RunResult.Test best = test(0.9712, 0.1234, 5);
        List<Integer> wrong =
                IntStream.range(0, best.images() - best.correct()).boxed().toList();
        return result(0.986, 0.05, best, test(0.9634, 0.2345, 7), wrong, null);
    }

    /** A result with other values of some components: {@code name, value, name, value, …}. */
    public static RunResult with(RunResult result, Object... namesAndValues) {
        try {
            RecordComponent[] components = RunResult.class.getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                int named = Arrays.asList(namesAndValues).indexOf(components[i].getName());
                values[i] = named < 0 ? components[i].getAccessor().invoke(result) : namesAndValues[named + 1];
                types[i] = components[i].getType();
            }
            return RunResult.class.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause(); // a check's
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static RunResult result(
            Double valAccuracy, Double valLoss, RunResult.Test best, RunResult.Test last, List<Integer> wrong) {
        return result(valAccuracy, valLoss, best, last, wrong, DIAGNOSIS);
    }

    private static RunResult result(
            Double valAccuracy,
            Double valLoss,
            RunResult.Test best,
            RunResult.Test last,
            List<Integer> wrong,
            Diagnosis diagnosis) {
        return new RunResult(
                "mlp",
                "sample & more",
                true,
                17,
                "finished",
                3,
                109_386,
                109_370,
                valAccuracy == null ? 0 : 500,
                new RunResult.Scored(valAccuracy == null ? 3 : 2, valAccuracy, valLoss, best),
                new RunResult.Scored(3, valAccuracy == null ? null : (Double) 0.982, valLoss, last),
                List.of(new Mistake(4, 4, 9, 0.97), new Mistake(7, 7, 1, 0.8)),
                wrong,
                diagnosis,
                83.4,
                43_165.4,
                0.02,
                250_000,
                "onednn",
                "a processor",
                "runs/mlp");
    }

    private static RunResult.Test test(double accuracy, double loss, int wrong) {
        List<List<Integer>> confusion = new ArrayList<>();
        List<RunResult.PerClass> classes = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            List<Integer> row = new ArrayList<>(Collections.nCopies(10, 0));
            row.set(digit, 100 - wrong - digit);
            row.set((digit + 3) % 10, wrong + digit);
            confusion.add(row);
            classes.add(new RunResult.PerClass(
                    digit,
                    Integer.toString(digit),
                    100,
                    0.9 + digit / 200.0,
                    0.95 - digit / 300.0,
                    0.92 + digit / 700.0));
        }
        return new RunResult.Test(1000, accuracy, loss, confusion, classes);
    }

    /** The provenance. */
    public static Provenance provenance() {
        return provenance(Map.of("train-images", "00ff", "train-labels", "11ee"));
    }

    /** The same with other data files. */
    public static Provenance provenance(Map<String, String> data) {
        return new Provenance(
                "0.9",
                "abc123",
                "1.0",
                "3.8",
                "17 of a vendor",
                "an OS",
                "a processor",
                List.of("avx2", "fma"),
                4,
                "onednn",
                "cpu",
                2,
                new TreeMap<>(data),
                null,
                List.of("train", "--arch", "mlp", "--out", "my runs"),
                "2026-01-02T03:04:05Z");
    }

    /** Writes the files into a folder: all that a report is drawn from, but no models. */
    public static RunFiles write(Path folder) {
        return write(folder, result(), HISTORY);
    }

    /** The same with other figures. */
    public static RunFiles write(Path folder, RunResult result, List<EpochResult> history) {
        return write(folder, config(), result, history, provenance());
    }

    /** The same with everything else. */
    public static RunFiles write(
            Path folder, TrainConfig config, RunResult result, List<EpochResult> history, Provenance provenance) {
        RunFiles files = new RunFiles(folder, line -> {});
        try {
            Files.createDirectories(folder);
            Files.writeString(files.config(), ConfigLoader.print(config));
            Files.writeString(files.result(), Json.document(result));
            Files.writeString(files.provenance(), Json.document(provenance));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.metrics().write(new TrainState(history, 0, 0, 0, 0, 0));
        return files;
    }
}
