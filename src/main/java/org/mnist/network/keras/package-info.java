/** Export of a network as a Keras model, in the form that TensorFlow.js loads. */
@NullMarked
package org.mnist.network.keras;

import org.jspecify.annotations.NullMarked;
