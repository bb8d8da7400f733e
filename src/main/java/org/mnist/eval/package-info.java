/** Scores of a network on labelled images: loss, accuracy and the table of confusions. */
@NullMarked
package org.mnist.eval;

import org.jspecify.annotations.NullMarked;
