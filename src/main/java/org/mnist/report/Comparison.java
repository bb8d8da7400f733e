package org.mnist.report;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist.base.Failure;
import org.mnist.experiment.RunFiles;
import org.mnist.train.EpochResult;

/** The curves of several runs over each other. */
public final class Comparison {
    private Comparison() {}

    /**
     * Draws the validation curves of runs.
     *
     * @param runs at least one, each with at least one epoch
     * @throws Failure of kind UNAVAILABLE if this Java cannot draw text, BAD_INPUT if a run has no epochs
     */
    public static BufferedImage draw(List<RunFiles> runs) {
        Pictures.requireCanDraw();
        Map<String, List<EpochResult>> curves = new LinkedHashMap<>();
        for (RunFiles run : runs) {
            List<EpochResult> history = run.metrics().read();
            if (history.isEmpty()) {
                throw new Failure(Failure.Kind.BAD_INPUT, run.path() + " has no epoch yet; leave it out");
            }
            curves.put(run.path().toString(), history);
        }
        return Curves.compare(curves, Theme.LIGHT);
    }
}
