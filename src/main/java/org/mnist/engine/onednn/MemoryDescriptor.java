package org.mnist.engine.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.IntPointer;

/** Type, sizes and order in memory of a tensor: oneDNN's memory descriptor. */
final class MemoryDescriptor {
    private final dnnl_memory_desc handle;

    private MemoryDescriptor(dnnl_memory_desc handle) {
        this.handle = handle;
    }

    /** Numbers of a type in a given layout. */
    static MemoryDescriptor of(NativeScope scope, int type, Layout layout, long... dims) {
        return tagged(scope, type, layout.tag(), dims);
    }

    /** The same, where oneDNN chooses the layout. */
    static MemoryDescriptor any(NativeScope scope, int type, long... dims) {
        return tagged(scope, type, dnnl.dnnl_format_tag_any, dims);
    }

    /** Numbers one after the other, the last dimension moving fastest. */
    static MemoryDescriptor dense(NativeScope scope, int type, long... dims) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        dnnl_memory_desc handle = new dnnl_memory_desc();
        OneDnn.check(
                dnnl.dnnl_memory_desc_create_with_strides(handle, dims.length, dims, type, strides),
                "a descriptor of " + Arrays.toString(dims));
        return new MemoryDescriptor(scope.own(handle, dnnl::dnnl_memory_desc_destroy));
    }

    private static MemoryDescriptor tagged(NativeScope scope, int type, int tag, long... dims) {
        dnnl_memory_desc handle = new dnnl_memory_desc();
        OneDnn.check(
                dnnl.dnnl_memory_desc_create_with_tag(handle, dims.length, dims, type, tag),
                "a descriptor of " + Arrays.toString(dims));
        return new MemoryDescriptor(scope.own(handle, dnnl::dnnl_memory_desc_destroy));
    }

    /** A copy of what oneDNN keeps elsewhere. */
    static MemoryDescriptor copy(NativeScope scope, dnnl_memory_desc source) {
        dnnl_memory_desc handle = new dnnl_memory_desc();
        OneDnn.check(dnnl.dnnl_memory_desc_clone(handle, source), "a copied descriptor");
        return new MemoryDescriptor(scope.own(handle, dnnl::dnnl_memory_desc_destroy));
    }

    /** The part of this that starts at {@code offsets}. */
    MemoryDescriptor part(NativeScope scope, long[] dims, long[] offsets) {
        dnnl_memory_desc part = new dnnl_memory_desc();
        OneDnn.check(dnnl.dnnl_memory_desc_create_submemory(part, handle, dims, offsets), "a part of a tensor");
        return new MemoryDescriptor(scope.own(part, dnnl::dnnl_memory_desc_destroy));
    }

    dnnl_memory_desc handle() {
        return handle;
    }

    /** Bytes of memory that it takes, padding included. */
    long bytes() {
        return dnnl.dnnl_memory_desc_get_size(handle);
    }

    /** oneDNN's number of the type. */
    int type() {
        try (IntPointer type = new IntPointer(1)) {
            OneDnn.check(dnnl.dnnl_memory_desc_query(handle, dnnl.dnnl_query_data_type, type), "a query");
            return type.get();
        }
    }

    boolean same(MemoryDescriptor other) {
        return dnnl.dnnl_memory_desc_equal(handle, other.handle) != 0;
    }
}
