package org.mnist.engine.onednn.primitive;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory of one or more tensors. Either it has an address of its own from the start, or the {@link Arena} gives it one
 * from the calls that touch it, and may give the same to others that live at other times.
 */
public final class Storage {
    /** A cache line, which is also the widest vector. */
    public static final int ALIGNMENT = 64;

    private final long bytes;
    private long address;

    private Storage(long bytes, long address) {
        this.bytes = bytes;
        this.address = address;
    }

    /** Memory that the arena will place. */
    public static Storage transientOf(long bytes) {
        return new Storage(bytes, 0);
    }

    /** Zeroed memory of its own, filled up to whole cache lines. */
    public static Storage allocate(NativeScope scope, long bytes) {
        BytePointer memory = scope.own(new BytePointer(aligned(bytes) + ALIGNMENT));
        Pointer.memset(memory, 0, memory.capacity());
        return new Storage(aligned(bytes), aligned(memory.address()));
    }

    /** A number of bytes filled up to whole cache lines. */
    public static long aligned(long n) {
        return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A part of this memory; only once placed. */
    public Storage part(long offset, long length) {
        if (offset + length > bytes) {
            throw new IllegalArgumentException(offset + " + " + length + " bytes of " + bytes);
        }
        return new Storage(length, address + offset);
    }

    /** The size in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Whether it has an address. */
    public boolean placed() {
        return address != 0;
    }

    /** Gives it an address. */
    public void place(long at) {
        address = at;
    }

    /** A pointer to the start; only once placed. */
    public Pointer pointer() {
        return new Address(address);
    }

    /** The memory as numbers of 32 bits, as Java sees it. */
    public FloatBuffer floats() {
        return new FloatPointer(pointer()).capacity(bytes / Float.BYTES).asBuffer();
    }

    /** The memory as whole numbers of 32 bits, as Java sees it. */
    public IntBuffer ints() {
        return new IntPointer(pointer()).capacity(bytes / Integer.BYTES).asBuffer();
    }

    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
