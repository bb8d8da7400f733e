package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.mnist.data.Images;
import org.mnist.testing.MnistForm;

/** A drawn picture, read back: colours, images and words at their places. */
record Sheet(BufferedImage picture, Theme theme) {
    Color at(int x, int y) {
        return new Color(picture.getRGB(x, y));
    }

    /** The part of the picture at this place, of this size. */
    Sheet part(int left, int top, int width, int height) {
        return new Sheet(picture.getSubimage(left, top, width, height), theme);
    }

    /** How many pixels of a row are of a colour. */
    int inRow(int y, Color colour) {
        int count = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            count += picture.getRGB(x, y) == colour.getRGB() ? 1 : 0;
        }
        return count;
    }

    /** How many pixels of a column are of a colour. */
    int inColumn(int x, Color colour) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            count += picture.getRGB(x, y) == colour.getRGB() ? 1 : 0;
        }
        return count;
    }

    /** The row with most pixels of a colour. */
    int rowOf(Color colour) {
        int best = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            best = inRow(y, colour) > inRow(best, colour) ? y : best;
        }
        assertThat(inRow(best, colour)).as("pixels of %s", colour).isPositive();
        return best;
    }

    /** The column with most pixels of a colour. */
    int columnOf(Color colour) {
        int best = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            best = inColumn(x, colour) > inColumn(best, colour) ? x : best;
        }
        assertThat(inColumn(best, colour)).as("pixels of %s", colour).isPositive();
        return best;
    }

    /** Whether the image of MNIST's size is painted here, each pixel a square of {@code scale}. */
    void shows(Images images, int i, int scale, int left, int top) {
        float[] pixels = new float[MnistForm.PIXELS];
        images.copy(i, pixels, 0);
        shows(pixels, scale, left, top);
    }

    /** The same of pixels, 0 to 1. */
    void shows(float[] pixels, int scale, int left, int top) {
        for (int y = 0; y < MnistForm.SIDE * scale; y++) {
            for (int x = 0; x < MnistForm.SIDE * scale; x++) {
                int level = Math.round(255 * pixels[y / scale * MnistForm.SIDE + x / scale]);
                assertThat(at(left + x, top + y))
                        .as("pixel %d, %d of the tile at %d, %d", x, y, left, top)
                        .isEqualTo(new Color(level, level, level));
            }
        }
    }

    /** Where a text stands, written in the colour of ink on the ground: the left ends of its base lines. */
    List<Point> places(String text, int size) {
        return places(text, size, theme.ink(), theme.ground());
    }

    /** Where a text stands, in this colour on that ground: the left ends of its base lines. */
    List<Point> places(String text, int size, Color ink, Color ground) {
        BufferedImage word = new BufferedImage(8 * size * text.length(), 4 * size, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = theme.pen(word, size);
        pen.setColor(ground);
        pen.fillRect(0, 0, word.getWidth(), word.getHeight());
        pen.setColor(ink);
        int left = size;
        int baseline = 2 * size;
        pen.drawString(text, left, baseline);
        pen.dispose();
        List<int[]> pixels = inked(word, ground);
        assertThat(pixels).as("a font that can draw %s", text).isNotEmpty();
        List<Point> places = new ArrayList<>();
        for (int y = -baseline; y < picture.getHeight() + baseline; y++) {
            for (int x = -left; x < picture.getWidth(); x++) {
                if (matches(pixels, x, y)) {
                    places.add(new Point(x + left, y + baseline));
                }
            }
        }
        return places;
    }

    /** The pixels of a word that are not ground: column, row, colour. */
    private static List<int[]> inked(BufferedImage word, Color ground) {
        List<int[]> pixels = new ArrayList<>();
        for (int y = 0; y < word.getHeight(); y++) {
            for (int x = 0; x < word.getWidth(); x++) {
                if (word.getRGB(x, y) != ground.getRGB()) {
                    pixels.add(new int[] {x, y, word.getRGB(x, y)});
                }
            }
        }
        return pixels;
    }

    private boolean matches(List<int[]> word, int left, int top) {
        for (int[] pixel : word) {
            int x = left + pixel[0];
            int y = top + pixel[1];
            if (x < 0
                    || y < 0
                    || x >= picture.getWidth()
                    || y >= picture.getHeight()
                    || picture.getRGB(x, y) != pixel[2]) {
                return false;
            }
        }
        return true;
    }
}
