package org.mnist.cli.output;

import java.util.List;
import org.mnist.base.Text;
import org.mnist.data.Images;
import org.mnist.network.Shape;

/** An image as the network saw it, drawn in letters beside the probabilities. */
final class ImageDrawing {
    /** Letters from no ink to full; a letter is twice as high as it is wide, so it stands for two rows. */
    private static final String SHADES = " .:-=+*#%@";

    private static final int BAR = 24;

    /** The most columns of a drawing; a wider image is drawn at a half of its size, or a third. */
    private static final int WIDEST = 64;

    private ImageDrawing() {}

    /**
     * A line beside a drawing.
     *
     * @param name of the class
     * @param probability 0 to 1
     */
    record Bar(String name, double probability) {}

    /**
     * Draws an image.
     *
     * @param images several images
     * @param i which of them
     * @param bars what stands beside it, in the middle, as far as there are rows
     * @return lines, each with its end
     */
    static String of(Images images, int i, List<Bar> bars) {
        Shape image = images.image();
        int step = (image.width() + WIDEST - 1) / WIDEST;
        int columns = image.width() / step;
        int rows = image.height() / (2 * step);
        int shown = Math.min(rows, bars.size());
        int name = bars.stream()
                .limit(shown)
                .mapToInt(bar -> bar.name().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder("  |");
            for (int x = 0; x < columns; x++) {
                float ink = mean(images, i, 2 * step * row, step * x, step);
                line.append(SHADES.charAt(Math.round(ink * (SHADES.length() - 1))));
            }
            line.append('|');
            int at = row - (rows - shown) / 2;
            if (at >= 0 && at < shown) {
                Bar bar = bars.get(at);
                line.append(Text.format(
                                "  %-" + Math.max(1, name) + "s %7s ", bar.name(), Text.percent(bar.probability())))
                        .append("█".repeat((int) Math.round(BAR * bar.probability())));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The mean of all channels of a part of an image that is twice as high as it is wide, 0 to 1. */
    private static float mean(Images images, int i, int top, int left, int width) {
        Shape image = images.image();
        int sum = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int y = top; y < top + 2 * width; y++) {
                for (int x = left; x < left + width; x++) {
                    sum += images.at(i, (channel * image.height() + y) * image.width() + x);
                }
            }
        }
        return sum / (255f * image.channels() * 2 * width * width);
    }
}
