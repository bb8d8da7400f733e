package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.cli.Context;
import org.mnist.cli.Environment;
import org.mnist.testing.CliRun;
import org.mnist.testing.NeedsOneDnn;
import org.mnist.testing.Schemas;
import picocli.CommandLine;

/** The schemas in {@code docs/schema}: there is one for every document, and a document for every one. */
@NeedsOneDnn
class SchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Commands that only hold others. */
    private static final Set<String> GROUPS = Set.of("cache", "config", "data");

    /** Objects whose keys are of people or of their data, by their places in a document; a number in a list is a star. */
    private static final Set<String> MAPS = Set.of(
            "/config",
            "/data",
            "/identity/data_sha256",
            "/facts/network",
            "/settings",
            "/begin/tags",
            "/begin/params",
            "/metrics/values");

    /** Keys of shares, which are numbers from 0 to 1 wherever they are. */
    private static final String SHARES =
            ".*accuracy|.*_share|p|probability|likeness|confidence|ece|precision|recall|f1|zero|full|published|threshold";

    @TempDir
    static Path folder;

    private static Map<String, List<JsonNode>> documents;

    @BeforeAll
    static void write() throws Exception {
        documents = WrittenDocuments.in(folder);
    }

    @Test
    void everyDocumentHasASchemaAndEverySchemaADocument() {
        assertThat(documents.keySet()).isEqualTo(names());
    }

    @Test
    void everyCommandHasASchema() {
        PrintStream none = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Context context =
                new Context(InputStream.nullInputStream(), none, none, new Environment(Map.of(), false), List.of());
        Set<String> commands = new TreeSet<>();
        collect(Commands.commandLine(context, ""), "", commands);
        assertThat(commands).hasSizeGreaterThan(25);
        commands.removeAll(GROUPS);
        assertThat(Schemas.ALL).containsKeys(commands.toArray(String[]::new));
        for (String group : GROUPS) {
            assertThat(CliRun.of(group, "--json").err()).contains("a command is missing");
        }
    }

    private static void collect(CommandLine parent, String before, Set<String> names) {
        parent.getSubcommands().forEach((name, command) -> {
            assertThat(command.getCommandSpec().findOption("--json")).as(name).isNotNull();
            names.add(before + name);
            collect(command, before + name + "-", names);
        });
    }

    @Test
    void everySchemaIsInTheTable() throws IOException {
        String readme = Files.readString(Path.of("docs/schema/README.md"));
        Set<String> told = new TreeSet<>();
        Matcher link = Pattern.compile("\\[([a-z-]+)]\\(([a-z-]+)\\.json\\)").matcher(readme);
        while (link.find()) {
            assertThat(link.group(1)).isEqualTo(link.group(2));
            told.add(link.group(1));
        }
        assertThat(told).isEqualTo(names());
    }

    /** The names of the schemas of whole documents. */
    private static Set<String> names() {
        Set<String> names = new TreeSet<>(Schemas.ALL.keySet());
        names.removeIf(name -> name.startsWith("parts/"));
        return names;
    }

    @Test
    void everySchemaIsOneAndTellsOfItsKeys() {
        Schemas.ALL.forEach((name, schema) -> {
            assertThat(schema.path("$schema").asText())
                    .as(name)
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(schema.path("$id").asText()).isEqualTo(Schemas.BASE + name + ".json");
            assertThat(schema.path("title").asText()).as(name).isNotBlank();
            for (JsonNode properties : schema.findValues("properties")) {
                properties.properties().forEach(property -> {
                    JsonNode of = property.getValue();
                    assertThat(property.getKey())
                            .as("a share is a number from 0 to 1")
                            .doesNotContain("percent");
                    boolean told = of.has("description") || (of.size() == 1 && of.has("type")); // a condition
                    assertThat(told)
                            .as("%s: %s has a description", name, property.getKey())
                            .isTrue();
                });
            }
        });
    }

    /** What nobody would notice by eye: each key of each document is demanded, is of one type, and there is no other. */
    @Test
    void noKeyCanGoComeOrChangeItsType() {
        documents.forEach((schema, all) -> all.forEach(document -> {
            JsonNode copy = document.deepCopy();
            shorten(copy);
            assertThat(Schemas.faults(schema, copy)).as(schema).isEmpty();
            requireHeld(schema, copy, copy, "");
        }));
    }

    /** Keeps the first two of every list, one after the other, which are as good as all of them. */
    private static void shorten(JsonNode part) {
        if (part instanceof ArrayNode array) {
            while (array.size() > 2) {
                array.remove(2);
            }
        }
        part.forEach(SchemasTest::shorten);
    }

    /** Changes each thing in a part of a document, one at a time. */
    private static void requireHeld(String schema, JsonNode document, JsonNode part, String place) {
        if (part instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode first = array.get(0);
            array.set(0, JSON.createObjectNode().put("surplus", 1));
            requireRefused(schema, document, place + "/*: another type");
            array.set(0, first);
            requireHeld(schema, document, first, place + "/*");
        }
        if (!(part instanceof ObjectNode object)) {
            return;
        }
        boolean map = MAPS.stream().anyMatch(place::endsWith);
        if (!map) {
            object.put("surplus", 1);
            requireRefused(schema, document, place + "/surplus");
            object.remove("surplus");
        }
        for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            object.set(key, value.isObject() ? JSON.createArrayNode() : JSON.createObjectNode());
            requireRefused(schema, document, place + "/" + key + ": another type");
            if (value.isNumber()) {
                object.put(key, value.asText());
                requireRefused(schema, document, place + "/" + key + ": a text");
            }
            if (key.matches(SHARES)
                    && value.isNumber()
                    && !place.equals("/published")) { // of a configuration, in percent
                object.put(key, 97);
                requireRefused(schema, document, place + "/" + key + ": percent");
            }
            object.set(key, value);
            requireHeld(schema, document, value, place + "/" + key);
        }
        if (!map) {
            requireKeys(schema, document, object, place);
        }
    }

    private static void requireKeys(String schema, JsonNode document, ObjectNode object, String place) {
        ObjectNode whole = object.deepCopy();
        for (Map.Entry<String, JsonNode> entry : whole.properties()) {
            object.remove(entry.getKey());
            if (!Set.of("opset", "quota", "units", "task").contains(entry.getKey())) {
                requireRefused(schema, document, place + "/" + entry.getKey() + ": missing");
            }
            object.setAll(whole);
        }
    }

    private static void requireRefused(String schema, JsonNode document, String change) {
        assertThat(Schemas.faults(schema, document))
                .as("%s: %s", schema, change)
                .isNotEmpty();
    }
}
