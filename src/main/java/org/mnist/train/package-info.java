/** The training loop: epochs, learning rates, averages of the weights and early stopping. */
@NullMarked
package org.mnist.train;

import org.jspecify.annotations.NullMarked;
