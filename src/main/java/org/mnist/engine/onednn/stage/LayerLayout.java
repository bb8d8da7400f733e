package org.mnist.engine.onednn.stage;

import org.mnist.engine.onednn.primitive.Layout;

/**
 * The layouts of one layer of a plan. A convolution's three products have their best kernels in different layouts, and a
 * change of layout may cost less than it wins.
 *
 * @param result layout of the input and the result of the forward pass, as far as they are maps
 * @param weightGradient layout of input and gradient where the gradient of the weights is computed
 * @param dataGradient layout of both gradients where that of the input is computed
 */
public record LayerLayout(Layout result, Layout weightGradient, Layout dataGradient) {
    /** One layout for all three. */
    public static LayerLayout of(Layout layout) {
        return new LayerLayout(layout, layout, layout);
    }
}
