/** The optimisers, each as its formula in primitive calls over all parameters at once. */
@NullMarked
package org.mnist.engine.onednn.optimizer;

import org.jspecify.annotations.NullMarked;
