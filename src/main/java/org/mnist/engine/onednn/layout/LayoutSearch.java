package org.mnist.engine.onednn.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.graph.Node;
import org.mnist.engine.onednn.parameter.Parameters;
import org.mnist.engine.onednn.primitive.Arena;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.Pass;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.primitive.Tensor;
import org.mnist.engine.onednn.primitive.UnimplementedPrimitiveException;
import org.mnist.engine.onednn.stage.ForwardPass;
import org.mnist.engine.onednn.stage.LayerLayout;
import org.mnist.engine.onednn.stage.PlanBuilder;
import org.mnist.engine.onednn.stage.Stage;
import org.mnist.engine.onednn.stage.Stages;

/** A search for the quickest layouts of one network, by measurement; {@link Tuner} says how. */
final class LayoutSearch {
    /** Stands for oneDNN's reference kernels, which are hundreds of times slower than others: not worth a measurement. */
    private static final double HOPELESS_SECONDS = 1000;

    private final Graph graph;
    private final int batch;
    private final boolean training;
    private final DataType dataType;
    private final ToDoubleFunction<PrimitiveCall> stopwatch;
    private final Map<String, Double> moves = new HashMap<>();

    /** The quickest way to a result in some layout. */
    private record Route(double seconds, List<LayerLayout> layouts) {
        Route then(double more, LayerLayout next) {
            List<LayerLayout> longer = new ArrayList<>(layouts);
            longer.add(next);
            return new Route(seconds + more, longer);
        }

        static Route quicker(Route a, Route b) {
            return a.seconds <= b.seconds ? a : b;
        }
    }

    /** How long the passes of a layer take where all of them are done in one layout, and what it makes there. */
    private record Timed(Map<Pass, Double> seconds, Layout in, Tensor out) {
        double of(Pass pass) {
            return seconds.getOrDefault(pass, 0.0);
        }

        Timed quicker(Timed other) {
            Map<Pass, Double> least = new EnumMap<>(seconds);
            other.seconds.forEach((pass, time) -> least.merge(pass, time, Math::min));
            return new Timed(least, in, out);
        }
    }

    /**
     * A search.
     *
     * @param request the network, and what the layouts are for
     * @param stopwatch the seconds that a call takes
     */
    LayoutSearch(LayoutRequest request, ToDoubleFunction<PrimitiveCall> stopwatch) {
        this.graph = request.graph();
        this.batch = request.batch();
        this.training = request.training();
        this.dataType = request.dataType();
        this.stopwatch = stopwatch;
    }

