package org.mnist.vision;

import java.awt.image.BufferedImage;
import org.mnist.data.Images;
import org.mnist.network.Shape;
import org.mnist.picture.Picture;
import org.mnist.picture.ScaledPicture;

/**
 * A picture that is taken as a whole.
 *
 * @param picture upright, and no larger than is needed
 * @param seen the picture in the shape that a network takes, alone; scaled as pictures that networks are trained on are
 */
public record WholePicture(BufferedImage picture, Images seen) {
    /** A picture brought to a shape; inverted, light becomes dark and dark light. */
    static WholePicture of(Picture picture, Shape image, boolean inverted) {
        ScaledPicture scaled = ScaledPicture.of(picture.image(), image.height(), image.width());
        byte[] pixels = image.channels() == 1 ? scaled.grey() : scaled.colours();
        for (int i = 0; inverted && i < pixels.length; i++) {
            pixels[i] = (byte) ~pixels[i]; // 255 less the number
        }
        return new WholePicture(picture.image(), new Images(image, pixels, new int[1]));
    }
}
