/** Architectures: the kinds of layer, the shapes that they make, and which of them fit together. */
@NullMarked
package org.mnist.network;

import org.jspecify.annotations.NullMarked;
