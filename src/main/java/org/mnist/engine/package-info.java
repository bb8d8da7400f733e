/** Engines that train a network and predict with it, and the choice among them. */
@NullMarked
package org.mnist.engine;

import org.jspecify.annotations.NullMarked;
