package org.mnist.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Dataset;
import org.mnist.data.DatasetStore;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.eval.EvalResult;
import org.mnist.eval.Evaluator;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.testing.CliRun;
import org.mnist.testing.TestCache;
import org.mnist.testing.TinyData;

/** An ensemble is none of its members. */
class EnsembleScoreTest {
    @Test
    void theAnswerIsTheMeanOfTheMembersProbabilities(@TempDir Path folder) {
        Path tiny = TinyData.write(folder.resolve("tiny"), 300, 50);
        List<SavedModel> models = List.of(trained(folder, tiny, 1), trained(folder, tiny, 2), trained(folder, tiny, 3));
        Dataset dataset = new DatasetStore(folder, line -> {}).open(tiny.toString());
        Engines engines = new Engines(TestCache.FOLDER.resolve("layouts"), line -> {});
        float[] mean = new float[dataset.test().count() * 10];
        for (SavedModel model : models) {
            try (Predictor predictor = model.open(engines)) {
                float[] probabilities = Evaluator.probabilities(predictor, dataset.test());
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += probabilities[i] / 3;
                }
            }
        }
        EvalResult expected = EvalResult.of(mean, dataset.test());
        EnsembleScore score = EnsembleScore.of(
                models,
                List.of(TestTimeAugmentation.ONE, TestTimeAugmentation.ONE, TestTimeAugmentation.ONE),
                dataset.test(),
                engines,
                line -> {});
        assertThat(score.together().loss()).isCloseTo(expected.loss(), within(1e-6));
        assertThat(score.together().accuracy()).isEqualTo(expected.accuracy());
        assertThat(score.members())
                .as("no member alone has the loss of all together")
                .allSatisfy(member ->
                        assertThat(Math.abs(member.loss() - expected.loss())).isGreaterThan(1e-4))
                .extracting(EnsembleScore.Member::seed)
                .containsExactly(1L, 2L, 3L);
        assertThat(score.meanAccuracy())
                .isCloseTo(
                        score.members().stream()
                                        .mapToDouble(EnsembleScore.Member::accuracy)
                                        .sum()
                                / 3,
                        within(1e-12));
    }

    private static SavedModel trained(Path folder, Path data, int seed) {
        Path run = folder.resolve("run" + seed);
        CliRun train = CliRun.of("train", "--arch", "mlp", "--data", data, "--epochs", 1, "--seed", seed, "--out", run);
        assertThat(train.code()).as(train.err()).isZero();
        return SavedModel.find(run, line -> {});
    }
}
