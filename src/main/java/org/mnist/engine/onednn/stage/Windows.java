package org.mnist.engine.onednn.stage;

import org.mnist.engine.graph.Window;
import org.mnist.engine.graph.Zeros;

/** A window and its zeros in the arrays that oneDNN's convolutions and poolings take: rows, then columns. */
final class Windows {
    private Windows() {}

    static long[] kernel(Window window) {
        return new long[] {window.height(), window.width()};
    }

    static long[] strides(Window window) {
        return new long[] {window.down(), window.across()};
    }

    /** No gaps between the numbers that a window takes. */
    static long[] dilation() {
        return new long[] {0, 0};
    }

    /** Zeros above and to the left. */
    static long[] start(Zeros zeros) {
        return new long[] {zeros.top(), zeros.left()};
    }

    /** Zeros below and to the right. */
    static long[] end(Zeros zeros) {
        return new long[] {zeros.bottom(), zeros.right()};
    }
}
