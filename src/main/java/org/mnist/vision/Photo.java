package org.mnist.vision;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mnist.data.Images;
import org.mnist.picture.Picture;

/**
 * A picture that a person has: a photo of digits on paper, a scan, a screenshot.
 *
 * @param picture upright, and no larger than is needed
 * @param step how many of the file's pixels one of the picture's is wide
 * @param boxes where in the file's upright picture something may be a digit, line by line from left to right
 * @param digits each of them alone, in MNIST's form; the labels mean nothing
 * @param marks the numbers of those that are none, but a point or a dash
 * @param cuts ways to take one of them for two digits that touch
 */
public record Photo(
        BufferedImage picture, int step, List<Box> boxes, Images digits, Set<Integer> marks, List<Cut> cuts) {
    /**
     * One of the digits as two.
     *
     * @param digit its number, from 0
     * @param boxes where its halves are, the left one first
     * @param halves each of them alone, in MNIST's form
     */
    public record Cut(int digit, List<Box> boxes, Images halves) {}

    /** The longest side that is worked on, in pixels: digits stay large enough, and noise goes. */
    private static final int LARGEST = 1200;

    /** The brightness, 0 to 1, below which the ground of a picture is as black as that of MNIST's own images. */
    private static final double BLACK = 0.125;

    /** How far, in pixels, the centre of mass of a digit in MNIST's form is from the middle, at most. */
    private static final double OFF_CENTRE = 2;

    /** The least and greatest length of the longer side of such a digit, whose edges may be faint. */
    private static final int SHORTEST = 15;

    private static final int LONGEST = 22;

    /** A photo in which all are digits, and none may be two. */
    public Photo(BufferedImage picture, int step, List<Box> boxes, Images digits) {
        this(picture, step, boxes, digits, Set.of(), List.of());
    }

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
        if (isReady(light)) {
            return new Photo(
                    picture,
                    step,
                    List.of(new Box(0, 0, DigitForm.SIDE, DigitForm.SIDE)),
                    DigitForm.images(List.of(bytes(light))));
        }
        double shrink = Math.max(1, Math.max(light.width(), light.height()) / (double) LARGEST);
        GrayImage smaller =
                light.scaled((int) Math.max(1, light.width() / shrink), (int) Math.max(1, light.height() / shrink));
        Box place = Panel.of(smaller).orElse(new Box(0, 0, smaller.width(), smaller.height()));
        return Ink.of(smaller.part(place))
                .map(ink -> of(picture, step, shrink, place, ink))
                .orElseGet(() -> new Photo(picture, step, List.of(), DigitForm.images(List.of())));
    }

    private static Photo of(BufferedImage picture, int step, double shrink, Box place, Ink ink) {
        List<DigitFinder.Sign> signs = DigitFinder.find(PrintedLines.erased(Mask.of(ink)), ink);
        List<ConnectedComponent> pieces =
                signs.stream().map(DigitFinder.Sign::piece).toList();
        Set<Integer> marks = new HashSet<>();
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (signs.get(i).mark()) {
                marks.add(i);
                continue;
            }
            for (List<ConnectedComponent> halves :
                    TouchingDigits.cuts(pieces.get(i), ink.amount().width())) {
                cuts.add(new Cut(i, boxes(halves, place, step * shrink), images(halves, ink)));
            }
        }
        return new Photo(picture, step, boxes(pieces, place, step * shrink), images(pieces, ink), marks, cuts);
    }

    private static List<Box> boxes(List<ConnectedComponent> components, Box place, double scale) {
        return components.stream()
                .map(component -> component.box().moved(place.x(), place.y()).times(scale))
                .toList();
    }

    private static Images images(List<ConnectedComponent> components, Ink ink) {
        return DigitForm.images(components.stream()
                .map(component -> Normaliser.normalise(component, ink))
                .toList());
    }

    /**
     * The photo with some of its digits cut.
     *
     * @param chosen the way to cut a digit, by its number
     */
    Photo cut(Map<Integer, Cut> chosen) {
        List<Box> all = new ArrayList<>();
        List<byte[]> images = new ArrayList<>();
        Set<Integer> moved = new HashSet<>();
        for (int i = 0; i < boxes.size(); i++) {
            if (marks.contains(i)) {
                moved.add(all.size());
            }
            Cut cut = chosen.get(i);
            all.addAll(cut == null ? List.of(boxes.get(i)) : cut.boxes());
            images.addAll(
                    cut == null
                            ? List.of(digits.bytes(i))
                            : List.of(cut.halves().bytes(0), cut.halves().bytes(1)));
        }
        return new Photo(picture, step, all, DigitForm.images(images), moved, List.of());
    }

    /** Whether a picture is in MNIST's form already: light on black, as large as a digit there is, and in the middle. */
    private static boolean isReady(GrayImage light) {
        if (light.width() != DigitForm.SIDE || light.height() != DigitForm.SIDE || !isOnBlack(light)) {
            return false;
        }
        GrayImage.Point centre = light.centre();
        int longest = Math.max(extent(light), extent(light.transposed()));
        double middle = (DigitForm.SIDE - 1) / 2.0;
        return Math.abs(centre.x() - middle) <= OFF_CENTRE // not so if there is no light at all
                && Math.abs(centre.y() - middle) <= OFF_CENTRE
                && longest >= SHORTEST
                && longest <= LONGEST;
    }

    /** The number of rows from the first that has light in it to the last. */
    private static int extent(GrayImage light) {
        int first = light.height();
        int last = -1;
        for (int y = 0; y < light.height(); y++) {
            for (int x = 0; x < light.width(); x++) {
                if (light.at(x, y) > 0.5f) {
                    first = Math.min(first, y);
                    last = y;
                }
            }
        }
        return last < 0 ? 0 : last - first + 1;
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
