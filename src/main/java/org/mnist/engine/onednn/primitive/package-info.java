/**
 * oneDNN's objects in Java: primitives, memory descriptors, tensors, and the memory that calls share. Nothing here
 * knows a layer of a network.
 */
@NullMarked
package org.mnist.engine.onednn.primitive;

import org.jspecify.annotations.NullMarked;
