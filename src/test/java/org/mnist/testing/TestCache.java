package org.mnist.testing;

import java.nio.file.Path;

/** Where the tests keep what the program caches: measured layouts, and no data. */
public final class TestCache {
    /**
     * One for all tests of a process, so that each layout is measured once, and not shared with the processes beside it,
     * which might measure another one in the middle of a test that compares bits.
     */
    public static final Path FOLDER = Path.of("target", "test-cache-" + System.getProperty("surefire.forkNumber", "1"))
            .toAbsolutePath();

    private TestCache() {}
}
