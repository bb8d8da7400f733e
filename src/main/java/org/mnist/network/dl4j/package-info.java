/** Networks of Deeplearning4j, built from an architecture. */
@NullMarked
package org.mnist.network.dl4j;

import org.jspecify.annotations.NullMarked;
