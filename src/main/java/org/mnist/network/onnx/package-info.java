/** Export of a network in the ONNX format. */
@NullMarked
package org.mnist.network.onnx;

import org.jspecify.annotations.NullMarked;
