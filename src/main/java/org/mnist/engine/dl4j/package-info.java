/** The engine that trains with Deeplearning4j. */
@NullMarked
package org.mnist.engine.dl4j;

import org.jspecify.annotations.NullMarked;
