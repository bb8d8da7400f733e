package org.mnist.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.mnist.data.Dataset;
import org.mnist.data.Images;
import org.mnist.network.Task;

/** A look at a data set: a row for each class, with its name, some of its training images, and some of its test images. */
public final class ContactSheet {
    private static final int TRAIN = 12;
    private static final int TEST = 4;
    private static final int GAP = 4;
    private static final int MARGIN = 12;
    private static final int BETWEEN = 20;
    private static final int HEAD = 28;
    private static final int LEAST_TEXT = 14;

    /** A sheet that is higher than this shows its images smaller. */
    private static final int MAX_HEIGHT = 16_000;

    private ContactSheet() {}

    /**
     * Draws a data set; all of it is read.
     *
     * @throws org.mnist.base.Failure of kind UNAVAILABLE if this Java cannot draw text
     */
    public static BufferedImage draw(Dataset dataset) {
        Pictures.requireCanDraw();
        Theme theme = Theme.LIGHT;
        Task task = dataset.task();
        double scale = scale(task);
        int tileWidth = (int) Math.max(1, Math.round(task.width() * scale));
        int tileHeight = (int) Math.max(1, Math.round(task.height() * scale));
        int row = Math.max(tileHeight, LEAST_TEXT) + GAP;
        int names = nameWidth(task, theme) + BETWEEN;
        int testLeft = MARGIN + names + TRAIN * (tileWidth + GAP) + BETWEEN;
        BufferedImage sheet = theme.sheet(
                testLeft + TEST * (tileWidth + GAP) + MARGIN, MARGIN + HEAD + task.classCount() * row + MARGIN);
        Graphics2D pen = theme.pen(sheet, 12);
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                scale < 1
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        pen.drawString("training images", MARGIN + names, MARGIN + 14);
        pen.drawString("test images", testLeft, MARGIN + 14);
        List<List<Integer>> train = chosen(dataset.train(), task.classCount(), TRAIN);
        List<List<Integer>> test = chosen(dataset.test(), task.classCount(), TEST);
        for (int c = 0; c < task.classCount(); c++) {
            int top = MARGIN + HEAD + c * row;
            pen.drawString(printed(task.name(c), pen.getFont()), MARGIN, top + (row - GAP) / 2 + 5);
            paint(pen, dataset.train(), train.get(c), MARGIN + names, top, tileWidth, tileHeight);
            paint(pen, dataset.test(), test.get(c), testLeft, top, tileWidth, tileHeight);
        }
        pen.dispose();
        return sheet;
    }

    /** Twice as large if that is still small, and as small as all classes need. */
    private static double scale(Task task) {
        double wanted = Math.max(1, 56 / Math.max(task.height(), task.width()));
        double rows = (double) (MAX_HEIGHT - HEAD - 2 * MARGIN) / task.classCount() - GAP;
        return Math.min(wanted, rows / task.height());
    }

    private static int nameWidth(Task task, Theme theme) {
        Graphics2D pen = theme.pen(theme.sheet(1, 1), 12);
        int width = task.classes().stream()
                .mapToInt(name -> pen.getFontMetrics().stringWidth(printed(name, pen.getFont())))
                .max()
                .orElse(0);
        pen.dispose();
        return width;
    }

    /** A name without the characters that the font does not have, unless nothing would be left. */
    private static String printed(String name, Font font) {
        StringBuilder known = new StringBuilder();
        name.codePoints().filter(font::canDisplay).forEach(known::appendCodePoint);
        return known.toString().isBlank() ? name : known.toString().strip();
    }

    /** Some images of each class, from all over the data. */
    private static List<List<Integer>> chosen(Images images, int classes, int wanted) {
        List<List<Integer>> all = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            all.add(new ArrayList<>());
        }
        for (int i = 0; i < images.count(); i++) {
            if (images.label(i) >= 0) {
                all.get(images.label(i)).add(i);
            }
        }
        return all.stream()
                .map(one -> {
                    List<Integer> some = new ArrayList<>();
                    int count = Math.min(wanted, one.size());
                    for (int k = 0; k < count; k++) {
                        some.add(one.get((int) ((long) k * one.size() / count)));
                    }
                    return some;
                })
                .toList();
    }

    private static void paint(
            Graphics2D pen, Images images, List<Integer> chosen, int left, int top, int width, int height) {
        int x = left;
        for (int i : chosen) {
            BufferedImage tile =
                    new BufferedImage(images.image().width(), images.image().height(), BufferedImage.TYPE_INT_RGB);
            ImageTile.paint(images, i, 1, tile, 0, 0);
            pen.drawImage(tile, x, top, width, height, null);
            x += width + GAP;
        }
    }
}
