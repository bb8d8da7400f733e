package org.mnist.vision;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rectangle of a picture that has a ground of its own, dark where all around is light or light where all around is dark,
 * such as a plotted image in a screenshot: what is to be read is in there.
 */
final class Panel {
    /** The least share of the picture's area. */
    private static final double LEAST = 0.06;

    /** The depth of a panel's rim, as a share of its shorter side. */
    private static final double RIM = 0.05;

    /** The breadth of the surroundings that are looked at, as a share of the same: more than the line of a box has. */
    private static final double AROUND = 0.1;

    /** The share of the rim that is of the panel's kind. */
    private static final double SOLID = 0.9;

    /** The share of the surroundings that is of the other kind; there are words and numbers too. */
    private static final double SOLID_AROUND = 0.75;

    /** What is thinner than so small a part of the picture is no panel. */
    private static final int THIN = 100;

    private static final int LEAST_SIDE = 20;

    private static final Box NONE = new Box(0, 0, 0, 0);

    private Panel() {}

    /** The largest panel of a picture, if it has one. */
    static Optional<Box> of(GrayImage light) {
        float middle = Otsu.of(light).threshold();
        return Stream.of(true, false)
                .map(dark -> largest(light, middle, dark))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Box> largest(GrayImage light, float middle, boolean dark) {
        boolean[] kind = new boolean[light.values().length];
        for (int i = 0; i < kind.length; i++) {
            kind[i] = light.values()[i] < middle == dark;
        }
        Mask mask = new Mask(light.width(), light.height(), kind);
        int thin = Math.max(1, Math.min(mask.width(), mask.height()) / THIN);
        return ConnectedComponent.of(mask.shrunk(thin)).stream() // without the marks of an axis, which reach out of it
                .map(component -> component.box().within(-thin))
                .filter(box -> isPanel(mask, box))
                .map(box -> box.within(Math.max(1, (int) (RIM * Math.min(box.width(), box.height()) / 3))))
                .max((a, b) -> Integer.compare(a.width() * a.height(), b.width() * b.height()));
    }

    private static boolean isPanel(Mask mask, Box box) {
        int side = Math.min(box.width(), box.height());
        long area = (long) box.width() * box.height();
        if (side < LEAST_SIDE
                || area < LEAST * mask.width() * mask.height()
                || box.width() == mask.width()
                || box.height() == mask.height()) {
            return false;
        }
        int rim = Math.max(2, (int) (RIM * side));
        int around = Math.max(4, (int) (AROUND * side));
        return share(mask, box, box.within(rim), true) >= SOLID
                && share(mask, new Box(box.x() - around, box.y(), around - 1, box.height()), NONE, false)
                        >= SOLID_AROUND
                && share(mask, new Box(box.right() + 1, box.y(), around - 1, box.height()), NONE, false) >= SOLID_AROUND
                && share(mask, new Box(box.x(), box.y() - around, box.width(), around - 1), NONE, false) >= SOLID_AROUND
                && share(mask, new Box(box.x(), box.bottom() + 1, box.width(), around - 1), NONE, false)
                        >= SOLID_AROUND;
    }

    /** The share of pixels of a kind in a box, without those in an inner one, as far as they are in the picture; 0 if none is. */
    private static double share(Mask mask, Box outer, Box inner, boolean kind) {
        int all = 0;
        int found = 0;
        for (int y = Math.max(0, outer.y()); y < Math.min(mask.height(), outer.bottom()); y++) {
            for (int x = Math.max(0, outer.x()); x < Math.min(mask.width(), outer.right()); x++) {
                if (!inner.has(x, y)) {
                    all++;
                    found += mask.at(x, y) == kind ? 1 : 0;
                }
            }
        }
        return all == 0 ? 0 : (double) found / all;
    }
}
