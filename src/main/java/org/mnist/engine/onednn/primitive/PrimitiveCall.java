package org.mnist.engine.onednn.primitive;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/** A primitive with its arguments, ready to run again and again. */
public final class PrimitiveCall {
    private final String layer;
    private final String work;
    private final Pass pass;
    private final double flop;
    private final Primitive primitive;
    private final int[] keys;
    private final Tensor[] tensors;
    private @Nullable Bound bound;

    /** The three things that oneDNN takes to run a call. */
    private record Bound(dnnl_primitive compiled, dnnl_exec_arg_t arguments, dnnl_stream stream) {}

    /**
     * A call that is not bound yet.
     *
     * @param layer name of the layer that it works for
     * @param work what it does there
     * @param pass what it is part of
     * @param flop floating-point operations it takes, a multiplication with its addition as two; 0 where nobody counts
     * @param primitive the operation
     * @param keys oneDNN's numbers of the arguments
     * @param tensors the arguments
     */
    public PrimitiveCall(
            String layer, String work, Pass pass, double flop, Primitive primitive, int[] keys, Tensor[] tensors) {
        this.layer = layer;
        this.work = work;
        this.pass = pass;
        this.flop = flop;
        this.primitive = primitive;
        this.keys = keys;
        this.tensors = tensors;
    }

    /** The name of the layer that it works for. */
    public String layer() {
        return layer;
    }

    /** The work that it does there. */
    public String work() {
        return work;
    }

    /** The pass that it is part of. */
    public Pass pass() {
        return pass;
    }

    /** The floating-point operations that it takes; 0 where nobody counts. */
    public double flop() {
        return flop;
    }

    /** The name of its kernel. */
    public String kernel() {
        return primitive.kernel();
    }

    /** Whether the kernel is oneDNN's slow reference. */
    public boolean isReference() {
        return primitive.isReference();
    }

    /** Its arguments. */
    public Tensor[] tensors() {
        return tensors;
    }

    /** Compiles the primitive and ties it to the addresses of its tensors, all of which must be placed. */
    public void bind(NativeScope scope) {
        dnnl_primitive compiled = primitive.compiled();
        dnnl_exec_arg_t arguments = scope.own(new dnnl_exec_arg_t(keys.length));
        for (int i = 0; i < keys.length; i++) {
            dnnl_memory memory = new dnnl_memory();
            Library.check(
                    dnnl.dnnl_memory_create(
                            memory,
                            tensors[i].descriptor().handle(),
                            Library.engine(),
                            tensors[i].storage().pointer()),
                    "a memory");
            scope.own(memory, dnnl::dnnl_memory_destroy);
            arguments.position(i).arg(keys[i]).memory(memory);
        }
        arguments.position(0);
        bound = new Bound(compiled, arguments, Library.stream());
    }

    /** Runs the primitive; on return, the work is done. */
    public void run() {
        Bound ready = bound;
        if (ready == null) {
            throw new IllegalStateException(layer + " " + work + " is not bound");
        }
        int status = dnnl.dnnl_primitive_execute(ready.compiled(), ready.stream(), keys.length, ready.arguments());
        if (status != dnnl.dnnl_success) {
            Library.check(status, primitive.kernel());
        }
    }
}
