package org.mnist.engine.onednn.parameter;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.bytedeco.dnnl.global.dnnl;
import org.mnist.engine.onednn.parameter.Parameter.Part;
import org.mnist.engine.onednn.primitive.CallRecorder;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.primitive.MemoryDescriptor;
import org.mnist.engine.onednn.primitive.NativeScope;
import org.mnist.engine.onednn.primitive.PrimitiveCall;
import org.mnist.engine.onednn.primitive.Storage;
import org.mnist.engine.onednn.primitive.Tensor;

/**
 * All parameters of a network in oneDNN's layouts. Each part (values, gradients, the optimiser's moments) is one piece
 * of memory in which a parameter has the same place, so an update is one pass over a line of numbers; those to which
 * weight penalties apply come first, and those that do not learn last.
 */
public final class Parameters {
    private final NativeScope scope;
    private final int firstLearning;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final Map<Part, Storage> lines = new EnumMap<>(Part.class);
    private long decaying;
    private long learning;

    /** No parameters yet; the scope will own their memory. All of them learn. */
    public Parameters(NativeScope scope) {
        this(scope, 0);
    }

    /**
     * No parameters yet.
     *
     * @param scope will own their memory
     * @param firstLearning index in the DL4J network of the first layer whose parameters learn; those before stay as they are
     */
    public Parameters(NativeScope scope, int firstLearning) {
        this.scope = scope;
        this.firstLearning = firstLearning;
    }

    /** Whether the parameters of a layer learn. */
    public boolean learns(int layer) {
        return layer >= firstLearning;
    }

    /**
     * The parameter of a layer and key; the first plan that asks for it decides on its layout.
     *
     * @param layer index of the layer in the DL4J network
     * @param key DL4J's name of the parameter
     * @param decays whether penalties on weights apply
     * @param master the layout that the asking stage wants
     * @param dims its sizes
     */
    public Parameter get(int layer, String key, boolean decays, MemoryDescriptor master, long... dims) {
        return byName.computeIfAbsent(layer + "_" + key, name -> {
            if (!lines.isEmpty()) {
                throw new IllegalStateException("no parameter " + name + " in the first plan");
            }
            MemoryDescriptor plain = MemoryDescriptor.dense(scope, dnnl.dnnl_f32, dims);
            // What a plan makes for itself does not outlive it.
            return new Parameter(layer, key, decays, plain, MemoryDescriptor.copy(scope, master.handle()), dims);
        });
    }

    /** Gives all parameters memory, once the first plan has named them all. */
    public void allocate(Set<Part> kept) {
        long size = 0;
        Map<Parameter, Long> offsets = new LinkedHashMap<>();
        size = place(offsets, size, parameter -> learns(parameter.layer()) && parameter.decays());
        decaying = size;
        size = place(offsets, size, parameter -> learns(parameter.layer()) && !parameter.decays());
        learning = size;
        size = place(offsets, size, parameter -> !learns(parameter.layer()));
        for (Part part : kept) {
            Storage line = Storage.allocate(scope, Math.max(size, Storage.ALIGNMENT));
            lines.put(part, line);
            long start = line.pointer().address();
            offsets.forEach(
                    (parameter, offset) -> parameter.part(part).storage().place(start + offset));
        }
    }

    /** Gives some parameters places behind one another from an offset on; returns where they end. */
    private long place(Map<Parameter, Long> offsets, long from, Predicate<Parameter> chosen) {
        long end = from;
        for (Parameter parameter : byName.values()) {
            if (chosen.test(parameter)) {
                offsets.put(parameter, end);
                end += Storage.aligned(parameter.master().bytes());
            }
        }
        return end;
    }

    /** Whether the parameters have memory. */
    public boolean allocated() {
        return !lines.isEmpty();
    }

    /** The number of numbers, at the start of a line, that learn, filling included. */
    public int learning() {
        return Math.toIntExact(learning / Float.BYTES);
    }

    /** The number of numbers, at the start of a line, that weight penalties apply to. */
    public int decaying() {
        return Math.toIntExact(decaying / Float.BYTES);
    }

    /** The line of a part, from number {@code from} on. */
    public Storage line(Part part, int from, int count) {
        return line(part).part((long) from * Float.BYTES, (long) count * Float.BYTES);
    }

    private Storage line(Part part) {
        return Objects.requireNonNull(lines.get(part), "the parameters have no such memory");
    }

    /** Takes a part of every parameter from numbers in the network's order. */
    public void load(Part part, FlatParameters network) {
        move(part, network, true);
    }

    /** Writes a part of every parameter into numbers in the network's order. */
    public void store(Part part, FlatParameters network) {
        move(part, network, false);
    }

    private void move(Part part, FlatParameters network, boolean in) {
        for (Parameter parameter : byName.values()) {
            try (NativeScope brief = new NativeScope()) {
                Storage storage = Storage.allocate(brief, parameter.plain().bytes());
                Tensor plain = new Tensor(parameter.plain(), storage, Layout.OPAQUE);
                Tensor master = parameter.part(part);
                if (in) {
                    network.get(parameter, storage.floats());
                }
                CallRecorder recorder = new CallRecorder(brief);
                recorder.reorder("parameters", in ? plain : master, in ? master : plain);
                for (PrimitiveCall call : recorder.take()) {
                    call.bind(brief);
                    call.run();
                }
                if (!in) {
                    network.put(parameter, storage.floats());
                }
            }
        }
    }

    /** The parts that an optimiser with so many moments needs; 0 moments without an optimiser. */
    public static Set<Part> kept(int moments) {
        Set<Part> kept = EnumSet.of(Part.VALUE, Part.GRADIENT);
        if (moments > 0) {
            kept.add(Part.FIRST_MOMENT);
        }
        if (moments > 1) {
            kept.add(Part.SECOND_MOMENT);
        }
        return kept;
    }
}
