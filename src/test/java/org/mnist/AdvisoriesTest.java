package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/advisories.yaml} against the libraries that users run. */
class AdvisoriesTest {
    private static JsonNode known;

    /** Versions by library, those shaded into others included; several versions are several entries. */
    private static final Map<String, TreeSet<String>> LIBRARIES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        known = new YAMLMapper().readTree(Path.of("docs/advisories.yaml").toFile());
        for (String jar :
                Files.readString(Path.of("target/runtime-classpath")).strip().split(File.pathSeparator, -1)) {
            readJar(jar);
        }
    }

    private static void readJar(String jar) throws IOException {
        boolean named = false;
        try (ZipFile zip = new ZipFile(jar)) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
                    Properties pom = new Properties();
                    try (InputStream in = zip.getInputStream(entry)) {
                        pom.load(in);
                    }
                    add(pom.getProperty("groupId") + ":" + pom.getProperty("artifactId"), pom.getProperty("version"));
                    named = true;
                }
            }
        }
        if (!named) { // then the repository's layout tells: .../artifact/version/artifact-version.jar
            Path folder = Path.of(jar).getParent();
            add(
                    folder.getParent().getFileName().toString(),
                    folder.getFileName().toString());
        }
    }

    private static void add(String library, String version) {
        LIBRARIES.computeIfAbsent(library, name -> new TreeSet<>()).add(version);
    }

    @Test
    void everyLibraryWasLookedUpInItsVersion() {
        Map<String, String> lookedUp = new TreeMap<>();
        known.get("libraries")
                .properties()
                .forEach(e -> lookedUp.put(e.getKey(), e.getValue().asText()));
        Map<String, String> there = new TreeMap<>();
        LIBRARIES.forEach((name, versions) -> there.put(name, String.join(", ", versions)));
        assertThat(there)
                .as("look up what is known of what is new, and then change docs/advisories.yaml")
                .isEqualTo(lookedUp);
    }

    @Test
    void everyAdvisoryThatIsOpenHasAReason() {
        for (JsonNode advisory : known.get("advisories")) {
            String id = advisory.get("id").asText();
            TreeSet<String> versions = LIBRARIES.get(advisory.get("library").asText());
            assertThat(versions).as("%s: its library is there", id).isNotNull();
            Version fixed = Version.parse(advisory.get("fixed-in").asText());
            boolean open =
                    versions.stream().anyMatch(version -> Version.parse(version).compareTo(fixed) < 0);
            assertThat(advisory.has("reason"))
                    .as("%s: %s needs a reason exactly if it is older than %s", id, versions, fixed)
                    .isEqualTo(open);
        }
    }
}
