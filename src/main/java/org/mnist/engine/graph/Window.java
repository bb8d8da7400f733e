package org.mnist.engine.graph;

import org.mnist.network.Padding;

/**
 * A window that moves over maps. Sizes of maps are {@code {images, channels, rows, columns}} throughout.
 *
 * @param height rows
 * @param width columns
 * @param down stride in rows
 * @param across stride in columns
 * @param border how far it reaches over the edges
 */
public record Window(int height, int width, int down, int across, Border border) {
    /** A window as large as maps of these sizes. */
    public static Window over(long... maps) {
        return new Window((int) maps[2], (int) maps[3], 1, 1, Zeros.NONE);
    }

    /** Whether the window lies over the whole of maps of these sizes, and over nothing else. */
    public boolean covers(long... maps) {
        return height == maps[2] && width == maps[3] && zeros(maps).equals(Zeros.NONE);
    }

    /** The sizes of the result over maps of these sizes. */
    public long[] output(long channels, long... maps) {
        Zeros zeros = zeros(maps);
        return new long[] {
            maps[0],
            channels,
            zeros.rows().output((int) maps[2], height, down),
            zeros.columns().output((int) maps[3], width, across)
        };
    }

    /** The zeros around maps of these sizes. */
    public Zeros zeros(long... maps) {
        if (border instanceof Zeros zeros) {
            return zeros;
        }
        return Zeros.of(
                Padding.SAME.edges((int) maps[2], height, down), Padding.SAME.edges((int) maps[3], width, across));
    }

    /** The same window with other zeros around the maps. */
    Window with(Zeros zeros) {
        return new Window(height, width, down, across, zeros);
    }
}
