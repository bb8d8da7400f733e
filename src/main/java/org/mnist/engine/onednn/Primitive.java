package org.mnist.engine.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** One operation that oneDNN has a kernel for, and the layouts that the kernel wants. */
final class Primitive {
    private final NativeScope scope;
    private final dnnl_primitive_desc desc;
    private final String kernel;
    private dnnl_primitive compiled;

    private Primitive(NativeScope scope, dnnl_primitive_desc desc) {
        this.scope = scope;
        this.desc = desc;
        this.kernel = queryKernel(desc);
    }

    /** Asks oneDNN for an operation. */
    interface Request {
        /** Fills in the descriptor and returns oneDNN's status. */
        int create(dnnl_primitive_desc desc);
    }

    /** The operation, or null if oneDNN has no kernel for it. */
    static Primitive of(NativeScope scope, Request request) {
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        int status = request.create(desc);
        if (status == dnnl.dnnl_unimplemented) {
            return null;
        }
        OneDnn.check(status, "a primitive");
        return new Primitive(scope, scope.own(desc, dnnl::dnnl_primitive_desc_destroy));
    }

    dnnl_primitive_desc desc() {
        return desc;
    }

    /** The kernel's name, such as {@code jit:avx2}. */
    String kernel() {
        return kernel;
    }

    /** Whether the kernel is the plain loop that serves as oneDNN's reference, up to 1,000 times slower. */
    boolean isReference() {
        return kernel.startsWith("ref");
    }

    MemoryDescriptor weights() {
        return query(dnnl.dnnl_query_weights_md);
    }

    MemoryDescriptor weightGradient() {
        return query(dnnl.dnnl_query_diff_weights_md);
    }

    /** What the forward pass leaves for the backward pass; null if nothing. */
    MemoryDescriptor workspace() {
        return query(dnnl.dnnl_query_workspace_md);
    }

    /** Room to work in; null if it needs none. */
    MemoryDescriptor scratchpad() {
        return query(dnnl.dnnl_query_scratchpad_md);
    }

    private MemoryDescriptor query(int what) {
        dnnl_memory_desc found = dnnl.dnnl_primitive_desc_query_md(desc, what, 0);
        if (found == null || found.isNull() || dnnl.dnnl_memory_desc_get_size(found) == 0) {
            return null;
        }
        return MemoryDescriptor.copy(scope, found);
    }

    /** The machine code, made on first use. */
    dnnl_primitive compiled() {
        if (compiled == null) {
            dnnl_primitive made = new dnnl_primitive();
            OneDnn.check(dnnl.dnnl_primitive_create(made, desc), kernel);
            compiled = scope.own(made, dnnl::dnnl_primitive_destroy);
        }
        return compiled;
    }

    private static String queryKernel(dnnl_primitive_desc desc) {
        try (PointerPointer<BytePointer> text = new PointerPointer<>(1)) {
            OneDnn.check(dnnl.dnnl_primitive_desc_query(desc, dnnl.dnnl_query_impl_info_str, 0, text), "a query");
            return text.get(BytePointer.class).getString();
        }
    }
}
