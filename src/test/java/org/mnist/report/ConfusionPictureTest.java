package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.network.Task;

/** The picture is read back cell by cell, from a matrix that is another one when it is transposed. */
class ConfusionPictureTest {
    private static final int MARGIN = 64;
    private static final int CELL = 64;
    private static final Theme THEME = Theme.LIGHT;

    /** A thousand of each digit; eight threes are taken for fives, two fives for threes, forty fours for nines. */
    private final Sheet picture = new Sheet(
            ConfusionPicture.draw(counts(), Task.MNIST.classes(), Drawing.WIDE).image(THEME), THEME);

    private static List<List<Integer>> counts() {
        List<List<Integer>> rows = new ArrayList<>();
        for (int digit = 0; digit < 10; digit++) {
            List<Integer> row = new ArrayList<>(Collections.nCopies(10, 0));
            row.set(digit, 1000);
            rows.add(row);
        }
        move(rows, 3, 5, 8);
        move(rows, 5, 3, 2);
        move(rows, 4, 9, 40);
        rows.set(8, Collections.nCopies(10, 0));
        return rows;
    }

    private static void move(List<List<Integer>> rows, int actual, int predicted, int count) {
        rows.get(actual).set(predicted, count);
        rows.get(actual).set(actual, 1000 - count);
    }

    private Sheet cell(int actual, int predicted) {
        return picture.part(MARGIN + CELL * predicted, MARGIN + CELL * actual, CELL, CELL);
    }

    /** A pixel that no text covers. */
    private Color fill(int actual, int predicted) {
        return cell(actual, predicted).at(4, 4);
    }

