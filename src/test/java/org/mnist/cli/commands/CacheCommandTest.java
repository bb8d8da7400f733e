package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.testing.CliRun;

/** What is kept between runs: shown, and cleared. */
class CacheCommandTest {
    @TempDir
    Path folder;

    private Path library;
    private Path layout;
    private Path images;
    private Path other;

    /** Natives that somebody else keeps in there are shown and cleared, too. */
    private final String temporary = System.getProperty("java.io.tmpdir");

    @AfterEach
    void restore() {
        System.setProperty("java.io.tmpdir", temporary);
    }

    @BeforeEach
    void fill() throws IOException {
        System.setProperty("java.io.tmpdir", folder.resolve("temporary").toString());
        library = file("user/mnist/natives/dl4j-1-onednn-2/a.jar/lib.so");
        layout = file("data/layouts/some.json");
        images = file("data/mnist/train-images-idx3-ubyte");
        other = file("data/runs/precious.zip");
    }

    @Test
    void showsEachFolderWithItsSize() throws IOException {
        CliRun shown = run("show", "--json");
        JsonNode all = new ObjectMapper().readTree(shown.out());
        assertThat(all).hasSize(3);
        for (JsonNode kept : all) {
            assertThat(kept.get("bytes").asLong()).isEqualTo(2_000_000);
        }
        assertThat(all.findValuesAsText("part")).containsExactly("natives", "layouts", "data");
        assertThat(all.findValuesAsText("folder"))
                .containsExactly(
                        folder.resolve("user/mnist/natives/dl4j-1-onednn-2").toString(),
                        folder.resolve("data/layouts").toString(),
                        folder.resolve("data/mnist").toString());
        assertThat(run("show").out()).contains("natives  2.0  " + folder);
    }

    @Test
    void clearsWhatComesBackByItself() {
        CliRun cleared = run("clear");
        assertThat(cleared.out()).isEqualTo("4.0 MB removed\n");
        assertThat(cleared.err()).contains("removed " + folder.resolve("data/layouts"));
        assertThat(library).doesNotExist();
        assertThat(layout).doesNotExist();
        assertThat(images).exists();
        assertThat(other).exists();
        assertThat(run("clear").out()).isEqualTo("0.0 MB removed\n");
    }

    /** A pipe that somebody has left there has no end, and is not opened. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsRemovedWithoutWaiting() throws Exception {
        Path pipe =
                Files.createDirectories(folder.resolve("data/layouts/deeper")).resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(run("clear", "layouts").code()).isZero();
        assertThat(folder.resolve("data/layouts")).doesNotExist();
    }

    @Test
    void clearsDataOnlyWhereItIsNamed() {
        assertThat(run("clear", "data").code()).isZero();
        assertThat(images).doesNotExist();
        assertThat(library).exists();
        assertThat(other).exists();
        CliRun wrong = run("clear", "datas");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("there is no `datas` in the cache; there are natives, layouts, data");
    }

    private CliRun run(String... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "cache";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CliRun.with(
                Map.of(
                        "MNIST_HOME", folder.resolve("data").toString(),
                        "XDG_CACHE_HOME", folder.resolve("user").toString()),
                all);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[2_000_000]);
    }
}
