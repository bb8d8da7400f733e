package org.mnist.network.dl4j;

import org.mnist.network.Architecture;
import org.mnist.network.LayerSpec;

/** The index that a layer of an architecture has in the DL4J network: a flatten is no layer of DL4J's own. */
public final class LayerIndex {
    private LayerIndex() {}

    /** The index of a layer. */
    public static int of(Architecture architecture, Architecture.Row row) {
        return after(architecture, row.number() - 1);
    }

    /** The index of the layer that follows the first {@code count} ones. */
    public static int after(Architecture architecture, int count) {
        return (int) architecture.rows().stream()
                .limit(count)
                .filter(row -> !(row.layer() instanceof LayerSpec.Flatten))
                .count();
    }
}
