package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.config.TrainConfig;
import org.mnist.eval.Calibration;
import org.mnist.experiment.RunResult;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.Fixture;
import org.mnist.train.EpochResult;

/** What the figures are said to mean; validation is 98.60 % of 500 images, and its interval is 97.14–99.32 %. */
class SentencesTest {
    private static final RunResult RESULT = FinishedRun.result();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.9830 | validation is 0.30 points higher. That is hardly a gap
            0.9710 | validation is 1.50 points higher. Training was measured while the weights still moved, so that it may be the worse.
            0.9760 | validation is 1.00 points higher. Training was measured while the weights still moved, so that it may be the worse; chance
            0.9930 | validation is 0.70 points lower. On so few validation images chance alone
            0.9934 | validation is 0.74 points lower. Training is better by more than chance makes
            1.0000 | validation is 1.40 points lower. Training is better by more than chance makes
            """)
    void aGapToTrainingIsJudgedByWhatChanceMakes(double training, String said) {
        assertThat(reading(RESULT, training).get(2)).contains(said);
    }

    @Test
    void aGapThatChanceHardlyMakesIsLearningByHeart() {
        RunResult low = FinishedRun.wrong(0.93, List.of(1, 2));
        assertThat(reading(low, 0.99).get(2)).contains("has begun to learn its images by heart");
        assertThat(reading(low, 0.99).get(1))
                .contains("Test is 6.80 points higher: the intervals are apart, so chance hardly makes that gap.");
    }

    /** Of an older result the configuration may say how many images there were. */
    @Test
    void whereTheImagesAreNotCountedChanceIsNotKnown() {
        RunResult old = FinishedRun.with(RESULT, "valImages", null);
        TrainConfig share = Fixture.config("name", "mlp", "validation", "0.1");
        assertThat(reading(old, share, 0.999).get(1)).endsWith("how much of that is chance is not known.");
        assertThat(reading(old, share, 0.999).get(2)).endsWith("How much of that is chance is not known.");
        TrainConfig counted = Fixture.config("name", "mlp", "validation", "500");
        assertThat(reading(old, counted, 0.999)).isEqualTo(reading(RESULT, 0.999));
    }

    @Test
    void whatMakesTrainingHarderIsNamedWhereItIsThere() {
        TrainConfig config = Fixture.config(
                "name",
                "mlp",
                "layers",
                "[{flatten: {}}, {dropout: {rate: 0.5}}, {output: {}}]",
                "augmentation",
                "{shift: 0.1}");
        assertThat(reading(RESULT, config, 0.971).get(2))
                .contains("still moved, on images that augmentation had changed, with numbers dropped out, so that");
    }

    private static List<String> reading(RunResult result, double training) {
        return reading(result, FinishedRun.config(), training);
    }

    private static List<String> reading(RunResult result, TrainConfig config, double training) {
        EpochResult epoch = new EpochResult(2, 0.1, training, 0.05, 0.986, 0.001, 1, 1);
        return Sentences.reading(result, config, List.of(FinishedRun.HISTORY.get(0), epoch));
    }

    @ParameterizedTest
    @CsvSource({
        "0.9712, about as sure as it should be",
        "0.98, surer than it should be",
        "0.95, less sure than it could be"
    })
    void howSureAModelIsIsJudgedByItsAccuracy(double confidence, String said) {
        Calibration calibration = new Calibration(15, 0.0123, confidence, List.of());
        assertThat(Sentences.calibration(calibration, RESULT.best().test()))
                .contains("right on 97.12 %: " + said)
                .contains("(ECE) is 1.23 %, over 15 bins");
    }
}
