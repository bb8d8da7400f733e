/** One class for each kind of node of a graph, which records the primitive calls of its forward and its backward pass. */
@NullMarked
package org.mnist.engine.onednn.stage;

import org.jspecify.annotations.NullMarked;
