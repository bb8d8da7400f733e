package org.mnist.sweep;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mnist.base.Failure;
import org.mnist.config.ConfigIdentity;
import org.mnist.config.TrainConfig;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.data.Prefetcher;
import org.mnist.data.TrainValSplit;
import org.mnist.engine.Engines;
import org.mnist.engine.TrainingEngine;
import org.mnist.eval.Evaluator;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.train.Trainer;

/**
 * A measurement of what a training costs: a few steps are taken, and some images are validated, with each network and batch
 * that there is. It also finds out which kernels are fastest, once and for all trainings, while nothing else runs.
 */
public final class CostMeter {
    /** Steps that are not counted: the first ones prepare what later ones use. */
    private static final int WARM_UP = 2;

    private static final int STEPS = 30;

    /** More networks and batches than these are not measured: nobody would wait for it. */
    private static final int MOST_MEASURED = 32;

    private static final long MOST_NANOS = 400_000_000L;
    private static final int VALIDATED = 500;

    /** Keys that change what is learned and not how long a step takes. */
    private static final Set<String> FREE = Set.of(
            "learning-rate",
            "seed",
            "epochs",
            "patience",
            "l2",
            "label-smoothing",
            "ema",
            "optimizer.weight-decay",
            "optimizer.beta1",
            "optimizer.beta2",
            "optimizer.epsilon",
            "optimizer.momentum");

    private final Function<TrainConfig, Dataset> data;
    private final Engines engines;
    private final Map<String, StepCost> measured = new HashMap<>();

    /** Seconds of a step, of one of its images, and of an image's validation. */
    private record StepCost(double step, double image, double validation) {}

    /**
     * A meter.
     *
     * @param data opens the data of a configuration
     * @param engines remembers the kernels
     */
    public CostMeter(Function<TrainConfig, Dataset> data, Engines engines) {
        this.data = data;
        this.engines = engines;
    }

    /**
     * The costs of configurations, by their names. One that cannot be measured, as it asks for more memory than there is, costs
     * nothing: its trainings will say why.
     *
     * @throws Failure if none can be measured
     */
    public Map<String, Cost> measure(List<Candidate> candidates) {
        double start = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3; // a training starts as this program has
        Map<String, Cost> costs = new LinkedHashMap<>();
        Throwable fault = null;
        int faults = 0;
        for (Candidate candidate : candidates) {
            try {
                costs.put(candidate.name(), cost(candidate.config(), start));
            } catch (Failure | OutOfMemoryError e) {
                costs.put(candidate.name(), new Cost(0, 0, 0));
                fault = fault == null ? e : fault;
                faults++;
            }
        }
        if (faults == candidates.size() && fault instanceof Failure failure) {
            throw failure;
        }
        return costs;
    }

    private Cost cost(TrainConfig config, double start) {
        Dataset dataset = data.apply(config);
        TrainValSplit.Sizes sizes = TrainValSplit.sizes(config, dataset.train().count());
        StepCost cost = stepCost(config, dataset.train());
        long steps = (long) config.epochs() * Trainer.stepsPerEpoch(config, sizes.train());
        return new Cost(
                steps,
                start + steps * cost.step() + (double) config.epochs() * sizes.validation() * cost.validation(),
                dataset.test().count() * cost.validation());
    }

    private StepCost stepCost(TrainConfig config, Images images) {
        String key = ConfigIdentity.sha256(config, FREE.toArray(String[]::new));
        StepCost known = measured.get(key);
        if (known != null) {
            return known;
        }
        if (measured.size() >= MOST_MEASURED) { // the others cost as those did, image for image
            double image = measured.values().stream()
                    .mapToDouble(StepCost::image)
                    .average()
                    .orElseThrow();
            double validation = measured.values().stream()
                    .mapToDouble(StepCost::validation)
                    .average()
                    .orElseThrow();
            return new StepCost(image * config.batch(), image, validation);
        }
        StepCost cost = measure(config, images, TrainValSplit.of(config, images));
        measured.put(key, cost);
        return cost;
    }

    private StepCost measure(TrainConfig config, Images images, TrainValSplit split) {
        try (TrainingEngine engine =
                        engines.training(config, () -> NetworkFactory.create(config), split.train().length);
                Prefetcher batches = new Prefetcher(Trainer.batches(config, images, split.train(), 1), 0)) {
            int most = Math.min(WARM_UP + STEPS, Trainer.stepsPerEpoch(config, split.train().length));
            int done = 0;
            int counted = 0;
            double seconds = 0;
            long begun = System.nanoTime();
            while (done < most && (done <= WARM_UP || System.nanoTime() - begun < MOST_NANOS)) {
                long before = System.nanoTime();
                engine.step(batches.next(), 0); // which learns nothing, and takes as long
                if (++done > WARM_UP || done == most) { // of very few steps the last one has to do
                    seconds += (System.nanoTime() - before) / 1e9;
                    counted++;
                }
            }
            double step = seconds / counted;
            return new StepCost(step, step / config.batch(), validation(engine, images, split.validation()));
        }
    }

    private static double validation(TrainingEngine engine, Images images, int[] held) {
        int[] some = Arrays.copyOf(held, Math.min(held.length, VALIDATED));
        if (some.length == 0) {
            return 0;
        }
        Evaluator.evaluate(engine, images, some); // which prepares what later ones use
        long begun = System.nanoTime();
        Evaluator.evaluate(engine, images, some);
        return (System.nanoTime() - begun) / 1e9 / some.length;
    }
}
