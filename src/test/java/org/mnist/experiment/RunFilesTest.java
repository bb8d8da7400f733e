package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.config.TrainConfig;

/** The files of a finished run: where each lies, and what it says when it is read. */
class RunFilesTest {
    private static final Path FINISHED = Path.of("src/test/resources/fixtures/v0.1/run/tiny");

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private RunFiles files;

    @BeforeEach
    void copy() throws IOException {
        FileUtils.copyDirectory(FINISHED.toFile(), folder.toFile());
        files = new RunFiles(folder, said::add);
    }

    @Test
    void everyFileLiesWhereItsNameSays() throws IOException {
        assertThat(List.of(files.config(), files.provenance(), files.layouts(), files.best()))
                .allSatisfy(path -> assertThat(path).exists())
                .extracting(path -> folder.relativize(path).toString())
                .containsExactly("config.yaml", "provenance.json", "layouts", "best.zip");
        assertThat(List.of(files.result(), files.log(), files.report(), files.last()))
                .extracting(path -> folder.relativize(path).toString())
                .containsExactly("result.json", "log.txt", "report.html", "last.zip");
        Checkpoints.Saved newest = files.checkpoints().newest(said::add).orElseThrow();
        assertThat(newest.folder()).isEqualTo(folder.resolve("checkpoints/epoch-002"));
        assertThat(newest.state().epoch()).isEqualTo(2);
        assertThat(newest.result()).isEqualTo(newest.folder().resolve("average.zip"));
        assertThat(newest.state().averageSha256()).isEqualTo(Hashes.sha256(newest.result()));
        assertThat(said).isEmpty();
    }

    @Test
    void theFiguresAreReadBack() {
        RunResult result = files.readResult();
        assertThat(result.arch()).isEqualTo("tiny");
        assertThat(result.best().epoch()).isEqualTo(1);
        assertThat(result.best().valAccuracy()).isEqualTo(0.3906);
        assertThat(result.best().test().accuracy()).isEqualTo(0.404);
        assertThat(result.best().test().confusion().get(1).get(8)).isEqualTo(3);
        Provenance provenance = files.readProvenance();
        assertThat(provenance.threads()).isEqualTo(1);
        assertThat(provenance.started()).isEqualTo("2026-11-27T15:24:41.152Z");
        assertThat(provenance.hardware()).isEqualTo("AMD EPYC, 2 processors, AVX-512 with bf16");
        assertThat(files.metrics().read()).hasSize(2);
        assertThat(files.readConfig().name()).isEqualTo("tiny");
    }

    @Test
    void aRunHasEndedUnlessItIsToGoOnToMoreEpochs() throws IOException {
        TrainConfig config = files.readConfig();
        assertThat(files.ended(config)).map(RunResult::epochs).contains(2);
        assertThat(files.ended(config.withEpochs(1))).isPresent();
        assertThat(files.ended(config.withEpochs(3))).isEmpty();
        String result = Files.readString(files.result());
        Files.writeString(files.result(), result.replace("\"ended\" : \"finished\"", "\"ended\" : \"early\""));
        assertThat(files.ended(config.withEpochs(3))).map(RunResult::ended).contains("early");
        Files.delete(files.result());
        assertThat(files.ended(config)).isEmpty();
    }

    @Test
    void whatIsMissingOrDamagedIsSaidWithTheNextCommand() throws IOException {
        Files.delete(files.result());
        assertThatThrownBy(files::readResult)
                .hasMessage(files.result() + " is not there; name the folder of a run that has ended, or end it by"
                        + " `mnist train --resume --out " + files.path() + "`")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.NOT_FOUND);
        Map<String, byte[]> damages = Map.of(
                "it is no JSON", "{".getBytes(StandardCharsets.UTF_8),
                "it is not a text in UTF-8", new byte[] {(byte) 0xff, (byte) 0xfe},
                "it holds no `{...}`", "null".getBytes(StandardCharsets.UTF_8),
                "`cpu_features` is missing, or is not what it should be",
                        "{\"cpu_features\": 5}".getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> damage : damages.entrySet()) {
            Files.write(files.provenance(), damage.getValue());
            assertThatThrownBy(files::readProvenance)
                    .hasMessage(files.provenance() + " is damaged: " + damage.getKey()
                            + "; `mnist train --resume --out " + files.path() + "` makes it anew")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
    }
}
