/**
 * The fast engine for CPUs, on oneDNN. A graph of nodes becomes a plan: a stage for each node records primitive calls, the
 * selected layouts say how tensors lie in memory, and an optimiser's step ends the list.
 */
@NullMarked
package org.mnist.engine.onednn;

import org.jspecify.annotations.NullMarked;
