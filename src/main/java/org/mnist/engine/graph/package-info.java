/**
 * A network as an engine sees it: a chain of nodes that is read off the network's layers and rewritten into fewer nodes
 * that compute the same. Nothing here knows a device, nor who will compute it.
 */
@NullMarked
package org.mnist.engine.graph;

import org.jspecify.annotations.NullMarked;
