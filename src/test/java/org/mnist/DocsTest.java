package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents name only what is there. */
class DocsTest {
    /** A test, or one of its methods or rules; or a script with its arguments. */
    private static final Pattern NAMED =
            Pattern.compile("`(?:([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?|(scripts/[\\w.-]+)[^`]*)`");

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testsAndScriptsAreThere(Path document) throws IOException {
        Map<String, String> tests = tests();
        Matcher named = NAMED.matcher(Files.readString(document));
        while (named.find()) {
            String script = named.group(3);
            if (script == null) {
                assertThat(tests).containsKey(named.group(1));
                if (named.group(2) != null) {
                    assertThat(tests.get(named.group(1))).containsPattern("\\b" + named.group(2) + "\\b");
                }
            } else if (!script.endsWith("-")) { // a group of them, scripts/torture-*
                assertThat(Path.of(script)).exists();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        Path folder = document.toAbsolutePath().getParent();
        Matcher link = LINK.matcher(Files.readString(document));
        while (link.find()) {
            assertThat(folder.resolve(link.group(1))).exists();
        }
    }

    /** The text of every test by its name. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"));
                Stream<Path> ofSpark = Files.walk(Path.of("src/spark/test"))) {
            return Stream.concat(files, ofSpark)
                    .filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            DocsTest::text,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
