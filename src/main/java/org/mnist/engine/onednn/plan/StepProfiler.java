package org.mnist.engine.onednn.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.mnist.engine.Profile;
import org.mnist.engine.onednn.primitive.Pass;
import org.mnist.engine.onednn.primitive.PrimitiveCall;

/** A stopwatch for the primitives of a training step. */
public final class StepProfiler {
    private static final int RUNS = 20;

    private StepProfiler() {}

    /** Times calls that are made one after the other. */
    public static Profile profile(int batch, List<PrimitiveCall> calls) {
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
        Map<String, Profile.Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            PrimitiveCall call = calls.get(i);
            // An update is the same few primitives again and again, piece by piece.
            String place = call.pass() == Pass.UPDATE ? call.work() : Integer.toString(i);
            Profile.Line line = new Profile.Line(
                    call.layer(),
                    call.work(),
                    call.pass().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    call.kernel(),
                    shape(call.tensors()[0].dims()),
                    StatUtils.percentile(chain[i], 50),
                    StatUtils.percentile(alone[i], 50),
                    call.flop());
            lines.merge(place, line, Profile.Line::plus);
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
}
