/** The optimisers, each as its formula in primitive calls over all parameters at once. */
package org.mnist.engine.onednn.optimizer;

