package org.mnist.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.BuildInfo;
import org.mnist.base.Check;
import org.mnist.base.Failure;
import org.mnist.base.Hardware;
import org.mnist.base.Json;
import org.mnist.base.PlainFiles;
import org.mnist.base.SafeFiles;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.PrintedConfig;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.TestImages;

/**
 * Measurements, with the programs and machines that made them.
 *
 * @param version of this program
 * @param commit it was built from; several, with semicolons between them, if it was made in parts
 * @param hardware processor, how many of it and its vectors; several likewise
 * @param data which data set
 * @param sample whether that is the small sample in the program
 * @param arguments the command line
 * @param results one for each architecture
 * @param ensembles of trained models
 */
public record BenchmarkReport(
        String version,
        String commit,
        String hardware,
        String data,
        boolean sample,
        List<String> arguments,
        List<Measurement> results,
        List<Ensemble> ensembles)
        implements Document {
    /**
     * Figures of several models that answer together.
     *
     * @param members the architecture of each, in order of their seeds; null for a bare model file
     * @param seeds what they were trained from; null where that is not known, of one or of all
     * @param views how often each image was seen, once as it is and then changed as in training; 1 or more
     * @param memberAccuracies test accuracy of each, 0 to 1
     * @param meanAccuracy their mean
     * @param accuracy of the mean of their probabilities
     */
    public record Ensemble(
            List<@Nullable String> members,
            @Nullable List<@Nullable Long> seeds,
            int views,
            List<Double> memberAccuracies,
            double meanAccuracy,
            double accuracy) {
        /** Checks that there are members, and that each figure is one. */
        public Ensemble {
            Check.that(
                    !members.isEmpty() && memberAccuracies.size() == members.size(),
                    "an ensemble has " + members.size() + " members and " + memberAccuracies.size() + " accuracies");
            Check.that(seeds == null || seeds.size() == members.size(), "an ensemble has other seeds than members");
            Check.range("views", views, 1, Integer.MAX_VALUE);
            memberAccuracies.forEach(member -> Check.share("the accuracy of a member", member));
            Check.share("the mean accuracy of an ensemble", meanAccuracy);
            Check.share("the accuracy of an ensemble", accuracy);
        }
    }

    @Override
    public Schema schema() {
        return Schema.BENCHMARK;
    }

    /** A report without measurements, of this program and of no machine yet. */
    public static BenchmarkReport start(Dataset dataset, List<String> arguments) {
        return start(dataset.name(), dataset.isSample(), arguments);
    }

    /** The same of images to score on. */
    public static BenchmarkReport start(TestImages test, List<String> arguments) {
        return start(test.name(), test.isSample(), arguments);
    }

    private static BenchmarkReport start(String data, boolean sample, List<String> arguments) {
        return new BenchmarkReport(
                BuildInfo.version(), "", "", data, sample, List.copyOf(arguments), List.of(), List.of());
    }

    /**
     * Reads what {@link #write} has written, now or in an older version.
     *
     * @param warn gets a line if a newer program wrote it
     * @throws Failure if it is not there (NOT_FOUND), or something else (BAD_INPUT)
     */
    public static BenchmarkReport read(Path file, Consumer<String> warn) {
        try {
            return Json.read(Schema.BENCHMARK, PlainFiles.text(file), BenchmarkReport.class, file.toString(), warn);
        } catch (NoSuchFileException e) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND, "there is no benchmark " + file + "; make one with --export-json", e);
        } catch (JsonProcessingException e) {
            throw bad(file, Json.fault(e), e);
        } catch (PlainFiles.UnsoundFileException e) {
            throw bad(file, Failure.message(e), e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    private static Failure bad(Path file, String how, Exception cause) {
        return new Failure(
                Failure.Kind.BAD_INPUT, file + " is no benchmark: " + how + "; make one with --export-json", cause);
    }

    /**
     * The report in a file, or those in all the {@code .json} files of a folder, in the order of their names.
     *
     * @param warn gets a line for each that a newer program wrote
     * @throws Failure as {@link #read} does
     */
    public static List<BenchmarkReport> all(Path named, Consumer<String> warn) {
        if (!Files.isDirectory(named)) {
            return List.of(read(named, warn));
        }
        try (Stream<Path> files = Files.list(named)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> read(file, warn))
                    .toList();
        } catch (IOException e) {
            throw SafeFiles.failure(named, e);
        }
    }

    /** Writes the report as JSON. */
    public void write(Path file) {
        SafeFiles.write(file, Json.document(this) + "\n");
    }

    /** Copy with this measurement in place of the one of the same configuration, or at the end. */
    public BenchmarkReport with(Measurement measurement) {
        List<Measurement> all = new ArrayList<>(results);
        all.removeIf(other -> other.configSha256().equals(measurement.configSha256()));
        all.add(measurement);
        return with(all, ensembles);
    }

    /** Copy with the keys of today for these configurations, where earlier versions have given them others. */
    public BenchmarkReport rekeyed(List<TrainConfig> configs) {
        Map<String, String> keys = new HashMap<>();
        for (TrainConfig config : configs) {
            keys.put(PrintedConfig.sha256(config.withSeed(0)), Benchmark.hash(config));
            keys.put(ConfigIdentity.withTexts(config, "seed"), Benchmark.hash(config));
        }
        return with(
                results.stream()
                        .map(result -> result.withKey(keys.getOrDefault(result.configSha256(), result.configSha256())))
                        .toList(),
                ensembles);
    }

    /** Copy with the measurements of an earlier report, and where those were made. */
    public BenchmarkReport goingOnWith(BenchmarkReport earlier) {
        return new BenchmarkReport(
                version, earlier.commit, earlier.hardware, data, sample, arguments, earlier.results, earlier.ensembles);
    }

    /** Copy with this process's program and machine among the makers. */
    public BenchmarkReport madeHere() {
        return madeBy(BuildInfo.commitId(), Hardware.summary());
    }

    /** Copy with the program and the machine of a run among the makers. */
    public BenchmarkReport madeBy(Provenance run) {
        return madeBy(run.commit(), run.hardware());
    }

    private BenchmarkReport madeBy(String newCommit, String newHardware) {
        return new BenchmarkReport(
                version,
                both(commit, newCommit),
                both(hardware, newHardware),
                data,
                sample,
                arguments,
                results,
                ensembles);
    }

    private static String both(String earlier, String now) {
        if (earlier.isEmpty()) {
            return now;
        }
        return List.of(earlier.split("; ", -1)).contains(now) ? earlier : earlier + "; " + now;
    }

    /** Copy with one more ensemble. */
    public BenchmarkReport with(Ensemble ensemble) {
        List<Ensemble> all = new ArrayList<>(ensembles);
        all.add(ensemble);
        return with(results, all);
    }

    private BenchmarkReport with(List<Measurement> newResults, List<Ensemble> newEnsembles) {
        return new BenchmarkReport(
                version, commit, hardware, data, sample, arguments, List.copyOf(newResults), List.copyOf(newEnsembles));
    }

    /** The whole runs that have been made of a configuration; what ended early at an accuracy is another measurement. */
    public List<Measurement.Run> runsOf(String configSha256) {
        return results.stream()
                .filter(measurement -> measurement.configSha256().equals(configSha256))
                .flatMap(measurement -> measurement.runs().stream())
                .filter(Measurement.Run::tookAllEpochs)
                .toList();
    }
}
