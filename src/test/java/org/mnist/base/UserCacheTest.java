package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where a user's cache is, also of a user without a home. */
@DisabledOnOs(OS.WINDOWS)
class UserCacheTest {
    @TempDir
    Path folder;

    @Test
    void isWhereTheVariablesSay() {
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "/c", "HOME", "/h")))
                .isEqualTo(Path.of("/c/mnist"));
        assertThat(UserCache.folder(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.cache/mnist"));
        assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", "", "HOME", "")))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "mnist"));
    }

    /** Where a program is started must not decide on where its natives lie. */
    @Test
    void aRelativeCacheIsPassedOver() {
        for (String relative : new String[] {".", "caches", "../c"}) {
            assertThat(UserCache.folder(Map.of("XDG_CACHE_HOME", relative, "HOME", "/h")))
                    .isEqualTo(Path.of("/h/.cache/mnist"));
        }
    }

    /** Java calls the home of a user whom the system does not know a question mark. */
    @Test
    void aUserWithoutAHomeGetsAFolderAmongTheTemporaryFiles() throws IOException {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", "?");
        try {
            Path cache = UserCache.folder(Map.of());
            assertThat(cache).isEqualTo(UserCache.temporary());
            assertThat(cache.getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
            assertThat(cache.getFileName().toString()).isEqualTo("mnist-" + Users.current(folder));
        } finally {
            System.setProperty("user.home", home);
        }
    }
}
