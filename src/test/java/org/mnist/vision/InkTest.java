package org.mnist.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InkTest {
    private static GrayImage page(int width, int height, double grain, long seed) {
        Random random = new Random(seed);
        GrayImage page = new GrayImage(width, height);
        for (int i = 0; i < page.values().length; i++) {
            page.values()[i] = (float) Math.max(0, Math.min(1, 0.85 + grain * random.nextGaussian()));
        }
        return page;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.03, 0.06})
    void theGrainOfAnEmptyPageIsNoInk(double grain) {
        assertThat(Ink.of(page(600, 400, grain, 3))).isEmpty();
        assertThat(Ink.of(page(140, 100, grain, 4))).isEmpty();
    }

    /** A stroke of 7 × 36 pixels on a page of 1,200 × 800. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void aSmallStrokeOnALargePageIs(double grain) {
        GrayImage page = page(1200, 800, grain, 5);
        for (int y = 300; y < 336; y++) {
            for (int x = 500; x < 507; x++) {
                page.values()[y * 1200 + x] = 0.15f;
            }
        }
        Ink ink = Ink.of(page).orElseThrow();
        assertThat(ink.amount().at(503, 318)).isGreaterThan(ink.threshold());
        assertThat(ink.amount().at(700, 318)).isLessThan(ink.threshold());
        assertThat(ink.threshold()).isLessThan(0.7f);
    }
}
