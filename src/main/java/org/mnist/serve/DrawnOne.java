package org.mnist.serve;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A picture such as the page sends. */
final class DrawnOne {
    private static final int SIDE = 112;

    private DrawnOne() {}

    /** A thick stroke from top to bottom on white paper, as PNG. */
    static byte[] png() {
        BufferedImage paper = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = paper.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, SIDE, SIDE);
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(SIDE / 12f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawLine(SIDE / 2, SIDE / 6, SIDE * 9 / 20, SIDE * 5 / 6);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(paper, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
