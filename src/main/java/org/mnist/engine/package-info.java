/** The seam between what is trained and how: engines that train a network or run it, and the choice among them. */
@NullMarked
package org.mnist.engine;

import org.jspecify.annotations.NullMarked;
