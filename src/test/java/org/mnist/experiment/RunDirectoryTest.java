package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;

/** Which folders a run may start in, go on in, and share. */
class RunDirectoryTest {
    @TempDir
    Path folder;

    private Path run() {
        return folder.resolve("runs/one");
    }

    private static void requireKind(Failure.Kind kind, Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(Failure.class)
                .hasMessage(message)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(kind);
    }

    private String isThere() {
        return run() + " is there already; go on with it by `mnist train --resume --out " + run()
                + "`, or name another --out";
    }

    @Test
    void aNewOneIsMadeWithItsParents() {
        try (RunDirectory directory = RunDirectory.create(run(), line -> {})) {
            assertThat(directory.files().path()).isEqualTo(run());
            assertThat(run().resolve("checkpoints")).isEmptyDirectory();
        }
    }

    /** The remains of a run that was cut off before its first file do not count as something. */
    @ParameterizedTest
    @ValueSource(strings = {".lock", "log.txt", ".config.yaml.tmp", ".mnist-0123.tmp"})
    void aBeginningMayBeginAgain(String file) throws IOException {
        Files.createDirectories(run().resolve("checkpoints"));
        Files.writeString(run().resolve(file), "half a li");
        RunDirectory.create(run(), line -> {}).close();
        assertThat(run().resolve(".lock")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.yaml", "best.zip", "photo.jpg"})
    void whatIsThereIsNotOverwritten(String file) throws IOException {
        Files.createDirectories(run());
        Files.writeString(run().resolve(file), "precious");
        requireKind(
                Failure.Kind.CANNOT_CREATE,
                () -> RunDirectory.create(run(), line -> {}),
                file.equals("config.yaml") ? isThere() : run() + " is there already; name another --out");
        assertThat(run().resolve(file)).hasContent("precious");
        assertThat(run().resolve("checkpoints")).doesNotExist();
    }

    @Test
    void aCheckpointOrAFileInItsPlaceIsSomething() throws IOException {
        Files.createDirectories(run().resolve("checkpoints/epoch-001"));
        assertThatThrownBy(() -> RunDirectory.create(run(), line -> {})).hasMessageContaining("is there already");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("checkpoints"), "a file");
        assertThatThrownBy(() -> RunDirectory.create(other, line -> {})).hasMessageContaining("is there already");
        Path file = Files.writeString(folder.resolve("file"), "a file");
        assertThatThrownBy(() -> RunDirectory.create(file, line -> {})).hasMessageContaining("is there already");
        assertThatThrownBy(() -> RunDirectory.create(file.resolve("below"), line -> {}))
                .hasMessageStartingWith("the run folder " + file.resolve("below") + " cannot be created (")
                .hasMessageEndingWith("); name another --out")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.CANNOT_CREATE);
    }

    @Test
    void onlyOneWorksInAFolderAtATime() throws IOException {
        String inUse = run() + " is in use by another run; wait for it to end, or name another --out";
        try (RunDirectory first = RunDirectory.create(run(), line -> {})) {
            Files.writeString(first.files().config(), "name: a run");
            requireKind(Failure.Kind.LOCKED, () -> RunDirectory.resume(run(), line -> {}), inUse);
            requireKind(Failure.Kind.CANNOT_CREATE, () -> RunDirectory.create(run(), line -> {}), isThere());
        }
        try (RunDirectory again = RunDirectory.resume(run(), line -> {})) {
            assertThat(again.files().path()).isEqualTo(run());
            requireKind(Failure.Kind.LOCKED, () -> RunDirectory.resume(run(), line -> {}), inUse);
        }
    }

    @Test
    void twoThatWantOneNameGetTwoFolders() {
        try (RunDirectory first = RunDirectory.createUnlike(run(), line -> {});
                RunDirectory second = RunDirectory.createUnlike(run(), line -> {});
                RunDirectory third = RunDirectory.createUnlike(run(), line -> {})) {
            assertThat(List.of(first, second, third))
                    .extracting(directory -> directory.files().path())
                    .containsExactly(run(), run().resolveSibling("one-2"), run().resolveSibling("one-3"));
        }
    }

    @Test
    void aFolderThatWasMovedOrReplacedIsAnother() throws IOException {
        try (RunDirectory directory = RunDirectory.create(run(), line -> {})) {
            directory.requireInPlace();
            Files.move(run(), folder.resolve("moved"));
            String gone = run() + " has been moved or deleted while it was worked in; what was saved has gone with it:"
                    + " go on by `mnist train --resume --out` with its new name";
            requireKind(Failure.Kind.IO, directory::requireInPlace, gone);
            RunDirectory.create(run(), line -> {}).close();
            requireKind(Failure.Kind.IO, directory::requireInPlace, gone);
        }
    }

    @Test
    void onlyARunCanGoOn() throws IOException {
        String none = run() + " is no run folder to go on with (it has no config.yaml);"
                + " start one with `mnist train --arch lenet5`";
        requireKind(Failure.Kind.NOT_FOUND, () -> RunDirectory.resume(run(), line -> {}), none);
        Files.createDirectories(run());
        requireKind(Failure.Kind.NOT_FOUND, () -> RunDirectory.requireRun(run()), none);
        requireKind(Failure.Kind.NOT_FOUND, () -> RunDirectory.resume(run(), line -> {}), none);
        assertThat(run()).isEmptyDirectory();
    }
}
