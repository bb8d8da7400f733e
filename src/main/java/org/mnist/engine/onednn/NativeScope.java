package org.mnist.engine.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.Pointer;

/** What oneDNN has made for one plan, freed all at once, last first. */
final class NativeScope implements AutoCloseable {
    private final Deque<Runnable> frees = new ArrayDeque<>();

    /** Keeps a handle until {@link #close}. */
    <H extends Pointer> H own(H handle, ToIntFunction<H> free) {
        frees.push(() -> OneDnn.check(
                free.applyAsInt(handle), "the end of " + handle.getClass().getSimpleName()));
        return handle;
    }

    /** Keeps memory until {@link #close}. */
    <P extends Pointer> P own(P memory) {
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
