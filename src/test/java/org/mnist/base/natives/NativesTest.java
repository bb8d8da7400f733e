package org.mnist.base.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.base.UserCache;

/** Where native libraries are unpacked, and where not. */
@DisabledOnOs(OS.WINDOWS)
class NativesTest {
    @TempDir
    Path folder;

    @Test
    void theUsersCacheComesFirst() {
        Path temporary = UserCache.temporary().resolve("natives");
        assertThat(Natives.candidates(Map.of("HOME", "/home/me", "MNIST_HOME", "/data"), null))
                .containsExactly(Path.of("/home/me/.cache/mnist/natives"), Path.of("/data/natives"), temporary);
        assertThat(Natives.candidates(Map.of("XDG_CACHE_HOME", "/c", "HOME", "/home/me"), ""))
                .containsExactly(Path.of("/c/mnist/natives"), temporary);
        assertThat(Natives.candidates(Map.of("HOME", "/home/me"), "/mine")).containsExactly(Path.of("/mine"));
    }

    @Test
    void aNewFolderIsItsUsersAlone() throws IOException {
        Path made = Natives.choose(List.of(folder.resolve("a/natives")));
        assertThat(made).startsWith(folder.toRealPath().resolve("a/natives"));
        for (Path each = made; !each.endsWith("a"); each = each.getParent()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
        assertThat(Natives.choose(List.of(folder.resolve("a/natives")))).isEqualTo(made);
    }

    @Test
    void whatCannotBeWrittenIsLeftForTheNext() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path next = folder.resolve("next");
        assertThat(Natives.choose(List.of(file.resolve("natives"), next))).startsWith(next.toRealPath());
        refused(List.of(file.resolve("natives")), "none of these can be created or written: " + file);
    }

    @Test
    void aFolderThatIsOpenToOthersIsRefused() throws IOException {
        Path made = Natives.choose(List.of(folder.resolve("natives")));
        mode(made, "rwxr-xr-x");
        refused(List.of(folder.resolve("natives")), made + " is open to other users; close it by `chmod 700 " + made);
        mode(made, "rwx------");
        mode(folder, "rwxrwxrwx");
        refused(List.of(folder.resolve("natives")), "other users may replace what is in " + folder.toRealPath());
        Files.setAttribute(
                folder, "unix:mode", 01777); // as that of temporary files is: nobody may rename what is another's
        assertThat(Natives.choose(List.of(folder.resolve("natives")))).isEqualTo(made);
    }

    @Test
    void aFolderOfAnotherUserIsRefused() throws IOException {
        Path made = Natives.choose(List.of(folder.resolve("natives")));
        giveAway(made);
        refused(List.of(folder.resolve("natives")), made + " belongs to another user (number 54321)");
        Path around = Files.createDirectory(folder.resolve("around"));
        giveAway(around);
        refused(List.of(around.resolve("natives")), "other users may replace what is in " + around.toRealPath());
    }

    private static void giveAway(Path file) throws IOException {
        try {
            Files.setAttribute(file, "unix:uid", 54321);
        } catch (FileSystemException e) {
            Assumptions.abort("only root may give a folder away");
        }
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void refused(List<Path> candidates, String why) {
        assertThatThrownBy(() -> Natives.choose(candidates))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("there is no safe place for the native libraries: " + why)
                .hasMessageEndingWith(
                        "; name a folder of your own by MNIST_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }
}
