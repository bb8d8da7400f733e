package org.mnist.experiment;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Check;

/**
 * Figures of one configuration over several seeds.
 *
 * @param arch its name
 * @param configSha256 SHA-256 of the configuration as {@link Benchmark#hash} makes it
 * @param parameters all of them, running statistics included
 * @param trainable those that are learned
 * @param engine which engine trained
 * @param precision number format
 * @param batch images a step
 * @param epochs trained from each seed
 * @param validation training images held out
 * @param published test accuracy that a preset's source reports, 0 to 1; null if there is none
 * @param runs one for each seed
 */
public record Measurement(
        String arch,
        String configSha256,
        long parameters,
        long trainable,
        String engine,
        String precision,
        int batch,
        int epochs,
        int validation,
        @Nullable Double published,
        List<Run> runs) {
    /** Checks that there is a run. */
    public Measurement {
        Check.that(!runs.isEmpty(), "it has no run of " + arch);
        Check.share("the published accuracy", Objects.requireNonNullElse(published, 0.0));
    }

    /**
     * One training.
     *
     * @param seed its seed
     * @param engine which engine trained
     * @param testAccuracy after the last epoch, 0 to 1
     * @param chosenTestAccuracy after the epoch that validation chose; the last where nothing was held out
     * @param chosenValAccuracy validation accuracy of that epoch; null where nothing was held out
     * @param chosenEpoch that epoch
     * @param epochs how many were trained
     * @param trainImagesPerSecond training images divided by the time of the steps
     * @param inferenceImagesPerSecond test images divided by the time of scoring them
     * @param trainSeconds time of the steps of all epochs
     * @param startSeconds time from the start of the run to its first step; null where the run was kept in a folder
     * @param secondsToAccuracy time of the steps up to the epoch that reached the accuracy that was asked for, on the
     *     validation images; null if none was asked for or it was not reached
     */
    public record Run(
            long seed,
            String engine,
            double testAccuracy,
            double chosenTestAccuracy,
            @Nullable Double chosenValAccuracy,
            int chosenEpoch,
            int epochs,
            double trainImagesPerSecond,
            double inferenceImagesPerSecond,
            double trainSeconds,
            @Nullable Double startSeconds,
            @Nullable Double secondsToAccuracy) {
        /** Checks that each figure is one. */
        public Run {
            Check.share("the test accuracy", testAccuracy);
            Check.share("the test accuracy of the chosen epoch", chosenTestAccuracy);
            Check.share("the validation accuracy", Objects.requireNonNullElse(chosenValAccuracy, 0.0));
            Check.finite("the images a second in training", trainImagesPerSecond);
            Check.finite("the images a second in the test", inferenceImagesPerSecond);
            Check.finite("the time of training", trainSeconds);
            Check.finite("the time to the first step", Objects.requireNonNullElse(startSeconds, 0.0));
            Check.finite("the time to the accuracy", Objects.requireNonNullElse(secondsToAccuracy, 0.0));
        }

        /**
         * Copy with the times that only a watched training has.
         *
         * @param toFirstStep time from the start of the run to its first step
         * @param reached whether it ended at the accuracy that was asked for
         */
        Run timed(double toFirstStep, boolean reached) {
            return new Run(
                    seed,
                    engine,
                    testAccuracy,
                    chosenTestAccuracy,
                    chosenValAccuracy,
                    chosenEpoch,
                    epochs,
                    trainImagesPerSecond,
                    inferenceImagesPerSecond,
                    trainSeconds,
                    toFirstStep,
                    reached ? (Double) trainSeconds : null);
        }

        /** Whether the run was to take all of its epochs, and did not end at an accuracy that was asked for. */
        public boolean tookAllEpochs() {
            return secondsToAccuracy == null;
        }

        /** Figures of a run in a folder. */
        public static Run of(RunResult result) {
            return new Run(
                    result.seed(),
                    result.engine(),
                    result.last().test().accuracy(),
                    result.best().test().accuracy(),
                    result.best().valAccuracy(),
                    result.best().epoch(),
                    result.epochs(),
                    result.trainImagesPerSecond(),
                    result.testImagesPerSecond(),
                    result.trainSeconds(),
                    null,
                    null);
        }
    }

    Measurement withKey(String key) {
        return new Measurement(
                arch, key, parameters, trainable, engine, precision, batch, epochs, validation, published, runs);
    }

    /** Test accuracies after the last epoch, for their mean and spread. */
    public DescriptiveStatistics accuracies() {
        return over(Run::testAccuracy);
    }

    /** Test accuracies after the epoch that validation chose. */
    public DescriptiveStatistics chosenAccuracies() {
        return over(Run::chosenTestAccuracy);
    }

    /** Validation accuracies of the epoch that validation chose, of those runs that held images out. */
    public DescriptiveStatistics valAccuracies() {
        return overKnown(Run::chosenValAccuracy);
    }

    /** Times to the accuracy that was asked for, of those runs that reached it. */
    public DescriptiveStatistics secondsToAccuracy() {
        return overKnown(Run::secondsToAccuracy);
    }

    private DescriptiveStatistics overKnown(Function<Run, @Nullable Double> figure) {
        return new DescriptiveStatistics(runs.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** The statistics of a figure over all runs; {@code getPercentile(50)} is the median. */
    public DescriptiveStatistics over(ToDoubleFunction<Run> figure) {
        return new DescriptiveStatistics(runs.stream().mapToDouble(figure).toArray());
    }
}
