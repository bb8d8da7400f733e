package org.mnist.train;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import org.mnist.base.Check;
import org.mnist.base.NanAsNull;

/**
 * The figures of one epoch.
 *
 * @param epoch its number, from 1
 * @param trainLoss mean cross-entropy over the training images, each as it was in its step
 * @param trainAccuracy share of training images that were right in their step; 0 to 1
 * @param valLoss mean cross-entropy over the validation images after the epoch; NaN without validation
 * @param valAccuracy share of validation images that are right after the epoch; NaN without validation
 * @param learningRate the rate of the last step
 * @param seconds time of the training steps, validation not counted
 * @param imagesPerSecond training images divided by that time
 */
public record EpochResult(
        int epoch,
        double trainLoss,
        double trainAccuracy,

        @JsonSerialize(using = NanAsNull.Writer.class)
        @JsonDeserialize(using = NanAsNull.Reader.class)
        @JsonSetter(nulls = Nulls.SET)
        double valLoss,

        @JsonSerialize(using = NanAsNull.Writer.class)
        @JsonDeserialize(using = NanAsNull.Reader.class)
        @JsonSetter(nulls = Nulls.SET)
        double valAccuracy,

        double learningRate,
        double seconds,
        double imagesPerSecond) {
    /** Checks that each figure is one. */
    public EpochResult {
        Check.range("epoch", epoch, 1, Integer.MAX_VALUE);
        Check.finite("the training loss", trainLoss);
        Check.share("the training accuracy", trainAccuracy);
        Check.that(
                Double.isNaN(valLoss) == Double.isNaN(valAccuracy),
                "the validation has a loss and no accuracy, or an accuracy and no loss");
        if (!Double.isNaN(valAccuracy)) {
            Check.finite("the validation loss", valLoss);
            Check.share("the validation accuracy", valAccuracy);
        }
        Check.finite("the learning rate", learningRate);
        Check.finite("the time of an epoch", seconds);
        Check.finite("the images a second", imagesPerSecond);
    }

    /** Whether it did better on the validation images than an earlier one; without validation, the later is better. */
    boolean isBetterThan(EpochResult earlier) {
        return !hasValidation()
                || valAccuracy > earlier.valAccuracy
                || (valAccuracy == earlier.valAccuracy && valLoss < earlier.valLoss);
    }

    /** Whether there were validation images. */
    public boolean hasValidation() {
        return !Double.isNaN(valAccuracy);
    }
}
