package org.mnist.engine.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mnist.data.Images;

/**
 * Finds the layouts of a plan by measuring: each layer is timed alone in each layout that it can work in, with its
 * backward pass, and so is each change from one layout to another; the quickest way through the layers wins.
 */
final class Tuner {
    private static final int LEAST_RUNS = 4;
    private static final int MOST_RUNS = 20;
    private static final double ENOUGH_SECONDS = 0.01;

    /** A layer that takes longer than this the first time is hopeless in that layout, and is not run again. */
    private static final double HOPELESS_SECONDS = 0.25;

    private final boolean training;
    private final PlanBuilder.Numbers numbers;
    private final Map<String, Double> moves = new HashMap<>();

    /** The quickest way to a result in some layout. */
    private record Path(double seconds, List<Layout> layouts) {
        Path then(double more, Layout layout) {
            List<Layout> longer = new ArrayList<>(layouts);
            longer.add(layout);
            return new Path(seconds + more, longer);
        }
    }

    /** How long a layer takes in a layout, and what it makes. */
    private record Timed(Layout layout, double seconds, Layout in, Tensor out) {}

    Tuner(boolean training, PlanBuilder.Numbers numbers) {
        this.training = training;
        this.numbers = numbers;
    }

    /** The layout of each layer of a graph. */
    List<Layout> choose(Graph graph, int batch) {
        Map<Layout, Path> paths = new EnumMap<>(Map.of(Layout.PLAIN, new Path(0, List.of())));
        long[] dims = {batch, 1, Images.SIDE, Images.SIDE};
        boolean needed = false;
        for (Node node : graph.nodes()) {
            Map<Layout, Path> longer = new EnumMap<>(Layout.class);
            List<Timed> all = time(node, dims, needed);
            for (Timed timed : all) {
                for (Map.Entry<Layout, Path> path : paths.entrySet()) {
                    double seconds = timed.seconds() + move(path.getKey(), timed.in(), needed, dims);
                    longer.merge(
                            timed.out().layout(),
                            path.getValue().then(seconds, timed.layout()),
                            (a, b) -> a.seconds() <= b.seconds() ? a : b);
                }
            }
            dims = all.get(0).out().dims();
            paths = longer;
            needed |= node.stage().learns();
        }
        return paths.values().iterator().next().layouts(); // a graph ends in rows, so there is one
    }

    /** Times a layer in all its layouts; in those without good kernels only if it has no others. */
    private List<Timed> time(Node node, long[] dims, boolean needed) {
        for (boolean referenceToo : new boolean[] {false, true}) {
            List<Timed> all = node.stage().layouts(dims).stream()
                    .map(layout -> timeIfPossible(node, layout, dims, needed, referenceToo))
                    .flatMap(Optional::stream)
                    .toList();
            if (!all.isEmpty()) {
                return all;
            }
        }
        throw new NoKernel(node.name());
    }

    private Optional<Timed> timeIfPossible(
            Node node, Layout layout, long[] dims, boolean needed, boolean referenceToo) {
        try {
            return Optional.of(time(node, layout, dims, needed, referenceToo));
        } catch (NoKernel e) {
            return Optional.empty(); // not in this layout
        }
    }

    private Timed time(Node node, Layout layout, long[] dims, boolean needed, boolean referenceToo) {
        try (Handles handles = new Handles()) {
            Parameters parameters = new Parameters(handles);
            PlanBuilder builder = new PlanBuilder(handles, parameters, training, numbers, referenceToo);
            Stage stage = node.stage();
            Layout wanted = stage.wants(layout, dims);
            Tensor in = builder.own(builder.type(), wanted, dims);
            Tensor out = stage.forward(builder, in, layout);
            if (training && (needed || stage.learns())) {
                stage.backward(builder, builder.own(builder.type(), out.layout(), out.dims()), needed);
            }
            parameters.allocate(Parameters.kept(0));
            return new Timed(layout, seconds(handles, builder.take()), wanted, out);
        }
    }

    private double move(Layout from, Layout to, boolean back, long... dims) {
        if (from == to) {
            return 0;
        }
        return moves.computeIfAbsent(from + " " + to + " " + back + " " + Arrays.toString(dims), key -> {
            try (Handles handles = new Handles()) {
                Parameters none = new Parameters(handles);
                PlanBuilder builder = new PlanBuilder(handles, none, training, numbers, true);
                Tensor a = builder.own(builder.type(), from, dims);
                Tensor b = builder.own(builder.type(), to, dims);
                builder.move("", a, b);
                if (training && back) {
                    builder.move("", b, a);
                }
                return seconds(handles, builder.take());
            }
        });
    }

    /** The least time that the calls took, one after the other. */
    private static double seconds(Handles handles, List<Call> calls) {
        Arena.place(handles, calls);
        calls.forEach(call -> call.bind(handles));
        double least = Double.MAX_VALUE;
        double total = 0;
        for (int i = 0; i < MOST_RUNS && (i < LEAST_RUNS || total < ENOUGH_SECONDS); i++) {
            long start = System.nanoTime();
            calls.forEach(Call::run);
            double seconds = (System.nanoTime() - start) / 1e9;
            least = Math.min(least, seconds);
            total += i == 0 ? 0 : seconds; // the first run warms up
            if (seconds > HOPELESS_SECONDS) {
                break;
            }
        }
        return least;
    }
}
