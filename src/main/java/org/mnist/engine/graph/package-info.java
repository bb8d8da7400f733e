/**
 * A network as an engine sees it: a chain of nodes that is read off the network's layers and rewritten into fewer nodes
 * that compute the same. Nothing here knows a device or a library that computes.
 */
@NullMarked
package org.mnist.engine.graph;

import org.jspecify.annotations.NullMarked;
