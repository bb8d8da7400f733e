package org.mnist.engine.onednn;

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
final class Storage {
    /** A cache line, which is also the widest vector. */
    static final int ALIGNMENT = 64;

    private final long bytes;
    private long address;

    private Storage(long bytes, long address) {
        this.bytes = bytes;
        this.address = address;
    }

    /** Memory that the arena will place. */
    static Storage transientOf(long bytes) {
        return new Storage(bytes, 0);
    }

    /** Zeroed memory of its own, filled up to whole cache lines. */
    static Storage allocate(NativeScope scope, long bytes) {
        BytePointer memory = scope.own(new BytePointer(aligned(bytes) + ALIGNMENT));
        Pointer.memset(memory, 0, memory.capacity());
        return new Storage(aligned(bytes), aligned(memory.address()));
    }

    static long aligned(long n) {
        return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A part of this one. */
    Storage part(long offset, long length) {
        if (offset + length > bytes) {
            throw new IllegalArgumentException(offset + " + " + length + " bytes of " + bytes);
        }
        return new Storage(length, address + offset);
    }

    long bytes() {
        return bytes;
    }

    boolean placed() {
        return address != 0;
    }

    void place(long at) {
        address = at;
    }

    /** A pointer to its start; only once placed. */
    Pointer pointer() {
        return new Address(address);
    }

    /** The same memory as Java sees it. */
    FloatBuffer floats() {
        return new FloatPointer(pointer()).capacity(bytes / Float.BYTES).asBuffer();
    }

    /** The same as whole numbers of 32 bits. */
    IntBuffer ints() {
        return new IntPointer(pointer()).capacity(bytes / Integer.BYTES).asBuffer();
    }

    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
