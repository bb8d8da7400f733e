package org.mnist.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what may be digits in a mask: takes the pieces of one together, leaves out dust and edges, and orders the rest. */
final class DigitFinder {
    /** Two pieces are one digit if they share that much of the narrower one's columns, */
    private static final double SHARED = 0.4;

    /** and no more rows lie between them than this share of the taller one's. */
    private static final double GAP = 0.2;

    /** What is lower than this share of the tallest is dust, a dot or a dash. */
    private static final double LOWEST = 0.3;

    /** What has less ink than this share of the strongest is a smudge, the edge of a shadow, or print from behind. */
    private static final double FAINTEST = 0.6;

    /** What is so many times as wide as it is high is a dash. */
    private static final double WIDEST = 4;

    /** Fewer pixels from top to bottom cannot be read. */
    private static final int LEAST_ROWS = 7;

    /** Fewer pixels are nothing, */
    private static final int LEAST_PIXELS = 3;

    /** and of more pieces than this, which is noise and no writing, the largest are looked at. */
    private static final int MOST_PIECES = 2000;

    private DigitFinder() {}

    /** What may be digits, line by line from left to right. */
    static List<Blob> find(Mask mask, Ink ink) {
        List<Blob> all = joined(Blob.of(mask)).stream()
                .filter(blob -> !isDash(blob.box()) && blob.box().height() >= LEAST_ROWS)
                .toList();
        List<Blob> inner =
                all.stream().filter(blob -> !isEdge(blob.box(), mask)).toList();
        List<Blob> candidates = inner.isEmpty() ? all : inner;
        int tallest =
                candidates.stream().mapToInt(blob -> blob.box().height()).max().orElse(0);
        List<Blob> tall = candidates.stream()
                .filter(blob -> blob.box().height() >= LOWEST * tallest)
                .toList();
        Map<Blob, Float> strengths = new LinkedHashMap<>();
        tall.forEach(blob -> strengths.put(blob, blob.strength(ink)));
        double strongest = strengths.values().stream()
                .mapToDouble(strength -> strength)
                .max()
                .orElse(0);
        return ordered(tall.stream()
                .filter(blob -> strengths.get(blob) >= FAINTEST * strongest)
                .toList());
    }

    private static boolean isDash(Box box) {
        return box.width() > WIDEST * box.height();
    }

    /** Whether it is what lies around the paper: it runs along more than half of a side of the picture. */
    private static boolean isEdge(Box box, Mask mask) {
        boolean beside = box.x() == 0 || box.right() == mask.width();
        boolean above = box.y() == 0 || box.bottom() == mask.height();
        return (beside && above)
                || (beside && 2 * box.height() > mask.height())
                || (above && 2 * box.width() > mask.width());
    }

    /** Pieces that belong together, as one; each that a group takes in may bring it near to others. */
    private static List<Blob> joined(List<Blob> blobs) {
        List<Group> groups = blobs.stream()
                .filter(blob -> blob.pixels().length >= LEAST_PIXELS)
                .sorted(Comparator.comparingInt(blob -> -blob.pixels().length))
                .limit(MOST_PIECES)
                .map(blob -> new Group(blob.box(), List.of(blob)))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Group> done = new ArrayList<>();
        while (!groups.isEmpty()) {
            Group group = groups.remove(groups.size() - 1);
            Box box = group.box();
            List<Group> near = new ArrayList<>();
            groups.removeIf(other -> belong(box, other.box()) && near.add(other));
            done.removeIf(other -> belong(box, other.box()) && near.add(other));
            if (near.isEmpty()) {
                done.add(group);
            } else {
                groups.add(near.stream().reduce(group, Group::with));
            }
        }
        return done.stream().map(group -> Blob.of(group.parts())).toList();
    }

    private record Group(Box box, List<Blob> parts) {
        Group with(Group other) {
            List<Blob> all = new ArrayList<>(parts);
            all.addAll(other.parts);
            return new Group(box.with(other.box), all);
        }
    }

    private static boolean belong(Box a, Box b) {
        return a.sharedColumns(b) >= SHARED * Math.min(a.width(), b.width())
                && -a.sharedRows(b) <= GAP * Math.max(a.height(), b.height());
    }

    static List<Blob> ordered(List<Blob> blobs) {
        List<List<Blob>> lines = new ArrayList<>();
        for (Blob blob : blobs.stream()
                .sorted(Comparator.comparingInt(blob -> blob.box().y()))
                .toList()) {
            List<Blob> line = lines.stream()
                    .filter(other -> other.stream().anyMatch(b -> onOneLine(b.box(), blob.box())))
                    .findFirst()
                    .orElse(null);
            if (line == null) {
                line = new ArrayList<>();
                lines.add(line);
            }
            line.add(blob);
        }
        return lines.stream()
                .flatMap(line -> line.stream()
                        .sorted(Comparator.comparingInt(blob -> blob.box().x())))
                .toList();
    }

    private static boolean onOneLine(Box a, Box b) {
        return 2 * a.sharedRows(b) >= Math.min(a.height(), b.height());
    }
}
