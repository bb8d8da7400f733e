/** The reference engine: Deeplearning4j's own training and prediction, with what is wrong in them replaced. */
@NullMarked
package org.mnist.engine.dl4j;

import org.jspecify.annotations.NullMarked;
