package org.mnist.config;

import org.mnist.base.Check;
import org.mnist.network.Task;

/**
 * Random changes of training images, anew in every epoch. Every range is symmetric; 0 leaves that change out.
 *
 * @param rotation degrees, either way
 * @param shift share of the side by which rows, and apart from them columns, move, either way
 * @param zoom share by which height, and apart from it width, becomes larger or smaller
 * @param shear degrees by which columns lean, either way
 * @param elastic standard deviation, in pixels, of a smooth field by which each pixel moves
 * @param crop side of the square in the middle that is blown up to the whole image; {@link #SIDE} leaves it out
 * @param cropShare share of the images that this happens to
 * @param flip share of the images that are mirrored, left to right: for things that have no side, not for digits
 * @param cutout side of a square, somewhere, that is blanked; 0 leaves it out
 * @param offEpochs how many epochs at the end get the images as they are
 */
public record Augmentation(
        double rotation,
        double shift,
        double zoom,
        double shear,
        double elastic,
        int crop,
        double cropShare,
        double flip,
        int cutout,
        int offEpochs) {
    /** The side of the images that lengths in pixels are meant for, MNIST's; they grow with the image. */
    public static final int SIDE = Task.MNIST.width();

    /** The augmentation that changes nothing. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, SIDE, 0, 0, 0, 0);

    /** Checks the ranges. */
    public Augmentation {
        Check.range("rotation", rotation, 0, 180);
        Check.range("shift", shift, 0, 0.5);
        Check.range("zoom", zoom, 0, 0.9);
        Check.range("shear", shear, 0, 60);
        Check.range("elastic", elastic, 0, 5);
        Check.range("crop", crop, SIDE / 2, SIDE);
        Check.range("crop-share", cropShare, 0, 1);
        Check.range("flip", flip, 0, 1);
        Check.range("cutout", cutout, 0, SIDE);
        Check.range("off-epochs", offEpochs, 0, 10_000);
    }

    /** Copy that blanks nothing. */
    public Augmentation withoutCutout() {
        return new Augmentation(rotation, shift, zoom, shear, elastic, crop, cropShare, flip, 0, offEpochs);
    }

    /** Whether nothing is changed. */
    public boolean changesNothing() {
        return rotation == 0
                && shift == 0
                && zoom == 0
                && shear == 0
                && elastic == 0
                && (crop == SIDE || cropShare == 0)
                && flip == 0
                && cutout == 0;
    }
}
