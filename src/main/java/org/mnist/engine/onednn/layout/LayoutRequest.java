package org.mnist.engine.onednn.layout;

import org.mnist.engine.graph.Graph;
import org.mnist.engine.onednn.primitive.DataType;

/**
 * The plan that layouts are wanted for.
 *
 * @param graph the layers
 * @param batch images at a time
 * @param training whether the plan trains, or only runs
 * @param dataType the format of convolutions and dense layers
 */
public record LayoutRequest(Graph graph, int batch, boolean training, DataType dataType) {}
