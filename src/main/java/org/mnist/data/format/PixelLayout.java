package org.mnist.data.format;

import java.util.List;
import java.util.stream.IntStream;
import org.mnist.base.Check;
import org.mnist.config.ImageSize;
import org.mnist.network.Shape;
import org.mnist.network.Task;

/** Where the numbers of an image, in the order in which a file has them, belong in {@link org.mnist.data.Images}. */
final class PixelLayout {
    private static final int COLOURS = 3;

    private final Shape image;
    private final int[] places;

    private PixelLayout(Shape image, int[] places) {
        this.image = image;
        this.places = places;
    }

    /** The shape of an image. */
    Shape image() {
        return image;
    }

    /** For each number of the file its place, channel by channel, row by row. */
    int[] places() {
        return places;
    }

    /**
     * The layout of numbers that say nothing of rows and columns: an image is square, or of the size that somebody asks for; it
     * is grey, or has red, green and blue of a pixel side by side.
     *
     * @throws IllegalArgumentException if there is no such image
     */
    static PixelLayout flat(long numbers, ImageSize size) {
        for (int channels : new int[] {1, COLOURS}) {
            int side = (int) Math.round(Math.sqrt(numbers / (double) channels));
            int height = size.equals(ImageSize.AUTO) ? side : size.height();
            int width = size.equals(ImageSize.AUTO) ? side : size.width();
            if ((long) channels * height * width == numbers) {
                return interleaved(height, width, channels);
            }
        }
        throw new IllegalArgumentException("an image has " + numbers + " numbers, which is neither "
                + (size.equals(ImageSize.AUTO)
                        ? "a square nor three times a square; if images are not square, give --image-size ROWSxCOLUMNS"
                        : size.value() + " pixels nor three times as many; without --image-size, images are square"));
    }

    /** Whether there can be images of so many numbers that say nothing of rows and columns. */
    static boolean canBeFlat(long numbers, ImageSize size) {
        try {
            flat(numbers, size);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The layout of an array's axes behind the first: H×W, H×W×1, H×W×3, 1×H×W, 3×H×W, or all numbers in one row.
     *
     * @throws IllegalArgumentException if it is none of these, or not of the size that somebody asks for
     */
    static PixelLayout of(List<Long> axes, ImageSize size) {
        if (axes.size() == 1) {
            return flat(axes.get(0), size);
        }
        PixelLayout layout;
        if (axes.size() == 2) {
            layout = interleaved(axes.get(0), axes.get(1), 1);
        } else if (axes.size() == COLOURS && isChannels(axes.get(2))) {
            layout = interleaved(axes.get(0), axes.get(1), axes.get(2).intValue());
        } else if (axes.size() == COLOURS && isChannels(axes.get(0))) {
            layout = planar(axes.get(0).intValue(), axes.get(1), axes.get(2));
        } else {
            throw new IllegalArgumentException(
                    "images are N×H×W, N×H×W×1, N×H×W×3, N×1×H×W, N×3×H×W, or N rows of H·W or H·W·3 numbers");
        }
        Shape image = layout.image;
        Check.that(
                size.equals(ImageSize.AUTO) || (image.height() == size.height() && image.width() == size.width()),
                "its images are " + image.height() + "×" + image.width() + ", and " + size.value()
                        + " are wanted; only pictures are scaled");
        return layout;
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == COLOURS;
    }

    private static PixelLayout interleaved(long height, long width, int channels) {
        Shape image = shape(channels, height, width);
        int area = image.height() * image.width();
        return new PixelLayout(
                image,
                IntStream.range(0, image.size())
                        .map(k -> k % channels * area + k / channels)
                        .toArray());
    }

    private static PixelLayout planar(int channels, long height, long width) {
        Shape image = shape(channels, height, width);
        return new PixelLayout(image, IntStream.range(0, image.size()).toArray());
    }

    private static Shape shape(int channels, long height, long width) {
        Check.that(
                Math.min(height, width) >= Task.MIN_SIDE && Math.max(height, width) <= Task.MAX_SIDE,
                "its images are " + height + "×" + width + "; sides of " + Task.MIN_SIDE + " to " + Task.MAX_SIDE
                        + " pixels are");
        return Shape.maps(channels, (int) height, (int) width);
    }
}
