package org.mnist.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds what may be digits in a mask: joins the pieces of each, leaves out dust and edges, and orders the rest. */
final class DigitFinder {
    /** The share of the narrower piece's columns that two pieces of one digit have in common, at least. */
    private static final double SHARED = 0.4;

    /** The share of the taller piece's rows that lie between two pieces of one digit, at most. */
    private static final double GAP = 0.2;

    /** The share of the tallest candidate's height below which a piece is dust, a dot or a dash. */
    private static final double LOWEST = 0.3;

    /** The share of the strongest candidate's ink below which a piece is a smudge, a shadow's edge, or print from behind. */
    private static final double FAINTEST = 0.6;

    /** The ratio of width to height above which a piece is a dash. */
    private static final double WIDEST = 4;

    /** The fewest rows that can be read. */
    private static final int LEAST_ROWS = 7;

    /** The fewest pixels of a piece; less is noise. */
    private static final int LEAST_PIXELS = 3;

    /** The longest side of a picture that has no more than one digit. */
    static final int ALONE = 40;

    /** The pixels of a piece from which on it may be a shadow. */
    private static final int LARGE = 400;

    /** The least sharpness of a stroke; a shadow's edge is softer. */
    private static final double SOFTEST = 0.15;

    /** The most pieces that are looked at, the largest first; a page that has more is noise rather than writing. */
    private static final int MOST_PIECES = 2000;

    private static final Comparator<ConnectedComponent> LEFT_TO_RIGHT =
            Comparator.comparingInt(component -> component.box().x());

    private DigitFinder() {}

    /**
     * What was found.
     *
     * @param piece its ink
     * @param mark whether it is a point or a dash of a number, and no digit
     */
    record Sign(ConnectedComponent piece, boolean mark) {}

    /** What may be digits, and the marks between them, line by line from left to right. */
    static List<Sign> find(Mask mask, Ink ink) {
        List<ConnectedComponent> pieces = ConnectedComponent.of(mask).stream()
                .filter(piece -> piece.pixels().length < LARGE || piece.sharpness(mask, ink) >= SOFTEST)
                .toList();
        if (Math.max(mask.width(), mask.height()) <= ALONE) {
            return alone(pieces, mask).map(piece -> new Sign(piece, false)).stream()
                    .toList();
        }
        List<ConnectedComponent> joined = joined(Segments.joined(pieces));
        List<ConnectedComponent> all = joined.stream()
                .filter(component -> !isDash(component.box()) && component.box().height() >= LEAST_ROWS)
                .toList();
        List<ConnectedComponent> inner =
                all.stream().filter(component -> !isEdge(component.box(), mask)).toList();
        List<ConnectedComponent> candidates = inner.isEmpty() ? all : inner;
        int tallest = candidates.stream()
                .mapToInt(component -> component.box().height())
                .max()
                .orElse(0);
        List<ConnectedComponent> tall = candidates.stream()
                .filter(component -> component.box().height() >= LOWEST * tallest)
                .toList();
        double[] strengths =
                tall.stream().mapToDouble(component -> component.strength(ink)).toArray();
        double strongest = Arrays.stream(strengths).max().orElse(0);
        List<ConnectedComponent> digits = IntStream.range(0, strengths.length)
                .filter(i -> strengths[i] >= FAINTEST * strongest)
                .mapToObj(tall::get)
                .toList();
        List<ConnectedComponent> others = joined.stream()
                .filter(component -> !digits.contains(component) && component.strength(ink) >= FAINTEST * strongest)
                .toList();
        return withMarks(lines(digits), others, mask.width());
    }

    /** The digits and the marks between them, in the order of reading. */
    private static List<Sign> withMarks(
            List<List<ConnectedComponent>> lines, List<ConnectedComponent> others, int pictureWidth) {
        return lines.stream()
                .flatMap(line -> Stream.concat(
                                line.stream().map(piece -> new Sign(piece, false)),
                                Marks.of(line, others, pictureWidth).stream().map(piece -> new Sign(piece, true)))
                        .sorted(Comparator.comparing(Sign::piece, LEFT_TO_RIGHT)))
                .toList();
    }

    /** All ink as one digit, which may be broken into pieces, but for what reaches in from the edge. */
    private static Optional<ConnectedComponent> alone(List<ConnectedComponent> pieces, Mask mask) {
        List<ConnectedComponent> inner = pieces.stream()
                .filter(piece -> piece.pixels().length >= LEAST_PIXELS && !isEdge(piece.box(), mask))
                .toList();
        List<ConnectedComponent> digit = inner.isEmpty() ? pieces : inner;
        boolean found = digit.stream()
                .map(ConnectedComponent::box)
                .reduce(Box::with)
                .filter(box -> box.height() >= LEAST_ROWS)
                .isPresent();
        return found ? Optional.of(ConnectedComponent.of(digit)) : Optional.empty();
    }

    private static boolean isDash(Box box) {
        return box.width() > WIDEST * box.height();
    }

    /** Whether a box is of what lies around the paper: a corner, or more than half of a side of the picture. */
    private static boolean isEdge(Box box, Mask mask) {
        boolean beside = box.x() == 0 || box.right() == mask.width();
        boolean above = box.y() == 0 || box.bottom() == mask.height();
        return (beside && above)
                || (beside && 2 * box.height() > mask.height())
                || (above && 2 * box.width() > mask.width());
    }

    /** The components with pieces of one digit joined; each piece that a group takes in may bring it near to others. */
    private static List<ConnectedComponent> joined(List<ConnectedComponent> components) {
        List<Group> groups = components.stream()
                .filter(component -> component.pixels().length >= LEAST_PIXELS)
                .sorted(Comparator.comparingInt(component -> -component.pixels().length))
                .limit(MOST_PIECES)
                .map(component -> new Group(component.box(), List.of(component)))
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
        return done.stream().map(group -> ConnectedComponent.of(group.parts())).toList();
    }

    private record Group(Box box, List<ConnectedComponent> parts) {
        Group with(Group other) {
            List<ConnectedComponent> all = new ArrayList<>(parts);
            all.addAll(other.parts);
            return new Group(box.with(other.box), all);
        }
    }

    private static boolean belong(Box a, Box b) {
        return a.sharedColumns(b) >= SHARED * Math.min(a.width(), b.width())
                && -a.sharedRows(b) <= GAP * Math.max(a.height(), b.height());
    }

    /** Components line by line, each from left to right: a line is what overlaps in at least half of the lower one's rows. */
    static List<List<ConnectedComponent>> lines(List<ConnectedComponent> components) {
        List<List<ConnectedComponent>> lines = new ArrayList<>();
        for (ConnectedComponent component : components.stream()
                .sorted(Comparator.comparingInt(component -> component.box().y()))
                .toList()) {
            List<ConnectedComponent> line = lines.stream()
                    .filter(other -> other.stream().anyMatch(b -> onOneLine(b.box(), component.box())))
                    .findFirst()
                    .orElse(null);
            if (line == null) {
                line = new ArrayList<>();
                lines.add(line);
            }
            line.add(component);
        }
        lines.forEach(line -> line.sort(LEFT_TO_RIGHT));
        return lines;
    }

    private static boolean onOneLine(Box a, Box b) {
        return 2 * a.sharedRows(b) >= Math.min(a.height(), b.height());
    }
}
