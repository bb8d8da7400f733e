package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.SafeFiles;

class CacheFolderTest {
    @TempDir
    Path folder;

    private Path left(Path file) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
        return file;
    }

    @Test
    void whatAKilledProcessHasLeftGoes() throws Exception {
        Path old = left(Files.createFile(SafeFiles.aside(folder)));
        Path fresh = Files.createFile(SafeFiles.aside(folder));
        CacheFolder.create(folder);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    /** Whoever may write into a shared cache may leave a pipe of such a name there: to open it would be to wait. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeOfSuchANameIsLeftAlone() throws Exception {
        Path pipe = SafeFiles.aside(folder);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(new ProcessBuilder("touch", "-d", "1 hour ago", pipe.toString())
                        .start()
                        .waitFor()) // Java would open it to do so, and wait
                .isZero();
        CacheFolder.create(folder);
        assertThat(Files.exists(pipe)).isTrue();
    }
}
