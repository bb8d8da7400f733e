package org.mnist.engine.onednn;

/**
 * The layouts of one layer of a plan. A convolution's three products have their best kernels in different layouts, and a
 * change of layout may cost less than it wins.
 *
 * @param result layout of the input and the result of the forward pass, as far as they are maps
 * @param weightGradient layout of input and gradient where the gradient of the weights is computed
 * @param dataGradient layout of both gradients where that of the input is computed
 */
record LayerLayout(Layout result, Layout weightGradient, Layout dataGradient) {
    /** One layout for all. */
    static LayerLayout of(Layout layout) {
        return new LayerLayout(layout, layout, layout);
    }

    /** Reads what {@link #toString} has written; an exception if it is something else. */
    static LayerLayout parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(text);
        }
        return new LayerLayout(Layout.valueOf(parts[0]), Layout.valueOf(parts[1]), Layout.valueOf(parts[2]));
    }

    @Override
    public String toString() {
        return result + "/" + weightGradient + "/" + dataGradient;
    }
}
