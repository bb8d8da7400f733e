package org.mnist.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JSON Schemas of {@code docs/schema}. {@link CliRun} holds against them whatever a command prints as JSON in a test, so that
 * each test of a command is one of its schema, too.
 */
public final class Schemas {
    /** What is printed in place of a result. */
    public static final String FAILURE = "failure";

    public static final String STOPPED = "stopped";

    /** The schema of each file of JSON that is in folders of runs and sweeps. */
    public static final Map<String, String> FILES = Map.of(
            "result.json", "result",
            "state.json", "state",
            "provenance.json", "provenance",
            "trial.json", "trial",
            "sweep.json", "sweep-result",
            "mlflow.jsonl", "mlflow-line");

    /** What the addresses of all schemas begin with. */
    public static final String BASE = "https://github.com/mnist-dl4j/mnist/docs/schema/";

    private static final String ENDING = ".json";
    private static final Path FOLDER = Path.of("docs", "schema");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The schemas by their paths in the folder, without ending: those of documents, and their common parts in {@code parts/}. */
    public static final Map<String, JsonNode> ALL = read();

    /** The validator, which finds the files of this folder where schemas say the addresses that those give themselves. */
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(
                            ids -> ids.mapPrefix(BASE, FOLDER.toUri().toString()))
                    .schemaLoader(loader -> loader.fetchRemoteResources()));

    private Schemas() {}

    private static Map<String, JsonNode> read() {
        Map<String, JsonNode> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = FOLDER.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(ENDING)) {
                    all.put(name.substring(0, name.length() - ENDING.length()), JSON.readTree(file.toFile()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** What of a document is not as the schema of that name says; nothing if all is. */
    public static List<String> faults(String schema, JsonNode document) {
        return faults(REGISTRY.getSchema(SchemaLocation.of(BASE + schema + ENDING)), document);
    }

    /** What of a document is not as a schema says that refers to nothing but itself; nothing if all is. */
    public static List<String> faults(JsonNode schema, JsonNode document) {
        return faults(REGISTRY.getSchema(schema), document);
    }

    private static List<String> faults(Schema schema, JsonNode document) {
        return schema.validate(document).stream().map(Error::toString).toList();
    }

    /** The schema of what a command has printed as JSON: its words, joined by a dash, if nothing stands for its result. */
    public static String of(List<String> args, JsonNode printed) {
        if (printed.has("error") && !printed.has("image")) {
            return FAILURE;
        }
        if (printed.has("stopped")) {
            return STOPPED;
        }
        if (args.contains("--json-lines")) {
            return args.get(0) + "-line";
        }
        String two = String.join("-", args.subList(0, Math.min(2, args.size())));
        return ALL.containsKey(two) ? two : args.get(0);
    }

    /** Demands that all that a command has printed as JSON, if it was to, is as its schemas say. */
    public static void requireOutput(List<String> args, String out) {
        boolean lines = !args.contains("--json");
        if ((lines && !args.contains("--json-lines")) || args.contains("--help")) {
            return;
        }
        for (String text : lines ? out.lines().toList() : List.of(out)) {
            JsonNode document = tree(text);
            require(of(args, document), document, String.join(" ", args));
        }
    }

    /**
     * Demands that each file of JSON below a folder of runs or sweeps has a schema, and is as it says.
     *
     * @return the documents by their schemas; each line of a file of lines is one
     */
    public static Map<String, List<JsonNode>> requireFiles(Path folder) {
        Map<String, List<JsonNode>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().matches(".*\\.jsonl?")).toList()) {
                String schema = FILES.get(file.getFileName().toString());
                if (schema == null) {
                    throw new AssertionError(file + " has no schema");
                }
                String text = Files.readString(file);
                for (String one : file.toString().endsWith("l") ? text.lines().toList() : List.of(text)) {
                    require(schema, tree(one), file.toString());
                    found.computeIfAbsent(schema, name -> new ArrayList<>()).add(tree(one));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void require(String schema, JsonNode document, String what) {
        List<String> faults = faults(schema, document);
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    what + ": not as docs/schema/" + schema + ".json says\n" + String.join("\n", faults));
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
