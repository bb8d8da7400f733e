package org.mnist.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * All of a finished run that must be the same if it is trained again: weights, updater state and configuration of the
 * best, the last and the newest saved model, and each epoch's figures, times aside.
 *
 * @param parts name and value of each part, the long ones as hashes
 */
record Outcome(Map<String, String> parts) {
    static Outcome of(Path run) {
        Map<String, String> parts = new TreeMap<>();
        try {
            addModel(parts, run, "best.zip");
            addModel(parts, run, "last.zip");
            Path checkpoints = run.resolve("checkpoints");
            for (String name : checkpoints.toFile().list()) {
                addModel(parts, run, "checkpoints/" + name + "/model.zip");
            }
            parts.put(
                    "metrics.csv",
                    Files.readAllLines(run.resolve("metrics.csv")).stream()
                            .map(row -> row.replaceAll(",[^,]*,[^,]*$", ""))
                            .collect(Collectors.joining("\n")));
            String result = Files.readString(run.resolve("result.json"));
            parts.put("result.json", result.replaceAll("(?m)^.*\"(\\w*seconds?|waiting_share|folder)\" :.*$", ""));
            return new Outcome(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addModel(Map<String, String> parts, Path run, String name) throws IOException {
        try (ZipFile zip = new ZipFile(run.resolve(name).toFile())) {
            for (var entry : zip.stream().toList()) {
                parts.put(name + "/" + entry.getName(), DigestUtils.sha256Hex(zip.getInputStream(entry)));
            }
        }
    }

    /** The names of the parts that differ. */
    String differences(Outcome other) {
        Map<String, String> all = new TreeMap<>(parts);
        all.putAll(other.parts);
        return all.keySet().stream()
                .filter(name -> !String.valueOf(parts.get(name)).equals(other.parts.get(name)))
                .collect(Collectors.joining(", "));
    }
}
