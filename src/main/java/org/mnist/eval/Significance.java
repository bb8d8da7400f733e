package org.mnist.eval;

import java.util.List;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/** The statistics of counts of right and wrong images: how sure one accuracy is, and whether two differ. */
public final class Significance {
    /** The level of every interval. */
    public static final double LEVEL = 0.95;

    private Significance() {}

    /**
     * An interval of shares.
     *
     * @param low its lower end, 0 to 1
     * @param high its upper end, 0 to 1
     */
    public record Interval(double low, double high) {}

    /**
     * The interval that has the accuracy of a model on all images such as these with a confidence of {@value #LEVEL}
     * (Wilson, J. Am. Stat. Assoc. 22, 1927).
     *
     * @param correct how many images were right
     * @param images how many there were, at least 1
     */
    public static Interval wilson(int correct, int images) {
        ConfidenceInterval interval = new WilsonScoreInterval().createInterval(images, correct, LEVEL);
        return new Interval( // which rounding must not keep from ending where shares do
                correct == 0 ? 0 : interval.getLowerBound(), correct == images ? 1 : interval.getUpperBound());
    }

    /**
     * The chance that two equally good models differ by as many images as these do, or by more: McNemar's exact test, two-sided
     * (McNemar, Psychometrika 12, 1947). Only the images that one of them alone got wrong tell anything, and each is as likely
     * to be the one's as the other's.
     *
     * @param onlyFirst how many images the first alone got wrong
     * @param onlySecond how many the second alone
     * @return 0 to 1; 1 where no image tells them apart
     */
    public static double mcnemar(int onlyFirst, int onlySecond) {
        BinomialDistribution coin = new BinomialDistribution(null, onlyFirst + onlySecond, 0.5);
        return Math.min(1, 2 * coin.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
    }

    /** How many of some places are not among the others. */
    public static int without(List<Integer> places, List<Integer> others) {
        TreeSet<Integer> left = new TreeSet<>(places);
        others.forEach(left::remove);
        return left.size();
    }
}
