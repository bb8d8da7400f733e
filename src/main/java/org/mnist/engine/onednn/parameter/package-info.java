/**
 * The parameters of a network in oneDNN's layouts, and their way from and to the DL4J network that they belong to.
 */
@NullMarked
package org.mnist.engine.onednn.parameter;

import org.jspecify.annotations.NullMarked;
