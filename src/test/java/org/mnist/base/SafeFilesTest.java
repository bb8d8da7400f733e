package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a write in their order, what they leave, and what is said if one fails. */
class SafeFilesTest {
    @TempDir
    Path folder;

    @AfterEach
    void look() {
        FailPoints.watch(FailPoints.NOBODY);
    }

    @Test
    void aFileIsForcedBeforeItTakesItsName() throws IOException {
        List<String> places = new ArrayList<>();
        FailPoints.watch(places::add);
        Path file = folder.resolve("file");
        SafeFiles.write(file, "text ☝");
        assertThat(places)
                .containsExactly(
                        "opened " + file, "written " + file, "forced " + file, "rename " + file, "renamed " + file);
        assertThat(file).hasContent("text ☝");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    /** Of two who write a new file at the same time one does, and the other one is told. */
    @Test
    void aNewFileIsWrittenOverNone() {
        Path file = folder.resolve("file");
        assertThatThrownBy(() -> SafeFiles.writeNew(file, out -> {
                    SafeFiles.writeNew(file, other -> other.write('a')); // which is quicker
                    out.write('b');
                }))
                .isInstanceOf(Failure.class)
                .hasMessage(file + " is there already; name another file, or remove that one first")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.CANNOT_CREATE);
        assertThat(file).hasContent("a");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    /** A stream passes a place each 65,536 bytes, so that a harness can stop in the middle of a large file. */
    @Test
    void aLargeFileHasPlacesWithin() {
        for (int kibibytes : new int[] {63, 64, 127, 128, 200}) {
            List<String> places = new ArrayList<>();
            FailPoints.watch(places::add);
            SafeFiles.write(folder.resolve("file"), out -> {
                byte[] kibibyte = new byte[1024];
                for (int i = 0; i < kibibytes; i++) {
                    out.write(kibibyte);
                }
            });
            assertThat(places.stream().filter(place -> place.startsWith("writing ")))
                    .as("%d KiB", kibibytes)
                    .hasSize(kibibytes / 64);
        }
    }

    @Test
    void aWriterThatFailsLeavesTheOldFileAndNothingAside() {
        Path file = folder.resolve("file");
        SafeFiles.write(file, "old");
        assertThatThrownBy(() -> SafeFiles.write(file, out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(Failure.class)
                .hasMessage(file + " cannot be written or read: No space left on device;"
                        + " see that the disk has room and the folder can be written")
                .hasCauseInstanceOf(IOException.class)
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.IO);
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void onlyAPlainFileIsWrittenOver() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("link"), other);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));
        Path directory = Files.createDirectory(folder.resolve("directory"));
        for (Path file : List.of(link, dangling, directory)) {
            for (ThrowingCallable write : List.<ThrowingCallable>of(
                    () -> SafeFiles.write(file, "new"),
                    () -> SafeFiles.append(file).close())) {
                assertThatThrownBy(write)
                        .hasMessage(file + " is " + (file.equals(directory) ? "a folder" : "a link")
                                + ", and only a plain file is written over; "
                                + (file.equals(directory) ? "name a file" : "remove it, or name a file"))
                        .extracting(e -> ((Failure) e).kind())
                        .isEqualTo(Failure.Kind.CANNOT_CREATE);
            }
        }
        assertThat(other).hasContent("precious");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    /** What is young may be another process's, and what is old nobody's any more. */
    @Test
    void whatKilledProcessesLeftGoesWithTheNextWrite() throws IOException {
        Path old = Files.writeString(SafeFiles.aside(folder), "half");
        Path young = Files.writeString(SafeFiles.aside(folder), "half");
        Path others = Files.writeString(folder.resolve(".others.tmp"), "of another program");
        for (Path file : List.of(old, others)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        }
        SafeFiles.write(folder.resolve("file"), "text");
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(others).exists();
    }

    @Test
    void aFileThatIsThereIsNotWrittenAgain() throws IOException {
        Path file = folder.resolve("file");
        SafeFiles.writeUnlessThere(file, "first");
        SafeFiles.writeUnlessThere(file, "second");
        assertThat(file).hasContent("first");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void aLinkIsDeletedAndNotWhatItLeadsTo() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.createFile(precious.resolve("file"));
        Path tree = Files.createDirectories(folder.resolve("tree/below")).getParent();
        Files.createSymbolicLink(tree.resolve("below/link"), precious);
        Files.createFile(tree.resolve("file"));
        SafeFiles.delete(tree);
        SafeFiles.delete(tree);
        assertThat(tree).doesNotExist();
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    void aReasonIsTheSystemsOwnWhereItGivesOne() {
        assertThat(SafeFiles.reason(new AccessDeniedException("file", null, "Permission denied")))
                .isEqualTo("Permission denied");
        assertThat(SafeFiles.reason(new NoSuchFileException("file"))).isEqualTo("file");
        assertThat(SafeFiles.reason(new IOException("broken pipe"))).isEqualTo("broken pipe");
    }
}
