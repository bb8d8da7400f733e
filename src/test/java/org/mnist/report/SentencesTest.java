package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.eval.Calibration;
import org.mnist.experiment.RunResult;
import org.mnist.testing.FinishedRun;
import org.mnist.train.EpochResult;

/** What the figures are said to mean; validation is 98.60 % of 500 images, and its interval begins at 97.14 %. */
class SentencesTest {
    private static final RunResult RESULT = FinishedRun.result();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.9830 | validation is 0.30 points higher. That is hardly a gap
            0.9710 | validation is 1.50 points higher. It is better because it was measured at the end
            0.9950 | validation is 0.90 points lower. On so few validation images chance alone
            1.0000 | validation is 1.40 points lower. On so few validation images chance alone
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

    private static List<String> reading(RunResult result, double training) {
        EpochResult epoch = new EpochResult(2, 0.1, training, 0.05, 0.986, 0.001, 1, 1);
        return Sentences.reading(result, List.of(FinishedRun.HISTORY.get(0), epoch));
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
