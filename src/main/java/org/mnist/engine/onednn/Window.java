package org.mnist.engine.onednn;

/**
 * A window that moves over maps.
 *
 * @param height rows
 * @param width columns
 * @param down step in rows
 * @param across step in columns
 * @param pad how far it reaches over each edge; null stands for {@code same}
 */
record Window(int height, int width, int down, int across, Pads pad) {
    /** Rows and columns of zeros on each side. */
    record Pads(int top, int left, int bottom, int right) {
        long[] start() {
            return new long[] {top, left};
        }

        long[] end() {
            return new long[] {bottom, right};
        }

        Pads plus(Node.Pad more) {
            return new Pads(top + more.top(), left + more.left(), bottom + more.bottom(), right + more.right());
        }
    }

    /** A window as large as maps of these sizes. */
    static Window over(long... in) {
        return new Window((int) in[2], (int) in[3], 1, 1, new Pads(0, 0, 0, 0));
    }

    /** Whether it lies over the whole of maps of these sizes, and nothing else. */
    boolean covers(long... in) {
        return height == in[2] && width == in[3] && pads(in).equals(new Pads(0, 0, 0, 0));
    }

    /** Sizes of what it makes of maps with these sizes. */
    long[] output(long channels, long... in) {
        Pads pads = pads(in);
        return new long[] {
            in[0],
            channels,
            (in[2] + pads.top + pads.bottom - height) / down + 1,
            (in[3] + pads.left + pads.right - width) / across + 1
        };
    }

    /** The padding over maps of these sizes; {@code same} puts an odd row or column at the bottom or right. */
    Pads pads(long... in) {
        if (pad != null) {
            return pad;
        }
        int rows = missing((int) in[2], height, down);
        int columns = missing((int) in[3], width, across);
        return new Pads(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    }

    private static int missing(int in, int window, int step) {
        int out = (in + step - 1) / step;
        return Math.max((out - 1) * step + window - in, 0);
    }

    long[] size() {
        return new long[] {height, width};
    }

    long[] step() {
        return new long[] {down, across};
    }

    /** No gaps between the numbers that the window takes. */
    long[] dilation() {
        return new long[] {0, 0};
    }
}
