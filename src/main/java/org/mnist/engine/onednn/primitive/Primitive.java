package org.mnist.engine.onednn.primitive;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** An operation that oneDNN has a kernel for, with the layouts that the kernel wants. */
public final class Primitive {
    private final NativeScope scope;
    private final dnnl_primitive_desc desc;
    private final String kernel;
    private @Nullable dnnl_primitive compiled;

    private Primitive(NativeScope scope, dnnl_primitive_desc desc) {
        this.scope = scope;
        this.desc = desc;
        this.kernel = queryKernel(desc);
    }

    /** A call of one of oneDNN's {@code *_primitive_desc_create} functions. */
    public interface Request {
        /** Fills in the descriptor; returns oneDNN's status. */
        int create(dnnl_primitive_desc desc);
    }

    /** The operation; empty if oneDNN has no kernel for it. */
    public static Optional<Primitive> of(NativeScope scope, Request request) {
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        int status = request.create(desc);
        if (status == dnnl.dnnl_unimplemented) {
            return Optional.empty();
        }
        Library.check(status, "a primitive");
        return Optional.of(new Primitive(scope, scope.own(desc, dnnl::dnnl_primitive_desc_destroy)));
    }

    /** oneDNN's primitive descriptor. */
    public dnnl_primitive_desc handle() {
        return desc;
    }

    /** The kernel's name, such as {@code jit:avx2}. */
    public String kernel() {
        return kernel;
    }

    /** Whether the kernel is the plain loop that serves as oneDNN's reference, up to 1,000 times slower. */
    public boolean isReference() {
        return kernel.startsWith("ref");
    }

    /** The order in which the kernel wants the weights. */
    public MemoryDescriptor weights() {
        return query(dnnl.dnnl_query_weights_md).orElseThrow();
    }

    /** The order in which the kernel gives the gradient of the weights. */
    public MemoryDescriptor weightGradient() {
        return query(dnnl.dnnl_query_diff_weights_md).orElseThrow();
    }

    /** The workspace that the forward pass leaves for the backward pass; empty if there is none. */
    public Optional<MemoryDescriptor> workspace() {
        return query(dnnl.dnnl_query_workspace_md);
    }

    /** The scratchpad that the kernel works in; empty if it needs none. */
    public Optional<MemoryDescriptor> scratchpad() {
        return query(dnnl.dnnl_query_scratchpad_md);
    }

    private Optional<MemoryDescriptor> query(int what) {
        dnnl_memory_desc found = dnnl.dnnl_primitive_desc_query_md(desc, what, 0);
        if (found == null || found.isNull() || dnnl.dnnl_memory_desc_get_size(found) == 0) {
            return Optional.empty();
        }
        return Optional.of(MemoryDescriptor.copy(scope, found));
    }

    /** The machine code, made on first use. */
    dnnl_primitive compiled() {
        if (compiled == null) {
            dnnl_primitive made = new dnnl_primitive();
            Library.check(dnnl.dnnl_primitive_create(made, desc), kernel);
            compiled = scope.own(made, dnnl::dnnl_primitive_destroy);
        }
        return compiled;
    }

    private static String queryKernel(dnnl_primitive_desc desc) {
        try (PointerPointer<BytePointer> text = new PointerPointer<>(1)) {
            Library.check(dnnl.dnnl_primitive_desc_query(desc, dnnl.dnnl_query_impl_info_str, 0, text), "a query");
            return text.get(BytePointer.class).getString();
        }
    }
}