    private static int distance(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed())
                + Math.abs(a.getGreen() - b.getGreen())
                + Math.abs(a.getBlue() - b.getBlue());
    }

    private int strength(int actual, int predicted) {
        return distance(fill(actual, predicted), THEME.ground());
    }

    @Test
    void rowsAreActualAndColumnsPredicted() {
        assertThat(strength(4, 9)).as("40 of 1000").isGreaterThan(strength(3, 5) + 20);
        assertThat(strength(3, 5)).as("8 of 1000").isGreaterThan(strength(5, 3) + 20);
        assertThat(strength(5, 3)).as("2 of 1000").isGreaterThan(strength(9, 4) + 20);
        assertThat(strength(9, 4)).as("none").isLessThan(20).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "3, 5, 8, 0.8 %",
        "5, 3, 2, 0.2 %",
        "4, 9, 40, 4.0 %",
        "3, 3, 992, 99.2 %",
        "4, 4, 960, 96.0 %",
        "0, 0, 1000, 100.0 %",
    })
    void aCellSaysItsCountAndItsShareOfTheRow(int actual, int predicted, String count, String share) {
        Color fill = fill(actual, predicted);
        Sheet cell = cell(actual, predicted);
        Color ink = THEME.ink();
        assertThat(cell.places(count, 15, ink, fill)).hasSize(1);
        assertThat(cell.places(share, 11, ink, fill)).hasSize(1);
        assertThat(cell.places(count, 15, ink, fill).get(0).y)
                .as("the count is above the share")
                .isLessThan(cell.places(share, 11, ink, fill).get(0).y - 10);
    }

    @Test
    void whatNeverHappenedSaysZeroFaintlyAndNoShare() {
        for (int predicted : new int[] {3, 8}) {
            Sheet cell = cell(8, predicted);
            assertThat(cell.places("0", 15, THEME.faint(), cell.at(4, 4))).hasSize(1);
            assertThat(cell.places("0.0 %", 11, THEME.faint(), cell.at(4, 4))).isEmpty();
            assertThat(cell.places("0.0 %", 11, Color.BLACK, cell.at(4, 4))).isEmpty();
        }
    }

    /** The commonest mistake has its full colour; what is right grows with its share. */
    @Test
    void coloursAreAsStrongAsSharesAre() {
        assertThat(fill(4, 9)).isEqualTo(THEME.blend(THEME.mark(), 0.5));
        assertThat(fill(3, 5)).isEqualTo(THEME.blend(THEME.mark(), 0.5 * Math.sqrt(0.008 / 0.04)));
        assertThat(fill(0, 0)).isEqualTo(THEME.blend(THEME.validation(), 0.1 + 0.4));
        assertThat(fill(4, 4)).isEqualTo(THEME.blend(THEME.validation(), 0.1 + 0.4 * 0.96));
        assertThat(fill(0, 1)).isEqualTo(THEME.blend(THEME.mark(), 0.02));
    }

    /** A mistake in a thousand is no deep red, though it is the commonest. */
    @Test
    void rareMistakesArePaleIfThereAreNoOthers() {
        List<List<Integer>> counts = counts();
        counts.get(4).set(9, 0);
        Sheet rare = new Sheet(
                ConfusionPicture.draw(counts, Task.MNIST.classes(), Drawing.WIDE)
                        .image(THEME),
                THEME);
        assertThat(rare.part(MARGIN + CELL * 5, MARGIN + CELL * 3, CELL, CELL).at(4, 4))
                .isEqualTo(THEME.blend(THEME.mark(), 0.5 * Math.sqrt(0.008 / 0.02)));
    }

    /** Text is legible on every fill, in the light and in the dark: 4.5 to 1 (WCAG 2.1). */
    @Test
    void textStandsOutFromItsCell() {
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            Sheet sheet = new Sheet(
                    ConfusionPicture.draw(counts(), Task.MNIST.classes(), Drawing.WIDE)
                            .image(theme),
                    theme);
            for (int[] at : new int[][] {{4, 9}, {5, 3}, {0, 0}, {4, 4}}) {
                Color fill = sheet.part(MARGIN + CELL * at[1], MARGIN + CELL * at[0], CELL, CELL)
                        .at(4, 4);
                double ink = luminance(theme.ink());
                double ground = luminance(fill);
                assertThat((Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05))
                        .as("%s, %d taken for %d", theme.name(), at[0], at[1])
                        .isGreaterThan(4.5);
            }
        }
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int level) {
        double share = level / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Test
    void digitsAndAxesAreNamed() {
        Sheet above = picture.part(0, 0, MARGIN + 10 * CELL, MARGIN);
        Sheet beside = picture.part(0, 0, MARGIN, MARGIN + 10 * CELL);
        for (int digit = 0; digit < 10; digit++) {
            int middle = MARGIN + digit * CELL + CELL / 2;
            assertThat(above.places(Integer.toString(digit), 15))
                    .as("digit %d above its column", digit)
                    .anyMatch(place -> Math.abs(place.x + 4 - middle) <= 2);
            assertThat(beside.places(Integer.toString(digit), 15))
                    .as("digit %d beside its row", digit)
                    .anyMatch(place -> Math.abs(place.y - 5 - middle) <= 2);
        }
        assertThat(above.places("predicted", 15)).hasSize(1);
        assertThat(above.places("actual", 15)).isEmpty();
        assertThat(lengthOfTheUpwardText(beside)).isCloseTo(width("actual"), within(3));
    }

    private static int width(String text) {
        return THEME.pen(THEME.sheet(1, 1), 15).getFontMetrics().stringWidth(text);
    }

    /** The rows of the left margin, left of the digits, from the first with ink to the last. */
    private static int lengthOfTheUpwardText(Sheet margin) {
        Sheet strip = margin.part(0, 0, 30, margin.picture().getHeight());
        int[] rows = IntStream.range(0, margin.picture().getHeight())
                .filter(y -> strip.inRow(y, THEME.ground()) < 30)
                .toArray();
        int last = rows[rows.length - 1];
        assertThat((rows[0] + last) / 2).isCloseTo(MARGIN + 5 * CELL, within(2));
        return last - rows[0] + 1;
    }

    /** Counts of many classes: each right 90 times of 100, and taken for the next but one 10 times. */
    private static List<List<Integer>> many(int classes) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            List<Integer> row = new ArrayList<>(Collections.nCopies(classes, 0));
            row.set(label, 90);
            row.set((label + 2) % classes, 10);
            rows.add(row);
        }
        return rows;
    }

    private static List<String> named(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "kind " + i).toList();
    }

    /** What is right lies on a line from corner to corner: where its first and last squares are tells where all are. */
    private static int[] square(Sheet sheet, int classes, int row, int column) {
        Color right = THEME.blend(THEME.validation(), 0.1 + 0.4 * 0.9);
        int left = 0;
        while (sheet.inColumn(left, right) == 0) {
            left++;
        }
        int top = 0;
        while (sheet.inRow(top, right) == 0) {
            top++;
        }
        int cell = (sheet.picture().getWidth() - 16 - (left - 1)) / classes;
        return new int[] {left - 1 + column * cell, top - 1 + row * cell, cell};
    }

    private static Sheet cell(Sheet sheet, int classes, int row, int column) {
        int[] square = square(sheet, classes, row, column);
        return sheet.part(square[0], square[1], square[2], square[2]);
    }

    /** With more classes cells are smaller; each still says its count, and none its share or that it is 0. */
    @ParameterizedTest
    @CsvSource({"11, 64, 15", "14, 56, 15", "26, 30, 11", "47, 17, 11"})
    void manyClassesHaveSmallCellsWithTheirCounts(int classes, int side, int size) {
        Sheet sheet = new Sheet(
                ConfusionPicture.draw(many(classes), named(classes), Drawing.WIDE)
                        .image(THEME),
                THEME);
        for (int label : new int[] {0, classes / 2, classes - 1}) {
            Sheet right = cell(sheet, classes, label, label);
            assertThat(right.picture().getWidth()).isEqualTo(side);
            assertThat(inked(right, "90", size)).isTrue();
            Sheet wrong = cell(sheet, classes, label, (label + 2) % classes);
            assertThat(wrong.at(2, 2)).isEqualTo(THEME.blend(THEME.mark(), 0.5));
            assertThat(inked(wrong, "10", size)).isTrue();
            assertThat(inked(wrong, "10.0 %", 11)).isEqualTo(side >= 56);
            Sheet never = cell(sheet, classes, label, (label + 1) % classes);
            assertThat(never.places("0", size, THEME.faint(), never.at(2, 2))).hasSize(side >= 56 ? 1 : 0);
        }
        assertThat(sheet.picture().getWidth()).isLessThanOrEqualTo(Drawing.WIDE);
    }

    private static boolean inked(Sheet cell, String text, int size) {
        return !cell.places(text, size, THEME.ink(), cell.at(2, 2)).isEmpty();
    }

    /** Names stand before their rows and, turned where they are wider than a cell, above their columns. */
    @Test
    void namesStandAtTheirRowsAndColumns() {
        int classes = 26;
        Sheet sheet = new Sheet(
                ConfusionPicture.draw(many(classes), named(classes), Drawing.WIDE)
                        .image(THEME),
                THEME);
        for (int label : new int[] {0, 7, 25}) {
            int[] square = square(sheet, classes, label, label);
            assertThat(sheet.part(0, square[1], square[0], square[2]).places("kind " + label, 11))
                    .hasSize(1);
            // A turned letter has other pixels than one that stands; its length is the same.
            int bottom = square(sheet, classes, 0, 0)[1];
            Sheet above = sheet.part(square[0], 30, square[2], bottom - 30);
            int[] inked = IntStream.range(0, bottom - 30)
                    .filter(y -> above.inRow(y, THEME.ground()) < square[2])
                    .toArray();
            int width = THEME.pen(THEME.sheet(1, 1), 11).getFontMetrics().stringWidth("kind " + label);
            assertThat(inked[inked.length - 1] - inked[0] + 1)
                    .as("above column %d", label)
                    .isCloseTo(width, within(3));
            assertThat(bottom - 30 - inked[inked.length - 1]).isBetween(9, 13);
        }
    }

    @Test
    void longNamesAreCut() {
        List<String> names = new ArrayList<>(named(12));
        names.set(4, "a garment for those days on which it rains");
        Sheet sheet =
                new Sheet(ConfusionPicture.draw(many(12), names, Drawing.WIDE).image(THEME), THEME);
        assertThat(sheet.places("a garment for", 15)).hasSize(1);
        assertThat(sheet.places("…", 15)).isNotEmpty();
        assertThat(sheet.places("rains", 15)).isEmpty();
        assertThat(square(sheet, 12, 0, 0)[0]).isLessThanOrEqualTo(30 + 150 + 14);
    }

    /** Of more classes than there is room for those with most mistakes are drawn, in their order, and the sheet says so. */
    @ParameterizedTest
    @CsvSource({"900, 49", "350, 15"})
    void ofVeryManyClassesTheMostConfusedAreDrawn(int width, int drawn) {
        int classes = 100;
        List<List<Integer>> counts = many(classes);
        for (int label = 30; label < 30 + drawn; label++) {
            counts.get(label).set(label, 80);
            counts.get(label).set(label == 29 + drawn ? 30 : label + 1, 10);
        }
        Drawing drawing = ConfusionPicture.draw(counts, named(classes), width);
        assertThat(drawing.width()).isLessThanOrEqualTo(width);
        String svg = drawing.svg();
        assertThat(svg.contains(">the " + drawn + " of 100 classes with most mistakes<"))
                .as("words on what is left out")
                .isTrue();
        for (int label = 0; label < classes; label++) {
            assertThat(svg.contains(">kind " + label + "<"))
                    .as("kind %d", label)
                    .isEqualTo(label >= 30 && label < 30 + drawn);
        }
        assertThat(ConfusionPicture.draw(many(15), named(15), width).svg()).doesNotContain("with most mistakes");
    }

    /** A class that others are taken for is confused too, though its own images are all told right. */
    @Test
    void whatOthersAreTakenForIsConfused() {
        int classes = 70;
        List<List<Integer>> counts = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            List<Integer> row = new ArrayList<>(Collections.nCopies(classes, 0));
            row.set(label, 90);
            row.set(69, row.get(69) + (label < 50 ? 1 : 0));
            counts.add(row);
        }
        String picture =
                ConfusionPicture.draw(counts, named(classes), Drawing.WIDE).svg();
        assertThat(picture).contains(">kind 69<").contains(">kind 47<").doesNotContain(">kind 48<");
    }

    /** On a phone ten digits are all there, and no text is wider than its cell. */
    @Test
    void tenClassesFitOnAPhone() {
        Drawing drawing = ConfusionPicture.draw(counts(), Task.MNIST.classes(), Drawing.NARROW);
        assertThat(drawing.width()).isLessThanOrEqualTo(350);
        assertThat(drawing.svg()).contains(">40<").contains(">992<").doesNotContain("%<");
    }

    /** Names are text, whatever is in them. */
    @Test
    void namesAreEscaped() {
        List<String> names = new ArrayList<>(named(11));
        names.set(3, "<b>&\"x");
        assertThat(ConfusionPicture.draw(many(11), names, Drawing.WIDE).svg())
                .contains(">&lt;b&gt;&amp;&quot;x<")
                .doesNotContain("<b>");
    }
}
