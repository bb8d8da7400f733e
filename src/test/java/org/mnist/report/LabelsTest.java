package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import org.junit.jupiter.api.Test;

/** A name that is too long is cut, and says so. */
class LabelsTest {
    private static final Graphics2D PEN = Theme.LIGHT.pen(Theme.LIGHT.sheet(1, 1), 12);
    private static final FontMetrics FONT = PEN.getFontMetrics();

    @Test
    void aNameIsCutToTheRoomThereIs() {
        String name = "Ankle boot";
        int whole = FONT.stringWidth(name);
        assertThat(Labels.fitted(FONT, name, 9, whole)).isEqualTo(name);
        for (int width = 30; width < whole; width++) {
            String cut = Labels.fitted(FONT, name, 9, width);
            String letters = cut.substring(0, cut.length() - 1);
            assertThat(cut).endsWith("…").doesNotContain(" …");
            assertThat(name).startsWith(letters);
            assertThat(FONT.stringWidth(cut)).isLessThanOrEqualTo(width);
            assertThat(FONT.stringWidth(name.substring(0, letters.length() + 1) + "…"))
                    .as("no letter is left out that there is room for, spaces aside")
                    .isGreaterThan(letters.endsWith("e") && letters.length() == 5 ? 0 : width);
        }
    }

    @Test
    void oneLetterIsAlwaysThere() {
        assertThat(Labels.fitted(FONT, "Sandal", 1, 0)).isEqualTo("S…");
    }

    /** No font has letters from the area for private use. */
    @Test
    void aNameThatNoFontHasIsItsLabel() {
        assertThat(Labels.fitted(FONT, "\ue123\ue124", 17, 100)).isEqualTo("17");
    }
}
