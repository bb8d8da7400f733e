/** Export of a network's weights in the safetensors format, as PyTorch's modules name and lay them out. */
@NullMarked
package org.mnist.network.safetensors;

import org.jspecify.annotations.NullMarked;
