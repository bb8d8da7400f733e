package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mnist.base.BuildInfo;
import org.mnist.base.Failure;
import org.mnist.base.Hardware;
import org.mnist.base.schema.Schema;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.testing.Fixture;

/** A run's word on itself: its identity and its provenance. */
class RunRecordsTest {
    private static final RunFiles FILES = new RunFiles(Path.of("run"), line -> {});
    private static final TrainConfig CONFIG = Fixture.config();
    private static final Dataset SAMPLE = new DatasetStore(Path.of("unused"), line -> {}).open("sample");
    private static final RunIdentity IDENTITY = RunIdentity.of(CONFIG, SAMPLE);

    @Test
    void theIdentityIsOfSeedConfigurationAndTrainingImages() {
        assertThat(IDENTITY.seed()).isEqualTo(CONFIG.seed());
        assertThat(IDENTITY.configSha256()).matches("[0-9a-f]{64}");
        assertThat(IDENTITY.dataSha256()).containsOnlyKeys("train-images-idx3-ubyte", "train-labels-idx1-ubyte");
        assertThat(RunIdentity.of(CONFIG.withEpochs(77), SAMPLE)).isEqualTo(IDENTITY);
        assertThat(RunIdentity.of(Fixture.config("batch", "65"), SAMPLE)).isNotEqualTo(IDENTITY);
        assertThatCode(() -> IDENTITY.requireSame(IDENTITY, CONFIG, FILES)).doesNotThrowAnyException();
    }

    @Test
    void anotherRunDoesNotGoOn() {
        RunIdentity images = new RunIdentity(1, IDENTITY.configSha256(), Map.of("train-images-idx3-ubyte", "00"));
        assertThatThrownBy(() -> IDENTITY.requireSame(images, CONFIG, FILES))
                .hasMessageStartingWith("the run was trained on other images: its data had SHA-256"
                        + " {train-images-idx3-ubyte=00}, and now {train-images-idx3-ubyte=")
                .extracting(e -> ((Failure) e).kind())
                .isEqualTo(Failure.Kind.USAGE);
        RunIdentity seed = new RunIdentity(2, IDENTITY.configSha256(), IDENTITY.dataSha256());
        RunIdentity config = new RunIdentity(1, "0".repeat(64), IDENTITY.dataSha256());
        for (RunIdentity other : List.of(seed, config)) {
            assertThatThrownBy(() -> IDENTITY.requireSame(other, CONFIG, FILES))
                    .hasMessageStartingWith(FILES.config() + " is not what the run was trained with")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.BAD_INPUT);
        }
    }

    private static Provenance provenance(String engine, int threads) {
        return Provenance.of(
                engine,
                "cpu",
                threads,
                Map.of("file", "hash"),
                null,
                List.of("train"),
                Instant.parse("2026-01-02T03:04:05.678912Z"));
    }

    @Test
    void theProvenanceIsOfThisProcess() {
        Provenance here = provenance("onednn", 2);
        assertThat(here.version()).isEqualTo(BuildInfo.version());
        assertThat(here.commit()).isEqualTo(BuildInfo.commitId());
        assertThat(here.dl4j()).isEqualTo(BuildInfo.dl4jVersion());
        assertThat(here.onednn()).isEqualTo(BuildInfo.onednnVersion());
        assertThat(here.java()).startsWith(System.getProperty("java.version") + " ");
        assertThat(here.os())
                .startsWith(System.getProperty("os.name") + " ")
                .endsWith(" " + System.getProperty("os.arch"));
        assertThat(here.hardware()).isEqualTo(Hardware.summary());
        assertThat(here.threads()).isEqualTo(2);
        assertThat(here.schema()).isEqualTo(Schema.PROVENANCE);
        assertThat(here.started()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void whatTheLastBitsDependOnIsCompared() {
        Provenance before = provenance("onednn", 2);
        assertThat(before.changesSince(before)).isEmpty();
        assertThat(provenance("dl4j", 3).changesSince(before))
                .containsExactly("threads 2, now 3", "engine onednn, now dl4j");
        Provenance elsewhere = new Provenance(
                "0.0.1",
                "abc",
                "",
                "",
                "",
                "",
                "Abacus",
                List.of("avx2"),
                1,
                "onednn",
                "cpu",
                2,
                Map.of(),
                null,
                List.of(),
                "");
        assertThat(before.changesSince(elsewhere))
                .containsExactly(
                        "processor Abacus, 1 processor, AVX2, now " + before.hardware(),
                        "version 0.0.1 abc, now " + before.version() + " " + before.commit());
    }
}
