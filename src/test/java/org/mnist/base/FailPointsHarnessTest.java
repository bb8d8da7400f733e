package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The harness that the property asks for, at the places that are passed. */
class FailPointsHarnessTest {
    @TempDir
    Path folder;

    @Test
    void withoutThePropertyNobodyWatches() {
        assertThat(FailPoints.ofProperty("")).isSameAs(FailPoints.NOBODY);
    }

    @Test
    void everyPlaceIsWrittenDown() throws IOException {
        Path file = folder.resolve("points");
        Consumer<String> harness = FailPoints.ofProperty(file.toString());
        harness.accept("opened a/b");
        harness.accept("rename a/b");
        assertThat(Files.readString(file)).isEqualTo("opened a/b\nrename a/b\n");
    }

    /** The harness waits there until the file is gone, and writes nothing more. */
    @ParameterizedTest
    @CsvSource({"2", "b"})
    void itWaitsAtAPlace(String where) throws Exception {
        Path file = folder.resolve("points");
        Consumer<String> harness = FailPoints.ofProperty(file + ":" + where);
        CompletableFuture<Void> saving = CompletableFuture.runAsync(() -> {
            harness.accept("opened x/bb");
            harness.accept("opened x/b");
            harness.accept("renamed x/b");
        });
        String untilThere = "opened x/bb\nopened x/b\n";
        Awaitility.await()
                .until(() -> Files.exists(file) && Files.readString(file).equals(untilThere));
        assertThat(saving).isNotDone();
        Files.delete(file);
        saving.get(30, TimeUnit.SECONDS);
        assertThat(file).doesNotExist();
    }
}
