package org.mnist.engine.onednn.layout;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.stage.LayerLayout;

/**
 * Selection of layouts by measurement: each pass of each layer is timed alone in each layout that the layer can work
 * in, and so is each change from one layout to another; the quickest way through the layers wins.
 */
public final class Tuner implements LayoutSelector {
    private static final int LEAST_RUNS = 4;
    private static final int MOST_RUNS = 20;
    private static final double ENOUGH_SECONDS = 0.005;

    private final ToDoubleFunction<PrimitiveCall> stopwatch;

    /** A tuner that runs the calls and takes the time. */
    public Tuner() {
        this(Tuner::measure);
    }

    /**
     * A tuner with another stopwatch, for tests.
     *
     * @param stopwatch the seconds that a call takes
     */
    public Tuner(ToDoubleFunction<PrimitiveCall> stopwatch) {
        this.stopwatch = stopwatch;
    }

    @Override
    public List<LayerLayout> select(LayoutRequest request) {
        return new LayoutSearch(request, stopwatch).quickest();
    }

    /** The least time that a call took in a few runs. */
    private static double measure(PrimitiveCall call) {
        double least = Double.MAX_VALUE;
        double total = 0;
        for (int i = 0; i < MOST_RUNS && (i < LEAST_RUNS || total < ENOUGH_SECONDS); i++) {
            long start = System.nanoTime();
            call.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            least = Math.min(least, seconds);
            total += i == 0 ? 0 : seconds; // the first run warms up
        }
        return least;
    }
}
