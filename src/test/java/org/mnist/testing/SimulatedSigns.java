package org.mnist.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.Random;
import org.mnist.data.Images;
import org.mnist.picture.Picture;
import org.mnist.vision.Photo;

/** Signs that many simulated hands wrote with pens of many breadths, as they are read from pictures, in MNIST's form. */
final class SimulatedSigns {
    private final Random random = new Random(1);
    private final Hand hand;

    SimulatedSigns(long seed) {
        hand = Hand.wild(seed);
    }

    /** One sign; none if it fell into pieces, which are other signs. */
    Optional<Images> written(char sign) {
        int height = 60 + random.nextInt(60);
        double pen = height * (0.03 + 0.13 * random.nextDouble());
        BufferedImage paper = new BufferedImage(2 * height, 2 * height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D ink = paper.createGraphics();
        ink.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        ink.setColor(Color.WHITE);
        ink.fillRect(0, 0, paper.getWidth(), paper.getHeight());
        ink.setColor(Color.BLACK);
        hand.write(ink, sign, 0.6 * height, 0.5 * height, height, pen);
        ink.dispose();
        Images found = Photo.of(new Picture(paper, 1, false)).digits();
        return found.count() == 1 ? Optional.of(found) : Optional.empty();
    }

    /** So many digits, with their labels. */
    Images digits(int count) {
        return signs("0123456789", count);
    }

    /** So many letters and other signs; their labels mean nothing. */
    Images others(int count) {
        return signs(Hand.MANY_OTHERS, count);
    }

    private Images signs(String signs, int count) {
        Images.Builder all = new Images.Builder(MnistForm.SHAPE);
        for (int i = 0; all.count() < count; i++) {
            int which = i % signs.length();
            written(signs.charAt(which)).ifPresent(image -> all.add(image.bytes(0), 0, which));
        }
        return all.build();
    }
}
