package org.mnist.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.mnist.data.Images;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.eval.EvalResult;
import org.mnist.eval.Probabilities;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.network.Task;

/**
 * The scores of several models on the test images, each by itself and all together: the mean of their probabilities
 * answers (soft voting).
 *
 * @param members each by itself
 * @param together all of them
 */
public record EnsembleScore(List<Member> members, EvalResult together) {
    /**
     * A member of an ensemble. What is not known of a bare model file is null.
     *
     * @param model its file
     * @param arch name of its configuration
     * @param seed the seed that it was trained from
     * @param valAccuracy validation accuracy of its best epoch, 0 to 1
     * @param accuracy test accuracy, 0 to 1
     * @param loss mean cross-entropy on the test images, in nats
     */
    public record Member(
            String model,
            @Nullable String arch,
            @Nullable Long seed,
            @Nullable Double valAccuracy,
            double accuracy,
            double loss) {}

    /**
     * Scores models.
     *
     * @param models the members
     * @param views how each model sees each image, in the models' order
     * @param test the images, with labels
     * @param engines chooses what runs them
     * @param log gets a line for each model, and for each whose figures a newer program wrote
     */
    public static EnsembleScore of(
            List<SavedModel> models,
            List<TestTimeAugmentation> views,
            Images test,
            Engines engines,
            Consumer<String> log) {
        List<Member> members = new ArrayList<>();
        List<float[]> predictions = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            SavedModel model = models.get(i);
            log.accept("scoring " + model.file());
            try (Predictor predictor = model.open(engines)) {
                float[] probabilities = views.get(i).probabilities(predictor, test);
                predictions.add(probabilities);
                members.add(member(model, EvalResult.of(probabilities, test), log));
            }
        }
        return new EnsembleScore(List.copyOf(members), EvalResult.of(Probabilities.mean(predictions), test));
    }

    /**
     * The one task of models, whose probabilities can be averaged then.
     *
     * @throws Failure of kind USAGE if two of them tell different things
     */
    public static Task commonTask(List<SavedModel> models) {
        SavedModel first = models.get(0);
        Task task = first.task();
        for (SavedModel other : models) {
            if (!other.task().equals(task)) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        "an ensemble is of models for the same classes and images: " + first.file() + " tells "
                                + task.words() + ", and " + other.file() + " "
                                + (other.task().words().equals(task.words())
                                        ? "as many by other names"
                                        : other.task().words())
                                + "; leave one out");
            }
        }
        return task;
    }

    private static Member member(SavedModel model, EvalResult score, Consumer<String> warn) {
        return new Member(
                model.file().toString(),
                model.config().map(TrainConfig::name).orElse(null),
                model.config().map(TrainConfig::seed).orElse(null),
                model.valAccuracy(warn).orElse(null),
                score.accuracy(),
                score.loss());
    }

    /** The mean test accuracy of the members, 0 to 1. */
    public double meanAccuracy() {
        return members.stream().mapToDouble(Member::accuracy).average().orElseThrow();
    }

    /**
     * The same figures as a benchmark has them.
     *
     * @param views how often each image was seen
     */
    public BenchmarkReport.Ensemble measured(int views) {
        return new BenchmarkReport.Ensemble(
                members.stream().map(Member::arch).toList(),
                members.stream().map(Member::seed).toList(),
                views,
                members.stream().map(Member::accuracy).toList(),
                meanAccuracy(),
                together.accuracy());
    }
}
