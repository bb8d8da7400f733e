/** Event files that TensorBoard reads. */
@NullMarked
package org.mnist.track.tensorboard;

import org.jspecify.annotations.NullMarked;
