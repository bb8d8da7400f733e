package org.mnist.engine.onednn;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** A primitive with its arguments, ready to run again and again. */
final class PrimitiveCall {
    private final String layer;
    private final String work;
    private final Pass pass;
    private final double flop;
    private final Primitive primitive;
    private final int[] keys;
    private final Tensor[] tensors;
    private dnnl_primitive compiled;
    private dnnl_exec_arg_t arguments;
    private dnnl_stream stream;

    /**
     * A call.
     *
     * @param layer what it works for
     * @param work what it does there
     * @param pass what it is part of
     * @param flop floating-point operations it takes, a multiplication with its addition as two; 0 where nobody counts
     * @param primitive the operation
     * @param keys oneDNN's numbers of the arguments
     * @param tensors the arguments
     */
    PrimitiveCall(String layer, String work, Pass pass, double flop, Primitive primitive, int[] keys, Tensor[] tensors) {
        this.layer = layer;
        this.work = work;
        this.pass = pass;
        this.flop = flop;
        this.primitive = primitive;
        this.keys = keys;
        this.tensors = tensors;
    }

    String layer() {
        return layer;
    }

    String work() {
        return work;
    }

    Pass pass() {
        return pass;
    }

    double flop() {
        return flop;
    }

    String kernel() {
        return primitive.kernel();
    }

    /** Whether its kernel is oneDNN's slow reference. */
    boolean isReference() {
        return primitive.isReference();
    }

    Tensor[] tensors() {
        return tensors;
    }

    /** Compiles it and ties it to the addresses of its tensors. */
    void bind(NativeScope scope) {
        compiled = primitive.compiled();
        stream = OneDnn.stream();
        arguments = scope.own(new dnnl_exec_arg_t(keys.length));
        for (int i = 0; i < keys.length; i++) {
            dnnl_memory memory = new dnnl_memory();
            OneDnn.check(
                    dnnl.dnnl_memory_create(
                            memory,
                            tensors[i].desc().handle(),
                            OneDnn.engine(),
                            tensors[i].storage().pointer()),
                    "a memory");
            scope.own(memory, dnnl::dnnl_memory_destroy);
            arguments.position(i).arg(keys[i]).memory(memory);
        }
        arguments.position(0);
    }

    /** Runs it; when it returns, the work is done. */
    void run() {
        int status = dnnl.dnnl_primitive_execute(compiled, stream, keys.length, arguments);
        if (status != dnnl.dnnl_success) {
            OneDnn.check(status, primitive.kernel());
        }
    }
}
