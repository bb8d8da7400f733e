package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    void aReasonIsTheSystemsOwnWhereItGivesOne() {
        assertThat(SafeFiles.reason(new AccessDeniedException("file", null, "Permission denied")))
                .isEqualTo("Permission denied");
        assertThat(SafeFiles.reason(new NoSuchFileException("file"))).isEqualTo("file");
        assertThat(SafeFiles.reason(new IOException("broken pipe"))).isEqualTo("broken pipe");
    }
}
