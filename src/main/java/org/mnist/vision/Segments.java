package org.mnist.vision;

import java.util.ArrayList;
import java.util.List;

/** The bars of seven-segment displays, which lie close but apart: those of a digit are one piece. */
final class Segments {
    /** The share of its box that a bar fills, at least. */
    private static final double FULL = 0.7;

    /** The ratio of a bar's length to its thickness, at least. */
    private static final double LONG = 2;

    /** How far bars of one digit are apart, in their thickness, at most. */
    private static final double APART = 0.8;

    /** The ratio of the thickness of two bars of one digit, at most. */
    private static final double UNLIKE = 1.6;

    private Segments() {}

    /** The pieces of a picture with bars of one digit joined. */
    static List<ConnectedComponent> joined(List<ConnectedComponent> pieces) {
        List<ConnectedComponent> others = new ArrayList<>();
        List<List<ConnectedComponent>> groups = new ArrayList<>();
        for (ConnectedComponent piece : pieces) {
            if (!isBar(piece)) {
                others.add(piece);
                continue;
            }
            List<ConnectedComponent> group = new ArrayList<>(List.of(piece));
            groups.removeIf(other -> {
                boolean near = other.stream().anyMatch(bar -> isNear(bar.box(), piece.box()));
                return near && group.addAll(other);
            });
            groups.add(group);
        }
        groups.forEach(group -> others.add(ConnectedComponent.of(group)));
        return others;
    }

    private static boolean isBar(ConnectedComponent piece) {
        Box box = piece.box();
        return Math.max(box.width(), box.height()) >= LONG * thickness(box)
                && piece.pixels().length >= FULL * box.width() * box.height();
    }

    private static int thickness(Box bar) {
        return Math.min(bar.width(), bar.height());
    }

    private static boolean isNear(Box a, Box b) {
        double thinner = Math.min(thickness(a), thickness(b));
        return Math.max(thickness(a), thickness(b)) <= UNLIKE * thinner
                && -a.sharedColumns(b) <= APART * thinner
                && -a.sharedRows(b) <= APART * thinner;
    }
}
