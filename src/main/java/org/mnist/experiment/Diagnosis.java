package org.mnist.experiment;

import java.util.List;
import org.mnist.base.Check;
import org.mnist.eval.Calibration;
import org.mnist.eval.ConfusedPair;
import org.mnist.eval.EvalResult;
import org.mnist.eval.EvalResult.Mistake;

/**
 * What the best epoch's model tells of itself beyond how often it is right.
 *
 * @param calibration on the test images
 * @param pairs the classes that were taken for one another most often, on the test images
 * @param doubted the validation images whose labels the model contradicts most surely, {@value RunResult#MISTAKES} at most,
 *     with their numbers among the training images; it never learned from them, so that some of the labels may be wrong.
 *     Empty without validation
 */
public record Diagnosis(Calibration calibration, List<ConfusedPair> pairs, List<Mistake> doubted) {
    /** Keeps copies. */
    public Diagnosis {
        pairs = List.copyOf(pairs);
        doubted = List.copyOf(doubted);
    }

    /**
     * The diagnosis of a model.
     *
     * @param test its score on the test images
     * @param contradicted its mistakes on validation images, the surest first
     */
    static Diagnosis of(EvalResult test, List<Mistake> contradicted) {
        return new Diagnosis(
                test.calibration(),
                ConfusedPair.hardest(test.mistakes()),
                contradicted.stream().limit(RunResult.MISTAKES).toList());
    }

    /** Demands that all of it is of so many images and classes. */
    void requireOf(RunResult.Test test) {
        int classes = test.classes().size();
        Check.that(
                pairs.size() <= ConfusedPair.PAIRS && doubted.size() <= RunResult.MISTAKES,
                "its diagnosis lists " + pairs.size() + " pairs and " + doubted.size() + " images");
        Check.that(
                doubted.stream().allMatch(mistake -> mistake.label() != mistake.predicted()),
                "its diagnosis lists an image that was read as its label says");
        Check.that(
                pairs.stream().allMatch(pair -> pair.second() < classes)
                        && doubted.stream()
                                .allMatch(mistake -> mistake.label() < classes && mistake.predicted() < classes),
                "its diagnosis is of other classes");
        Check.that(
                calibration.filled().stream().mapToLong(Calibration.Bin::images).sum() == test.images(),
                "its calibration is not of " + test.images() + " images");
        doubted.forEach(mistake -> Check.share("the probability of a contradiction", mistake.probability()));
        pairs.stream()
                .flatMap(pair -> pair.examples().stream())
                .forEach(mistake -> Check.share("the probability of an example", mistake.probability()));
    }
}
