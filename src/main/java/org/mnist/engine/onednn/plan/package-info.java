/** Networks compiled for a batch size: the calls of a step, their memory, and the loss. */
package org.mnist.engine.onednn.plan;

