package org.mnist.train;

import org.mnist.config.Schedule;
import org.mnist.config.TrainConfig;

/**
 * The learning rate of every iteration, a function of the iteration's number only. It lives outside the DL4J
 * configuration: a schedule of our own in there could not be opened by other programs.
 */
public final class LearningRateSchedule {
    private final Schedule schedule;
    private final double highest;
    private final long stepsPerEpoch;
    private final long steps;

    /** The rates of a run that takes {@code stepsPerEpoch} steps in each of its epochs. */
    public LearningRateSchedule(TrainConfig config, long stepsPerEpoch) {
        this.schedule = config.schedule();
        this.highest = config.learningRate();
        this.stepsPerEpoch = stepsPerEpoch;
        this.steps = stepsPerEpoch * config.epochs();
    }

    /** The rate of an iteration, counted from 0 over the whole run. */
    public double at(long iteration) {
        double warmup = schedule.warmupEpochs() * stepsPerEpoch;
        double climb = iteration < warmup ? (iteration + 1) / Math.ceil(warmup) : 1;
        return highest * climb * share(iteration, Math.ceil(warmup));
    }

    private double share(long iteration, double warmup) {
        double epochs = (double) iteration / stepsPerEpoch;
        return switch (schedule.kind()) {
            case CONSTANT -> 1;
            case STEP -> Math.pow(schedule.factor(), Math.floor(epochs / schedule.every()));
            case EXPONENTIAL -> Math.pow(schedule.factor(), epochs);
            case COSINE -> fall(1, schedule.endFactor(), (iteration - warmup) / Math.max(1, steps - 1 - warmup));
            case ONE_CYCLE -> oneCycle(iteration);
        };
    }

    /** PyTorch's OneCycleLR: half a cosine up to the highest rate, half a cosine down to the end. */
    private double oneCycle(long iteration) {
        double peak = Math.max(0, schedule.pctStart() * steps - 1);
        return iteration <= peak
                ? fall(schedule.startFactor(), 1, peak == 0 ? 1 : iteration / peak)
                : fall(1, schedule.endFactor(), (iteration - peak) / Math.max(1, steps - 1 - peak));
    }

    /** Half a cosine from one value to another, as {@code part} goes from 0 to 1. */
    private static double fall(double from, double to, double part) {
        double clipped = Math.min(1, Math.max(0, part));
        return to + (from - to) * (1 + Math.cos(Math.PI * clipped)) / 2;
    }
}
