package org.mnist.report;

import java.awt.image.BufferedImage;
import org.mnist.data.Images;
import org.mnist.network.Shape;

/** An image as a picture of its size, pixel for pixel, from which it could be read again. */
public final class ImagePicture {
    private ImagePicture() {}

    /** Image {@code i} of several, in grey or in colours. */
    public static BufferedImage of(Images images, int i) {
        Shape image = images.image();
        boolean grey = image.channels() == 1;
        BufferedImage picture = new BufferedImage(
                image.width(), image.height(), grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        int area = image.height() * image.width();
        for (int k = 0; k < area; k++) {
            for (int channel = 0; channel < image.channels(); channel++) {
                picture.getRaster()
                        .setSample(k % image.width(), k / image.width(), channel, images.at(i, channel * area + k));
            }
        }
        return picture;
    }
}
