package org.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mnist.base.Hashes;

/**
 * Libraries that users run are those whose checksums are written down. Maven 3.9 and newer holds every library and plugin to the
 * same list before it uses them ({@code .mvn/maven.config}); older ones do not know how.
 */
class ChecksumsTest {
    /** Native libraries of machines on which nobody has written them down. */
    private static final Pattern OTHER_MACHINES =
            Pattern.compile(".*-(linux-arm64|macosx-x86_64|macosx-arm64|windows-x86_64)\\.jar");

    @Test
    void everyLibraryIsAsItWasWrittenDown() throws IOException {
        Map<String, String> writtenDown = Files.readAllLines(Path.of(".mvn/checksums/checksums.sha256")).stream()
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(words -> words[1], words -> words[0]));
        Map<String, String> wrong = new TreeMap<>();
        int checked = 0;
        for (String jar :
                Files.readString(Path.of("target/runtime-classpath")).strip().split(File.pathSeparator, -1)) {
            String path = jar.replace('\\', '/');
            String listed = writtenDown.keySet().stream()
                    .filter(known -> path.endsWith("/" + known))
                    .findFirst()
                    .orElse("");
            String hash = Hashes.sha256(Path.of(jar));
            if (!hash.equals(writtenDown.get(listed))
                    && !OTHER_MACHINES.matcher(path).matches()) {
                wrong.put(path, hash);
            }
            checked++;
        }
        assertThat(wrong)
                .as("a library has changed; find out why, and write it down as CONTRIBUTING.md says")
                .isEmpty();
        assertThat(checked).isGreaterThan(40);
    }
}
