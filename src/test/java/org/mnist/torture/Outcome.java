package org.mnist.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * All of a finished run's folder, each of its files, as far as it must be the same if the run is trained again. What a file
 * holds beyond that is taken out: times and what follows from them, the name of the folder, and the command line.
 *
 * @param parts name and value of each part, the long ones as hashes
 */
record Outcome(Map<String, String> parts) {
    /** Of entries of JSON those that hold a time, or a hash of what holds one: a zip file knows when it was written. */
    private static final String TIMES =
            "(?m)^.*\"(\\w*seconds?|\\w*_per_second|waiting_share|folder|(model_|average_)?sha256|started|arguments)\" :.*$";

    /** Where the page has times, the command line and the folder. */
    private static final String PAGE_TIMES =
            "<b>[^<]*</b><span>(of training steps|images a second in training)|<th>(command|started)</th>.*";

    static Outcome of(Path run) {
        Map<String, String> parts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(parts, run.relativize(file).toString(), file);
            }
            return new Outcome(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Map<String, String> parts, String name, Path file) throws IOException {
        if (name.endsWith(".zip")) {
            addModel(parts, name, file);
            return;
        }
        parts.put(
                name,
                switch (String.valueOf(file.getFileName())) {
                    case "log.txt" -> "what was said, which tells of stops"; // but it must be there
                    case "metrics.csv" -> Files.readString(file).replaceAll("(?m),[^,\n]*,[^,\n]*$", "");
                    case "result.json", "provenance.json", "state.json" ->
                        Files.readString(file).replaceAll(TIMES, "");
                    case "report.html" ->
                        DigestUtils.sha256Hex(Files.readString(file).replaceAll(PAGE_TIMES, ""));
                    default -> DigestUtils.sha256Hex(Files.readAllBytes(file));
                });
    }

    private static void addModel(Map<String, String> parts, String name, Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                parts.put(name + "/" + entry.getName(), DigestUtils.sha256Hex(zip.getInputStream(entry)));
            }
        }
    }

    /** The names of the parts that say the same whatever the seed. */
    String withoutSeed() {
        return parts.keySet().stream()
                .filter(name -> name.matches("\\.lock|log\\.txt|provenance\\.json|layouts/.*"))
                .collect(Collectors.joining(", "));
    }

    /** The names of the parts that are the same. */
    String sameAs(Outcome other) {
        return parts.keySet().stream()
                .filter(name -> parts.get(name).equals(other.parts.get(name)))
                .collect(Collectors.joining(", "));
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
