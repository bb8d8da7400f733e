package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mnist.eval.Calibration;
import org.mnist.testing.FinishedRun;

class CalibrationPictureTest {
    private static final Calibration CALIBRATION = FinishedRun.DIAGNOSIS.calibration();

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group));
    }

    /** The line of a calibrated model goes from corner to corner, which tells where a column must end. */
    @Test
    void columnsAreAsHighAsTheirAccuracies() {
        String svg = CalibrationPicture.draw(CALIBRATION, Drawing.WIDE).svg();
        Matcher diagonal = Pattern.compile(
                        "<line class=\"s-mark\" x1=\"([0-9.]+)\" y1=\"([0-9.]+)\" x2=\"([0-9.]+)\" y2=\"([0-9.]+)\"")
                .matcher(svg);
        assertThat(diagonal.find()).isTrue();
        double left = number(diagonal, 1);
        double bottom = number(diagonal, 2);
        double width = number(diagonal, 3) - left;
        double height = bottom - number(diagonal, 4);
        Matcher column = Pattern.compile(
                        "<rect class=\"f-validation\" x=\"([0-9.]+)\" y=\"([0-9.]+)\" width=\"([0-9.]+)\""
                                + " height=\"([0-9.]+)\"")
                .matcher(svg);
        for (Calibration.Bin bin : CALIBRATION.filled()) {
            assertThat(column.find()).isTrue();
            assertThat(number(column, 1)).isCloseTo(left + bin.low() * width + 1, within(0.02));
            assertThat(number(column, 3)).isCloseTo((bin.high() - bin.low()) * width - 2, within(0.03));
            assertThat(number(column, 4)).isCloseTo(bin.accuracy() * height, within(0.02));
            assertThat(number(column, 2) + number(column, 4)).isCloseTo(bottom, within(0.02));
        }
        assertThat(column.find()).isFalse();
        assertThat(svg)
                .contains(">40<")
                .contains(">960<")
                .contains(">calibrated<")
                .contains(">95 % interval<");
    }

    /** On a phone there is no room for the counts of thousands, and no name of the axis is cut. */
    @Test
    void onAPhoneNothingIsCut() {
        List<Calibration.Bin> bins = new ArrayList<>(CALIBRATION.filled());
        bins.set(1, new Calibration.Bin(14 / 15.0, 1, 9960, 0.985, 0.99));
        Drawing drawing = CalibrationPicture.draw(new Calibration(15, 0.02, 0.9, bins), Drawing.NARROW);
        assertThat(drawing.width()).isEqualTo(350);
        assertThat(drawing.svg()).contains(">100<").doesNotContain("9,960").doesNotContain("…");
    }
}
