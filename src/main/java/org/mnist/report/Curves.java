package org.mnist.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mnist.train.EpochResult;

/** Charts of trainings epoch by epoch: loss, accuracy and, where it changes, the learning rate, one above the other. */
final class Curves {
    /** The distance between the names of two epochs, in pixels, or a little more. */
    private static final int EPOCH = 60;

    /** With more epochs the dots would be a thick line. */
    private static final int MOST_DOTS = 60;

    private Curves() {}

    /** Whether there is a line to draw: of one epoch there are only its figures. */
    static boolean areThere(Collection<List<EpochResult>> runs) {
        return runs.stream().anyMatch(history -> history.size() > 1);
    }

    /**
     * The curves of one run.
     *
     * @param history two epochs or more
     * @param best number of the epoch to mark, from 1
     */
    static Chart of(List<EpochResult> history, int best, int width) {
        List<Chart.Curve> loss = new ArrayList<>();
        List<Chart.Curve> accuracy = new ArrayList<>();
        loss.add(curve("training", history, EpochResult::trainLoss, AxisScale.LOGARITHM, Ink.TRAIN));
        accuracy.add(curve("training", history, EpochResult::trainAccuracy, AxisScale.NEAR_ONE, Ink.TRAIN));
        if (history.get(0).hasValidation()) {
            loss.add(curve("validation", history, EpochResult::valLoss, AxisScale.LOGARITHM, Ink.VALIDATION));
            accuracy.add(curve("validation", history, EpochResult::valAccuracy, AxisScale.NEAR_ONE, Ink.VALIDATION));
        }
        List<Chart.Panel> panels = new ArrayList<>();
        panels.add(scaled("loss: cross-entropy in nats, log scale", AxisScale.LOGARITHM, loss));
        panels.add(scaled("accuracy in %, log scale of errors", AxisScale.NEAR_ONE, accuracy));
        if (history.stream().mapToDouble(EpochResult::learningRate).distinct().count() > 1) {
            panels.add(rate(history));
        }
        return new Chart(epochs(List.of(history), width), panels, new Chart.Mark(best, "best epoch: " + best));
    }

    private static Chart.Panel rate(List<EpochResult> history) {
        Chart.Curve curve = curve("learning rate", history, EpochResult::learningRate, AxisScale.PLAIN, Ink.VERMILION);
        double highest =
                history.stream().mapToDouble(EpochResult::learningRate).max().orElse(0);
        return new Chart.Panel(Axis.numbers("learning rate of the last step", 0, 1.1 * highest, 5, 0), List.of(curve));
    }

    /** The validation curves of several runs; the training curves of those that held nothing out. */
    static Chart compare(Map<String, List<EpochResult>> runs, int width) {
        List<Chart.Curve> loss = new ArrayList<>();
        List<Chart.Curve> accuracy = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, List<EpochResult>> run : runs.entrySet()) {
            List<EpochResult> history = run.getValue();
            boolean validated = history.get(0).hasValidation();
            String name = validated ? run.getKey() : run.getKey() + " (training)";
            Ink ink = Ink.ofRun(number++);
            loss.add(curve(
                    name,
                    history,
                    validated ? EpochResult::valLoss : EpochResult::trainLoss,
                    AxisScale.LOGARITHM,
                    ink));
            accuracy.add(curve(
                    name,
                    history,
                    validated ? EpochResult::valAccuracy : EpochResult::trainAccuracy,
                    AxisScale.NEAR_ONE,
                    ink));
        }
        return new Chart(
                epochs(runs.values(), width),
                List.of(
                        scaled("validation loss in nats, log scale", AxisScale.LOGARITHM, loss),
                        scaled("validation accuracy in %, log scale of errors", AxisScale.NEAR_ONE, accuracy)),
                null);
    }

    private static Axis epochs(Collection<List<EpochResult>> runs, int width) {
        int most = runs.stream().mapToInt(List::size).max().orElse(1);
        Axis axis = Axis.numbers("epoch", 1, most, width / EPOCH, 1);
        double edge = 0.02 * Math.max(1, most - 1); // so that no dot is cut
        return new Axis(axis.title(), 1 - edge, most + edge, axis.ticks(), axis.name());
    }

    /** A panel whose axis ends at whole places, which have round names, and not both at one. */
    static Chart.Panel scaled(String title, AxisScale scale, List<Chart.Curve> curves) {
        DoubleSummaryStatistics places = Chart.bounds(curves);
        double low = Math.floor(places.getMin());
        return new Chart.Panel(Axis.scaled(title, scale, low, Math.max(low + 1, Math.ceil(places.getMax()))), curves);
    }

    private static Chart.Curve curve(
            String name, List<EpochResult> history, ToDoubleFunction<EpochResult> value, AxisScale scale, Ink ink) {
        return new Chart.Curve(
                name,
                ink,
                history.stream()
                        .map(epoch ->
                                new Chart.Point(epoch.epoch(), scale.place().applyAsDouble(value.applyAsDouble(epoch))))
                        .toList(),
                true,
                history.size() <= MOST_DOTS);
    }
}
