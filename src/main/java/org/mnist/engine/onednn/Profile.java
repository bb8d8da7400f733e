package org.mnist.engine.onednn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long each primitive of a training step takes.
 *
 * @param batch images a step
 * @param lines the primitives in their order
 */
public record Profile(int batch, List<Line> lines) {
    private static final int RUNS = 20;

    /**
     * One primitive.
     *
     * @param layer what it works for
     * @param work what it does there
     * @param pass what that is part of
     * @param kernel oneDNN's name of the kernel
     * @param shape sizes of its first argument
     * @param seconds median time in its place between the others
     * @param aloneSeconds median time where it runs again and again on what is then in the cache
     * @param flop floating-point operations; 0 where nobody counts
     */
    public record Line(
            String layer,
            String work,
            String pass,
            String kernel,
            String shape,
            double seconds,
            double aloneSeconds,
            double flop) {
        private Line plus(Line more) {
            return new Line(
                    layer,
                    work,
                    pass,
                    kernel,
                    shape,
                    seconds + more.seconds,
                    aloneSeconds + more.aloneSeconds,
                    flop + more.flop);
        }

        /** Billions of floating-point operations a second, in its place. */
        public double gigaflops() {
            return flop / seconds / 1e9;
        }
    }

    /** Times calls that are made one after the other. */
    static Profile of(int batch, List<PrimitiveCall> calls) {
        double[][] chain = new double[calls.size()][RUNS];
        double[][] alone = new double[calls.size()][RUNS];
        for (int run = -1; run < RUNS; run++) { // the first is to warm up
            for (int i = 0; i < calls.size(); i++) {
                chain[i][Math.max(run, 0)] = seconds(calls.get(i));
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            for (int run = 0; run < RUNS; run++) {
                alone[i][run] = seconds(calls.get(i));
            }
        }
        Map<String, Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            PrimitiveCall call = calls.get(i);
            // An update is the same few primitives again and again, piece by piece.
            String place = call.pass() == Pass.UPDATE ? call.work() : Integer.toString(i);
            Line line = new Line(
                    call.layer(),
                    call.work(),
                    call.pass().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    call.kernel(),
                    shape(call.tensors()[0].dims()),
                    median(chain[i]),
                    median(alone[i]),
                    call.flop());
            lines.merge(place, line, Line::plus);
        }
        return new Profile(batch, List.copyOf(lines.values()));
    }

    private static String shape(long... dims) {
        return String.join("×", Arrays.stream(dims).mapToObj(Long::toString).toList());
    }

    private static double seconds(PrimitiveCall call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** All of them in their places. */
    public double seconds() {
        return lines.stream().mapToDouble(Line::seconds).sum();
    }

    /** All of them alone: what no order of the same primitives can be faster than. */
    public double aloneSeconds() {
        return lines.stream().mapToDouble(Line::aloneSeconds).sum();
    }
}
