package org.mnist.engine.onednn.layout;

import java.util.List;
import org.mnist.engine.onednn.stage.LayerLayout;

/** A choice of the layouts in which the layers of a plan compute. */
public interface LayoutSelector {
    /** The layouts of a graph's layers, in the layers' order. */
    List<LayerLayout> select(LayoutRequest request);
}
