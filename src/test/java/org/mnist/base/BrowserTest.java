package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class BrowserTest {
    @TempDir
    Path folder;

    @Test
    void withoutAScreenItSaysSo() {
        assertThat(Browser.open(folder.resolve("x.html"), Map.of("PATH", "/usr/bin")))
                .hasValue("there is no screen here");
        assertThat(Browser.open(folder.resolve("x.html"), Map.of("DISPLAY", ":0", "PATH", folder.toString())))
                .hasValue("there is no xdg-open here");
    }

    @Test
    void aFileIsHandedOverByItsWholePath() throws Exception {
        Path command = folder.resolve("xdg-open");
        Path got = folder.resolve("got");
        Files.writeString(
                command, "#!/bin/sh\nprintf '%s' \"$1\" > '" + got + ".tmp' && mv '" + got + ".tmp' '" + got + "'\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Path page = folder.resolve("a b/./report & more.html");
        assertThat(Browser.open(page, Map.of("WAYLAND_DISPLAY", "wayland-0", "PATH", "/nowhere:" + folder)))
                .isEmpty();
        Awaitility.await().until(() -> Files.exists(got));
        assertThat(Files.readString(got))
                .isEqualTo(folder.resolve("a b/report & more.html").toString());
    }
}
