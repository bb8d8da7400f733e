package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two rings side by side, joined by a bridge that is thinner than they are. */
class TouchingDigitsTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 120;

    private static ConnectedComponent piece(boolean... two) {
        boolean[] ink = new boolean[WIDTH * HEIGHT];
        ring(ink, 50);
        if (two.length > 0) {
            ring(ink, 112);
            for (int x = 74; x < 90; x++) {
                for (int y = 58; y < 62; y++) {
                    ink[y * WIDTH + x] = true;
                }
            }
        }
        return ConnectedComponent.of(new Mask(WIDTH, HEIGHT, ink)).get(0);
    }

    private static void ring(boolean[] ink, int centre) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double far = Math.hypot((x - centre) / 0.7, y - 60);
                ink[y * WIDTH + x] |= far > 30 && far < 40;
            }
        }
    }

    @Test
    void theBestCutGoesThroughTheBridge() {
        List<List<ConnectedComponent>> cuts = TouchingDigits.cuts(piece(true), WIDTH);
        assertThat(cuts).isNotEmpty().hasSizeLessThanOrEqualTo(4);
        List<ConnectedComponent> best = cuts.get(0);
        assertThat(best).hasSize(2);
        assertThat(best.get(0).box().x()).isEqualTo(piece(true).box().x());
        assertThat(best.get(0).box().right()).isBetween(77, 87);
        assertThat(best.get(1).box().x()).isBetween(76, 86);
        assertThat(best.get(1).box().right()).isEqualTo(piece(true).box().right());
        assertThat(best.get(0).pixels().length + best.get(1).pixels().length)
                .isEqualTo(piece(true).pixels().length);
    }

    @Test
    void everyCutSharesTheInkOut() {
        for (List<ConnectedComponent> cut : TouchingDigits.cuts(piece(true), WIDTH)) {
            assertThat(cut.get(0).pixels()).doesNotContain(cut.get(1).pixels());
            assertThat(cut.get(0).pixels().length + cut.get(1).pixels().length)
                    .isEqualTo(piece(true).pixels().length);
            assertThat(cut)
                    .allMatch(half ->
                            half.box().height() >= 0.4 * piece(true).box().height());
            assertThat(cut)
                    .allMatch(half -> half.pixels().length >= 0.15 * piece(true).pixels().length);
        }
    }

    /** A second cut is worth a look only where it is another one: of the many columns of a long bridge a few are enough. */
    @Test
    void cutsAreApart() {
        boolean[] ink = new boolean[WIDTH * HEIGHT];
        for (int y = 20; y < 100; y++) {
            for (int x = 20; x < 170; x++) {
                ink[y * WIDTH + x] = x < 60 || x >= 130 || (y >= 58 && y < 61);
            }
        }
        List<Integer> places =
                TouchingDigits.cuts(
                                ConnectedComponent.of(new Mask(WIDTH, HEIGHT, ink))
                                        .get(0),
                                WIDTH)
                        .stream()
                        .map(cut -> cut.get(0).box().right())
                        .sorted()
                        .toList();
        assertThat(places).hasSizeGreaterThan(1);
        for (int i = 1; i < places.size(); i++) {
            assertThat(places.get(i) - places.get(i - 1)).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void whatIsMuchWiderThanHighIsNoPair() {
        int[] bar = IntStream.range(0, 190 * 80)
                .map(i -> (20 + i / 190) * WIDTH + i % 190)
                .filter(p -> p % WIDTH < 60 || p % WIDTH > 100 || p / WIDTH > 90)
                .toArray();
        assertThat(TouchingDigits.cuts(ConnectedComponent.of(bar, WIDTH), WIDTH))
                .isEmpty();
        int[] pair = IntStream.range(0, 150 * 80)
                .filter(i -> i % 150 < 60 || i % 150 > 90 || i / 150 > 70)
                .map(i -> (20 + i / 150) * WIDTH + i % 150)
                .toArray();
        assertThat(TouchingDigits.cuts(ConnectedComponent.of(pair, WIDTH), WIDTH))
                .isNotEmpty();
    }

    @Test
    void whatIsHigherThanWideIsOneDigit() {
        assertThat(TouchingDigits.cuts(piece(), WIDTH)).isEmpty();
    }
}
