package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The build writes down about itself what pom.xml says. */
class BuildInfoTest {
    @Test
    void versionsAreThoseOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom)
                .contains("<artifactId>mnist</artifactId>\n  <version>" + BuildInfo.version() + "</version>")
                .contains("<dl4j.version>" + BuildInfo.dl4jVersion() + "</dl4j.version>")
                .contains("<onednn.version>" + BuildInfo.onednnVersion() + "</onednn.version>");
    }

    @Test
    void theMachineAndTheCommitAreNamed() {
        String here = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assertThat(BuildInfo.natives()).isIn(here, "every platform");
        assertThat(BuildInfo.commitId()).matches("unknown|[0-9a-f]{7,40}");
    }
}
