package org.mnist.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.mnist.network.Shape;
import org.mnist.vision.WholePicture;
import org.mnist.vision.WholeReader.Answer;
import org.mnist.vision.WholeReader.Guess;

/** A picture that was read as a whole: the picture, what the network saw of it, and the most probable classes. */
public final class WholeExplanation {
    private static final int WIDTH = 720;
    private static final int HIGHEST = 480;
    private static final int GAP = 16;

    /** The side of what the network saw, as near as whole multiples come to it. */
    private static final int SIDE = 256;

    /** The most classes that are named. */
    private static final int MOST = 12;

    private static final int LINE = 20;
    private static final int NAME = 170;
    private static final int SHARE = 70;

    private WholeExplanation() {}

    /**
     * Draws the explanation.
     *
     * @throws org.mnist.base.Failure of kind UNAVAILABLE if this Java cannot draw text
     */
    public static BufferedImage draw(WholePicture picture, Answer answer) {
        Pictures.requireCanDraw();
        return draw(picture.picture(), answer, Theme.LIGHT);
    }

    static BufferedImage draw(BufferedImage picture, Answer answer, Theme theme) {
        Shape image = answer.seen().image();
        double shrink =
                Math.min(1, Math.min((WIDTH - 2.0 * GAP) / picture.getWidth(), (double) HIGHEST / picture.getHeight()));
        int width = (int) Math.max(1, shrink * picture.getWidth());
        int height = (int) Math.max(1, shrink * picture.getHeight());
        int scale = Math.max(1, SIDE / Math.max(image.height(), image.width()));
        int classes = Math.min(MOST, answer.guesses().size());
        int below = Math.max(scale * image.height(), 2 * LINE + classes * LINE);
        BufferedImage sheet = theme.sheet(WIDTH, GAP + height + GAP + below + GAP);
        Graphics2D pen = theme.pen(sheet, 13);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, GAP, GAP, width, height, null);
        int top = GAP + height + GAP;
        ImageTile.paint(answer.seen(), 0, scale, sheet, GAP, top);
        int left = GAP + scale * image.width() + GAP;
        Guess best = answer.best();
        pen.setFont(pen.getFont().deriveFont(16f));
        String share = String.format(Locale.ROOT, ", %.2f %%", 100 * best.probability());
        int room = WIDTH - GAP - left - pen.getFontMetrics().stringWidth(share);
        pen.drawString(Labels.fitted(pen.getFontMetrics(), best.name(), best.label(), room) + share, left, top + 18);
        pen.setFont(pen.getFont().deriveFont(13f));
        for (int i = 0; i < classes; i++) {
            bar(pen, answer.guesses().get(i), left, top + 2 * LINE + i * LINE, theme);
        }
        pen.dispose();
        return sheet;
    }

    private static void bar(Graphics2D pen, Guess guess, int left, int top, Theme theme) {
        int start = left + NAME + 8;
        int longest = WIDTH - GAP - SHARE - start;
        pen.setColor(theme.ink());
        String name = Labels.fitted(pen.getFontMetrics(), guess.name(), guess.label(), NAME);
        pen.drawString(name, left + NAME - pen.getFontMetrics().stringWidth(name), top + 14);
        String share = String.format(Locale.ROOT, "%.2f %%", 100 * guess.probability());
        pen.drawString(share, WIDTH - GAP - pen.getFontMetrics().stringWidth(share), top + 14);
        pen.setColor(theme.validation());
        pen.fillRect(start, top + 4, (int) Math.max(1, Math.round(longest * guess.probability())), 11);
    }
}
