package org.mnist.cli.output;

import org.mnist.base.Text;
import org.mnist.data.Images;
import org.mnist.vision.Recogniser.Reading;

/** A digit as the network saw it, drawn in letters beside the probabilities. */
public final class DigitDrawing {
    /** Letters from no ink to full; a letter is twice as high as it is wide, so it stands for two rows. */
    private static final String SHADES = " .:-=+*#%@";

    private static final int BAR = 24;

    private DigitDrawing() {}

    /**
     * Draws a digit.
     *
     * @param images the digits of a picture, as the network saw them
     * @param i which of them
     * @param reading what it was read as
     * @return lines, each with its end
     */
    public static String of(Images images, int i, Reading reading) {
        float[] pixels = new float[images.image().size()];
        images.copy(i, pixels, 0);
        int digits = reading.guesses().size();
        StringBuilder text = new StringBuilder();
        int width = images.image().width();
        int rows = images.image().height() / 2;
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder("  |");
            for (int x = 0; x < width; x++) {
                float ink = (pixels[2 * row * width + x] + pixels[(2 * row + 1) * width + x]) / 2;
                line.append(SHADES.charAt(Math.round(ink * (SHADES.length() - 1))));
            }
            line.append('|');
            int digit = row - (rows - digits) / 2;
            if (digit >= 0 && digit < digits) {
                double probability = reading.probability(digit);
                line.append(Text.format("  %d %7s ", digit, Text.percent(probability)))
                        .append("█".repeat((int) Math.round(BAR * probability)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
