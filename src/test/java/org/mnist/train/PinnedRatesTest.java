package org.mnist.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Hashes;
import org.mnist.config.ConfigLoader;
import org.mnist.config.TrainConfig;

/** The learning rates of presets and of old runs, to the last bit: a changed one would train other weights. */
class PinnedRatesTest {
    private static final int STEPS_PER_EPOCH = 430;

    /** SHA-256 of all rates, as version 0.1 computed them. */
    @ParameterizedTest
    @CsvSource({
        "lenet5, a3b03c2eac42547a0cfeb6c7fbb4294e169afd09e9887dbb758ce7dfc64cab6f",
        "mlp, 21777bd44658022f5ec0544e20be90c702d9f6267770c0271eefc727656acf12",
        "lenet5-tuned, 99ee92e62bb9a628a01be9cd1dea25cef07c923716fa984badb753eb9a166fd6",
        "allconv-tuned, 1bace499cbb3ee3dcc8b26e7e619e455552cf9c4a00460a40efc5cfc202e6cfd",
        "tiny, 97b642ff020e48cc4e85a19fdfda231311567ab0cff9cc1b8da8ee9a136096fa",
        "small, 963fc50c9adc1c42b8b48f39df82e101a08aae734f1401538bfbc8ec60f21f51",
        "strong, 5bf5673f51b888e1d969a6617b84eaee274871457684aaa4974a8b0f2fd4c71d",
        "champion, dd067775e1e95b424d32a93e205d8128f4fe6b07a50615dbcc0048c6561e3c5e",
        "sprint, 3f0a95bd600efc1abeaeb7ffe33e7adbdb46f8f7fe0d8a7eb27fc047d10e438d",
        "old-words, 2721eef9a2c73b35994cd0b755819b77a52941cb1a3fe3dde9be6f96d9815a6f",
        "stopped, 99e59685d454a100c72deaee27233eddf632a1d2f2667310bfdc570dce3dc8f3"
    })
    void areTheOnesOfVersion01(String name, String sha256) {
        Path run = Path.of("src/test/resources/fixtures/v0.1/run", name, "config.yaml");
        boolean fixture = name.equals("old-words") || name.equals("stopped");
        TrainConfig config = ConfigLoader.load(fixture ? null : name, fixture ? run : null, List.of());
        LearningRateSchedule rates = new LearningRateSchedule(config, STEPS_PER_EPOCH);
        MessageDigest digest = Hashes.sha256();
        for (long i = 0; i < (long) STEPS_PER_EPOCH * config.epochs(); i++) {
            digest.update(
                    ByteBuffer.allocate(Double.BYTES).putDouble(rates.at(i)).array());
        }
        assertThat(Hashes.hex(digest)).isEqualTo(sha256);
    }
}
