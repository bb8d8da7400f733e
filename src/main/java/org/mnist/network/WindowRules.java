package org.mnist.network;

import org.mnist.base.Check;

/** The checks and texts of layers that move a window over feature maps. */
final class WindowRules {
    private WindowRules() {}

    static void check(String key, int size, int stride, Padding padding) {
        Check.range(key, size, 1, Task.MAX_SIDE);
        Check.range("stride", stride, 1, Task.MAX_SIDE);
        Check.that(
                padding.amount() < size,
                "padding is " + padding.amount() + "; it must be smaller than the " + key + ", which is " + size);
    }

    static Shape output(Shape in, int channels, int size, int stride, Padding padding) {
        requireMaps(in);
        int height = padding.output(in.height(), size, stride);
        int width = padding.output(in.width(), size, stride);
        Check.that(
                height > 0 && width > 0,
                "its " + size + "×" + size
                        + " window is larger than the image; a smaller one or padding: same would fit");
        return Shape.maps(channels, height, width);
    }

    static void requireMaps(Shape in) {
        Check.that(
                !in.flat(),
                "it needs feature maps, not a vector; move it before flatten, globalavgpool, globalmaxpool or dense");
    }

    static void requireVector(Shape in) {
        Check.that(in.flat(), "it needs a vector; put flatten, globalavgpool or globalmaxpool before it");
    }

    static String detail(int size, int stride, int usualStride, Padding padding) {
        StringBuilder text = new StringBuilder().append(size).append('×').append(size);
        if (stride != usualStride) {
            text.append(" stride ").append(stride);
        }
        if (!padding.equals(Padding.VALID)) {
            text.append(padding.same() ? " same" : " pad " + padding.amount());
        }
        return text.toString();
    }
}
