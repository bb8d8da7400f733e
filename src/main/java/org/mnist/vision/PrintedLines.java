package org.mnist.vision;

import java.util.Arrays;
import java.util.List;

/**
 * Takes lines that were there before the writing out of a mask: those of ruled or squared paper, which run over the whole
 * page, and those of printed boxes and tables, which form a frame. The strokes that cross them stay whole.
 */
final class PrintedLines {
    /** The share of the columns that a line on paper covers: faint ones have gaps. */
    private static final double RULED = 0.4;

    /** The share that the line of a frame covers. */
    private static final double PRINTED = 0.6;

    /** The thickness of the thickest line, as a share of the picture's width, or of the frame's shorter side. */
    private static final double THICKNESS = 0.03;

    private static final double FRAME_THICKNESS = 0.1;

    /** The fewest lines that are ruling whatever they look like; a digit or two have no more strokes from edge to edge. */
    private static final int RULING = 3;

    /** For how much of the width each of fewer lines runs on, at least, and across which gaps. */
    private static final double RUN = 0.2;

    private static final double GAP = 0.027;

    /** How thick fewer lines are at most, in breadths of the strokes that remain. */
    private static final double THIN = 0.75;

    /** The least side of a frame, in pixels. */
    private static final int LEAST_FRAME = 16;

    /** The share of the frame's height or width that its outermost lines are apart, at least. */
    private static final double SPREAD = 0.6;

    /** The height of what a frame is around, as a share of its shorter side, at least. */
    private static final double CONTENT = 0.2;

    private PrintedLines() {}

    /** A mask without printed lines; in that of a single digit, whose strokes go from edge to edge, none are looked for. */
    static Mask erased(Mask mask) {
        if (Math.max(mask.width(), mask.height()) <= DigitFinder.ALONE) {
            return mask;
        }
        return rulingErased(rulingErased(framesErased(mask)).transposed()).transposed();
    }

    private static Mask rulingErased(Mask mask) {
        StraightLines found = StraightLines.lying(mask, RULED, Math.max(3, (int) (THICKNESS * mask.width())));
        StraightLines lines = found.bands().size() < RULING ? found.runningOn(mask, RUN, GAP) : found;
        if (lines.bands().isEmpty()) {
            return mask;
        }
        Mask erased = lines.erasedFrom(mask);
        int thickness = lines.bands().stream()
                .mapToInt(StraightLines.Band::thickness)
                .max()
                .orElse(0);
        boolean ruling = lines.bands().size() >= RULING || thickness < THIN * erased.breadth();
        return ruling ? erased : mask;
    }

    private static Mask framesErased(Mask mask) {
        int reach = Math.max(1, Math.min(mask.width(), mask.height()) / 200);
        Mask left = mask;
        for (ConnectedComponent component : ConnectedComponent.of(mask.grown(reach))) {
            Box box = component.box().without(reach, mask.width(), mask.height());
            if (Math.min(box.width(), box.height()) >= LEAST_FRAME) {
                left = frameErased(left, box, component);
            }
        }
        return left;
    }

    private static Mask frameErased(Mask mask, Box box, ConnectedComponent component) {
        Mask frame = pixels(mask, box, component);
        int thickest = Math.max(3, (int) (FRAME_THICKNESS * Math.min(box.width(), box.height())));
        StraightLines lying = StraightLines.lying(frame, PRINTED, thickest);
        StraightLines standing = StraightLines.lying(frame.transposed(), PRINTED, thickest);
        if (!isFrame(lying, box.height(), standing, box.width())) {
            return mask;
        }
        Mask all = mask.part(box);
        Mask inside = standing.erasedFrom(lying.erasedFrom(all).transposed()).transposed();
        int least = (int) Math.max(3, CONTENT * Math.min(box.width(), box.height()));
        List<ConnectedComponent> content = ConnectedComponent.of(inside).stream()
                .filter(one -> one.box().height() >= least)
                .toList();
        return content.isEmpty() ? mask : replaced(mask, box, content);
    }

    private static boolean isFrame(StraightLines lying, int height, StraightLines standing, int width) {
        return (isPair(lying, height) && !standing.bands().isEmpty())
                || (isPair(standing, width) && !lying.bands().isEmpty());
    }

    private static boolean isPair(StraightLines lines, int side) {
        int count = lines.bands().size();
        return count > 1
                && lines.bands().get(count - 1).first() - lines.bands().get(0).first() >= SPREAD * side;
    }

    /** The ink of a component alone, as far as it is in a box. */
    private static Mask pixels(Mask mask, Box box, ConnectedComponent component) {
        boolean[] own = new boolean[box.width() * box.height()];
        for (int pixel : component.pixels()) {
            int x = pixel % mask.width();
            int y = pixel / mask.width();
            if (box.has(x, y)) {
                own[(y - box.y()) * box.width() + x - box.x()] = mask.at(x, y);
            }
        }
        return new Mask(box.width(), box.height(), own);
    }

    /** The mask with nothing in a box but some components of that part. */
    private static Mask replaced(Mask mask, Box box, List<ConnectedComponent> content) {
        boolean[] ink = mask.copy();
        for (int y = box.y(); y < box.bottom(); y++) {
            Arrays.fill(ink, y * mask.width() + box.x(), y * mask.width() + box.right(), false);
        }
        for (ConnectedComponent component : content) {
            for (int pixel : component.pixels()) {
                ink[(box.y() + pixel / box.width()) * mask.width() + box.x() + pixel % box.width()] = true;
            }
        }
        return new Mask(mask.width(), mask.height(), ink);
    }
}
