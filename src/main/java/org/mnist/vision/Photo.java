package org.mnist.vision;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.mnist.data.Images;
import org.mnist.picture.Picture;

/**
 * A picture that a person has: a photo of digits on paper, a scan, a screenshot.
 *
 * @param picture upright, and no larger than is needed
 * @param step how many of the file's pixels one of the picture's is wide
 * @param boxes where in the file's upright picture something may be a digit, line by line from left to right
 * @param digits each of them alone, in MNIST's form; the labels mean nothing
 */
public record Photo(BufferedImage picture, int step, List<Box> boxes, Images digits) {
    /** The longest side that is worked on, in pixels: digits stay large enough, and noise goes. */
    private static final int LARGEST = 1200;

    /** The brightness, 0 to 1, below which the ground of a picture is as black as that of MNIST's own images. */
    private static final double BLACK = 0.125;

    /** Finds the digits of a picture. */
    public static Photo of(Picture picture) {
        return of(picture.image(), picture.step());
    }

    /**
     * Finds the digits of a picture that is upright.
     *
     * @param step how many of the file's pixels one of the picture's is wide
     */
    static Photo of(BufferedImage picture, int step) {
        GrayImage light = Luminance.of(picture);
        if (light.width() == DigitForm.SIDE && light.height() == DigitForm.SIDE && isOnBlack(light)) {
            return new Photo(
                    picture,
                    step,
                    List.of(new Box(0, 0, DigitForm.SIDE, DigitForm.SIDE)),
                    DigitForm.images(List.of(bytes(light))));
        }
        double shrink = Math.max(1, Math.max(light.width(), light.height()) / (double) LARGEST);
        GrayImage smaller =
                light.scaled((int) Math.max(1, light.width() / shrink), (int) Math.max(1, light.height() / shrink));
        return Ink.of(smaller)
                .map(ink -> of(picture, step, shrink, ink))
                .orElseGet(() -> new Photo(picture, step, List.of(), DigitForm.images(List.of())));
    }

    private static Photo of(BufferedImage picture, int step, double shrink, Ink ink) {
        List<ConnectedComponent> components = DigitFinder.find(RuledLines.erased(Mask.of(ink)), ink);
        return new Photo(
                picture,
                step,
                components.stream()
                        .map(component -> component.box().times(step * shrink))
                        .toList(),
                DigitForm.images(components.stream()
                        .map(component -> Normaliser.normalise(component, ink))
                        .toList()));
    }

    private static boolean isOnBlack(GrayImage light) {
        List<Float> border = new ArrayList<>();
        for (int i = 0; i < DigitForm.SIDE; i++) {
            border.addAll(List.of(
                    light.at(i, 0), light.at(i, DigitForm.SIDE - 1), light.at(0, i), light.at(DigitForm.SIDE - 1, i)));
        }
        border.sort(null);
        return border.get(border.size() / 2) < BLACK;
    }

    private static byte[] bytes(GrayImage light) {
        byte[] pixels = new byte[DigitForm.PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * light.values()[i]);
        }
        return pixels;
    }
}
