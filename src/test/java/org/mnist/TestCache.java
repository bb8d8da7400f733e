package org.mnist;

import java.nio.file.Path;

/** Where the tests keep what the program caches: measured layouts, and no data. */
public final class TestCache {
    /** One for all of them, so that each layout is measured once. */
    public static final Path FOLDER = Path.of("target", "test-cache").toAbsolutePath();

    private TestCache() {}
}
