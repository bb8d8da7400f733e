package org.mnist.serve;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.mnist.report.Png;

/** A drawn one, as the page would send it: the picture by which the server warms itself up. */
final class WarmUpImage {
    private static final int SIDE = 112;

    private WarmUpImage() {}

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
        return Png.bytes(paper);
    }
}
