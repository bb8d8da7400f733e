/** Networks compiled for a batch size: the calls of a step, their memory, and the loss. */
@NullMarked
package org.mnist.engine.onednn.plan;

import org.jspecify.annotations.NullMarked;
