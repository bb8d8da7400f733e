package org.mnist.engine.onednn.primitive;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.IntPointer;

/** Type, sizes and order in memory of a tensor: oneDNN's memory descriptor. */
public final class MemoryDescriptor {
    private final dnnl_memory_desc handle;

    private MemoryDescriptor(dnnl_memory_desc handle) {
        this.handle = handle;
    }

    /** The descriptor of numbers of a type in a given layout. */
    public static MemoryDescriptor of(NativeScope scope, int type, Layout layout, long... dims) {
        return tagged(scope, type, layout.tag(), dims);
    }

    /** The descriptor of numbers whose layout oneDNN chooses. */
    public static MemoryDescriptor any(NativeScope scope, int type, long... dims) {
        return tagged(scope, type, dnnl.dnnl_format_tag_any, dims);
    }

    /** The descriptor of numbers one after the other, the last dimension moving fastest. */
    public static MemoryDescriptor dense(NativeScope scope, int type, long... dims) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        dnnl_memory_desc handle = new dnnl_memory_desc();
        Library.check(
                dnnl.dnnl_memory_desc_create_with_strides(handle, dims.length, dims, type, strides),
                "a descriptor of " + Arrays.toString(dims));
        return new MemoryDescriptor(scope.own(handle, dnnl::dnnl_memory_desc_destroy));
    }

    private static MemoryDescriptor tagged(NativeScope scope, int type, int tag, long... dims) {
        dnnl_memory_desc handle = new dnnl_memory_desc();
        Library.check(
                dnnl.dnnl_memory_desc_create_with_tag(handle, dims.length, dims, type, tag),
                "a descriptor of " + Arrays.toString(dims));
        return new MemoryDescriptor(scope.own(handle, dnnl::dnnl_memory_desc_destroy));
    }

    /** A copy of a descriptor that belongs to something else of oneDNN's. */
    public static MemoryDescriptor copy(NativeScope scope, dnnl_memory_desc source) {
        dnnl_memory_desc handle = new dnnl_memory_desc();
        Library.check(dnnl.dnnl_memory_desc_clone(handle, source), "a copied descriptor");
        return new MemoryDescriptor(scope.own(handle, dnnl::dnnl_memory_desc_destroy));
    }

    /** The descriptor of the part that starts at {@code offsets}. */
    public MemoryDescriptor part(NativeScope scope, long[] dims, long[] offsets) {
        dnnl_memory_desc part = new dnnl_memory_desc();
        Library.check(dnnl.dnnl_memory_desc_create_submemory(part, handle, dims, offsets), "a part of a tensor");
        return new MemoryDescriptor(scope.own(part, dnnl::dnnl_memory_desc_destroy));
    }

    /** oneDNN's form. */
    public dnnl_memory_desc handle() {
        return handle;
    }

    /** The bytes of memory that the numbers take, padding included. */
    public long bytes() {
        return dnnl.dnnl_memory_desc_get_size(handle);
    }

    /** oneDNN's number of the type. */
    public int type() {
        try (IntPointer type = new IntPointer(1)) {
            Library.check(dnnl.dnnl_memory_desc_query(handle, dnnl.dnnl_query_data_type, type), "a query");
            return type.get();
        }
    }

    /** Whether both describe the same. */
    public boolean same(MemoryDescriptor other) {
        return dnnl.dnnl_memory_desc_equal(handle, other.handle) != 0;
    }
}
