package org.mnist.engine.onednn.primitive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.Pointer;

/** The owner of oneDNN's objects and of memory outside Java's heap, which are freed all at once, last first. */
public final class NativeScope implements AutoCloseable {
    private final Deque<Runnable> frees = new ArrayDeque<>();

    /** Owns a handle until {@link #close}. */
    public <H extends Pointer> H own(H handle, ToIntFunction<H> free) {
        frees.push(() -> Library.check(
                free.applyAsInt(handle), "the end of " + handle.getClass().getSimpleName()));
        return handle;
    }

    /** Owns memory until {@link #close}. */
    public <P extends Pointer> P own(P memory) {
        frees.push(memory::deallocate);
        return memory;
    }

    @Override
    public void close() {
        while (!frees.isEmpty()) {
            frees.pop().run();
        }
    }
}
