package org.mnist.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mnist.failure.Failure;
import org.mnist.file.SafeFiles;
import org.mnist.run.Json;

/**
 * Measurements, and what they were made with.
 *
 * @param version of this program
 * @param commit it was built from
 * @param hardware processor and how many
 * @param data which data set
 * @param sample whether that is the small sample in the program
 * @param arguments the command line
 * @param results one for each architecture
 */
public record Report(
        String version,
        String commit,
        String hardware,
        String data,
        boolean sample,
        List<String> arguments,
        List<Measurement> results) {
    /**
     * Reads what {@link #write} has written.
     *
     * @throws Failure if it is not there (NOT_FOUND), or something else (BAD_INPUT)
     */
    public static Report read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    Failure.Kind.NOT_FOUND, "there is no benchmark " + file + "; make one with --export-json");
        }
        try {
            return Json.read(Files.readString(file), Report.class);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    file + " is no benchmark: " + e.getOriginalMessage() + "; make one with --export-json",
                    e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    /** Writes it as JSON. */
    public void write(Path file) {
        SafeFiles.write(file, Json.write(this) + "\n");
    }

    /** The same with this measurement in place of the one of the same configuration, or at the end. */
    public Report with(Measurement measurement) {
        List<Measurement> all = new ArrayList<>(results);
        all.removeIf(other -> other.configSha256().equals(measurement.configSha256()));
        all.add(measurement);
        return new Report(version, commit, hardware, data, sample, arguments, List.copyOf(all));
    }

    /** The runs that have been made of a configuration. */
    public List<Measurement.Run> runsOf(String configSha256) {
        return results.stream()
                .filter(measurement -> measurement.configSha256().equals(configSha256))
                .flatMap(measurement -> measurement.runs().stream())
                .toList();
    }
}
