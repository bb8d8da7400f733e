package org.mnist.engine.onednn;

import java.util.List;

/** Decides on the layout of each layer of a plan. */
interface LayoutSelector {
    /**
     * The layouts of a graph's layers, in their order.
     *
     * @param graph the layers
     * @param batch images at a time
     * @param training whether the plan trains, or only runs
     * @param dataType the format of convolutions and dense layers
     */
    List<LayerLayout> select(Graph graph, int batch, boolean training, DataType dataType);
}