    /** The layouts of the quickest way from the first layer to the last. */
    List<LayerLayout> quickest() {
        // Whatever else the machine did for a moment in one round, it will hardly do at the same place of the other.
        List<Map<Layout, Timed>> first = time();
        List<Map<Layout, Timed>> second = time();
        Map<Layout, Route> routes = new EnumMap<>(Map.of(Layout.PLAIN, new Route(0, List.of())));
        long[] dims = graph.input(batch);
        boolean needed = false;
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            Map<Layout, Timed> timed = first.get(i);
            second.get(i).forEach((layout, again) -> timed.merge(layout, again, Timed::quicker));
            Map<Layout, Route> longer = new EnumMap<>(Layout.class);
            for (Map.Entry<Layout, Timed> entry : timed.entrySet()) {
                Timed here = entry.getValue();
                Map<Layout, Timed> others = Stages.of(node).mixesLayouts() ? timed : Map.of();
                Map.Entry<Layout, Timed> weights = best(Pass.WEIGHT_GRADIENT, entry, others, dims);
                Map.Entry<Layout, Timed> data = best(Pass.DATA_GRADIENT, entry, others, dims);
                double seconds = here.of(Pass.FORWARD)
                        + here.of(Pass.BACKWARD)
                        + cost(Pass.WEIGHT_GRADIENT, here, weights.getValue(), dims)
                        + cost(Pass.DATA_GRADIENT, here, data.getValue(), dims);
                LayerLayout layouts = new LayerLayout(entry.getKey(), weights.getKey(), data.getKey());
                for (Map.Entry<Layout, Route> route : routes.entrySet()) {
                    double back = needed && training ? move(here.in(), route.getKey(), dims) : 0;
                    double change = move(route.getKey(), here.in(), dims) + back;
                    longer.merge(here.out().layout(), route.getValue().then(seconds + change, layouts), Route::quicker);
                }
            }
            dims = timed.values().iterator().next().out().dims();
            routes = longer;
            needed |= learns(node);
        }
        return routes.values().iterator().next().layouts(); // a graph ends in rows, so there is one
    }

    /** The layout in which to compute one of the gradients of a layer whose forward pass is done in {@code home}. */
    private Map.Entry<Layout, Timed> best(
            Pass pass, Map.Entry<Layout, Timed> home, Map<Layout, Timed> others, long... dims) {
        Timed here = home.getValue();
        Map.Entry<Layout, Timed> best = home;
        double least = cost(pass, here, here, dims);
        for (Map.Entry<Layout, Timed> entry : others.entrySet()) {
            double cost = cost(pass, here, entry.getValue(), dims);
            if (cost < least) {
                least = cost;
                best = entry;
            }
        }
        return best;
    }

    /** The cost of a gradient {@code there}, the way there and back included. */
    private double cost(Pass pass, Timed here, Timed there, long... dims) {
        if (there.of(pass) == 0) {
            return 0; // there is no such pass
        }
        double gradient =
                move(here.out().layout(), there.out().layout(), here.out().dims());
        double input =
                pass == Pass.DATA_GRADIENT ? move(there.in(), here.in(), dims) : move(here.in(), there.in(), dims);
        return there.of(pass) + gradient + input;
    }

    /** One round of measurements: of each layer, those of all its layouts. */
    private List<Map<Layout, Timed>> time() {
        List<Map<Layout, Timed>> all = new ArrayList<>();
        long[] dims = graph.input(batch);
        boolean needed = false;
        for (Node node : graph.nodes()) {
            Map<Layout, Timed> timed = time(node, needed, dims);
            all.add(timed);
            dims = timed.values().iterator().next().out().dims();
            needed |= learns(node);
        }
        return all;
    }

    private boolean learns(Node node) {
        return Stages.of(node).learns() && node.layer() >= graph.firstLearning();
    }

    private Map<Layout, Timed> time(Node node, boolean needed, long... dims) {
        Map<Layout, Timed> timed = new EnumMap<>(Layout.class);
        for (Layout layout : Stages.of(node).layouts(dims)) {
            try {
                timed.put(layout, time(node, layout, needed, dims));
            } catch (UnimplementedPrimitiveException e) {
                timed.remove(layout); // not in this one
            }
        }
        if (timed.isEmpty()) {
            throw new UnimplementedPrimitiveException(node.name());
        }
        return timed;
    }

    private Timed time(Node node, Layout layout, boolean needed, long... dims) {
        try (NativeScope scope = new NativeScope()) {
            Parameters parameters = new Parameters(scope, graph.firstLearning());
            PlanBuilder builder = new PlanBuilder(scope, parameters, training, dataType);
            Stage stage = Stages.of(node);
            Layout wanted = stage.wants(layout, dims);
            ForwardPass pass =
                    stage.forward(builder, builder.own(builder.type(), wanted, dims), LayerLayout.of(layout));
            Tensor out = pass.result();
            if (training && (needed || learns(node))) {
                builder.begin(Pass.BACKWARD);
                pass.backward().record(builder, builder.own(builder.type(), out.layout(), out.dims()), needed);
            }
            parameters.allocate(Parameters.kept(0));
            return new Timed(seconds(scope, builder.take()), wanted, out);
        }
    }

    private double move(Layout from, Layout to, long... dims) {
        if (from == to) {
            return 0;
        }
        return moves.computeIfAbsent(from + " " + to + " " + Arrays.toString(dims), key -> {
            try (NativeScope scope = new NativeScope()) {
                PlanBuilder builder = new PlanBuilder(scope, new Parameters(scope), training, dataType);
                builder.reorder("", builder.own(builder.type(), from, dims), builder.own(builder.type(), to, dims));
                return seconds(scope, builder.take()).get(Pass.FORWARD);
            }
        });
    }

    /** The least time that the calls of each pass took, one call after the other. */
    private Map<Pass, Double> seconds(NativeScope scope, List<PrimitiveCall> calls) {
        Arena.place(scope, calls);
        Map<Pass, Double> seconds = new EnumMap<>(Pass.class);
        for (PrimitiveCall call : calls) {
            if (!call.isReference()) {
                call.bind(scope);
            }
            double least = call.isReference() ? HOPELESS_SECONDS : stopwatch.applyAsDouble(call);
            seconds.merge(call.pass(), least, Double::sum);
        }
        return seconds;
    }
}
