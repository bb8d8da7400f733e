/** Architectures: layers, shapes and what they may be combined to. */
@NullMarked
package org.mnist.network;

import org.jspecify.annotations.NullMarked;
