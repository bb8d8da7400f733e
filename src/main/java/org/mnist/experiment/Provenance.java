package org.mnist.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mnist.base.BuildInfo;
import org.mnist.base.Hardware;
import org.mnist.base.Hashes;
import org.mnist.base.SafeFiles;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;
import org.mnist.network.dl4j.WeightTransfer;

/**
 * Program and machine that a run ran with.
 *
 * @param version of this program
 * @param commit git commit it was built from, or {@code unknown}
 * @param dl4j version of DL4J and ND4J
 * @param onednn version of oneDNN and its Java binding
 * @param java version and vendor
 * @param os name, version and architecture
 * @param cpu model
 * @param cpuFeatures the vector instructions it has, where the system tells
 * @param processors how many this process may use
 * @param engine which engine trained
 * @param backend where ND4J computed
 * @param threads CPU threads used
 * @param data SHA-256 of the plain content of each data file read
 * @param parent the model whose weights training started from; null if it started anew
 * @param arguments the command line
 * @param started when this process began with the run, in UTC
 */
public record Provenance(
        String version,
        String commit,
        String dl4j,
        String onednn,
        String java,
        String os,
        String cpu,
        List<String> cpuFeatures,
        int processors,
        String engine,
        String backend,
        int threads,
        Map<String, String> data,
        @Nullable Parent parent,
        List<String> arguments,
        String started)
        implements Document {
    /**
     * The model whose weights a training started from.
     *
     * @param model the model file
     * @param sha256 its SHA-256
     * @param taken the layers that were taken over
     * @param drawn the layers that were drawn anew
     */
    public record Parent(String model, String sha256, List<String> taken, List<String> drawn) {
        /** A model and what was taken over from it. */
        static Parent of(Path model, WeightTransfer transfer) {
            try {
                return new Parent(model.toString(), Hashes.sha256(model), transfer.taken(), transfer.drawn());
            } catch (IOException e) {
                throw SafeFiles.failure(model, e);
            }
        }

        /** What was taken over, and what was not, in one line. */
        String words() {
            return "from " + model + ": " + taken.size() + " of " + (taken.size() + drawn.size())
                    + " layers with weights" + (drawn.isEmpty() ? "" : "; drawn anew: " + String.join(", ", drawn));
        }
    }

    @Override
    public Schema schema() {
        return Schema.PROVENANCE;
    }

    /** The provenance of a run of this process. */
    public static Provenance of(
            String engine,
            String backend,
            int threads,
            Map<String, String> data,
            @Nullable Parent parent,
            List<String> arguments,
            Instant started) {
        return new Provenance(
                BuildInfo.version(),
                BuildInfo.commitId(),
                BuildInfo.dl4jVersion(),
                BuildInfo.onednnVersion(),
                System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                Hardware.cpuModel(),
                Hardware.vectorFeatures(),
                Hardware.processors(),
                engine,
                backend,
                threads,
                data,
                parent,
                arguments,
                started.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** SHA-256 of the test images and their labels, by file name; empty before they were read. */
    public Map<String, String> testData() {
        Map<String, String> test = new TreeMap<>(data);
        test.keySet().removeIf(name -> !name.equals("test") && !name.startsWith("t10k")); // the names of a Dataset.Half
        return test;
    }

    /** The machine in a few words, as {@link Hardware#summary()} names this one. */
    public String hardware() {
        return Hardware.summary(cpu, processors, cpuFeatures);
    }

    /** The kind of processor, as {@link Hardware#kind} names it. */
    public String processor() {
        return Hardware.kind(cpu, cpuFeatures);
    }

    /** Changes in what the last bits of weights depend on beside the configuration. */
    List<String> changesSince(Provenance before) {
        List<String> changes = new ArrayList<>();
        note(changes, "threads", before.threads, threads);
        note(changes, "processor", before.hardware(), hardware());
        note(changes, "engine", before.engine, engine);
        note(changes, "version", before.version + " " + before.commit, version + " " + commit);
        return changes;
    }

    private static void note(List<String> changes, String what, Object was, Object is) {
        if (!Objects.equals(was, is)) {
            changes.add(what + " " + was + ", now " + is);
        }
    }
}
