package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.experiment.RunResult;
import org.mnist.network.Task;
import org.mnist.report.Pictures.Picture;
import org.mnist.testing.FinishedRun;

/** Each picture of a run is of what its name says. */
class PicturesTest {
    private static final RunResult RESULT = FinishedRun.result();
    private static final float[][][][] KERNELS = {{{{1, 0}, {0, -1}}}};
    private static final List<String> NAMES = Task.MNIST.classes();
    private static final Reported RUN = ReportedRun.of(RESULT, FinishedRun.HISTORY, KERNELS);

    @ParameterizedTest
    @ValueSource(ints = {Drawing.WIDE, Drawing.NARROW})
    void picturesAreOfTheirSubjects(int width) {
        List<Picture> pictures = Pictures.of(RUN);
        assertThat(pictures)
                .extracting(Picture::file)
                .containsExactly("curves.png", "confusion.png", "calibration.png", "mistakes.png", "filters.png");
        assertThat(pictures)
                .extracting(picture -> picture.drawing().apply(width).svg())
                .containsExactly(
                        Curves.of(FinishedRun.HISTORY, 2, width).draw(width).svg(),
                        ConfusionPicture.draw(RESULT.best().test().confusion(), NAMES, width)
                                .svg(),
                        CalibrationPicture.draw(FinishedRun.DIAGNOSIS.calibration(), width)
                                .svg(),
                        MistakesPicture.draw(RESULT.mistakes(), ReportedRun.TEST, NAMES, width)
                                .svg(),
                        FiltersPicture.draw(KERNELS).svg())
                .doesNotHaveDuplicates();
        assertThat(pictures.get(0).text()).endsWith("the best epoch is 2");
    }

    /** Whoever sees the file alone knows what it is of. */
    @Test
    void aFileSaysWhatItIsOfAndWhatItsColoursMean() {
        for (Picture picture : Pictures.of(RUN)) {
            String svg = picture.whole(RUN).svg();
            assertThat(svg)
                    .contains(">" + picture.title() + "<")
                    .contains(">mlp on sample &amp; more, seed 17, run mlp<");
            assertThat(words(svg)).contains(words(Html.escape(picture.key())));
        }
    }

    private static String words(String svg) {
        return svg.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    /** One epoch is no line; a network may have no kernels, and an older run nothing on its confidence. */
    @Test
    void whatThereIsNothingOfHasNoPicture() {
        Reported run = ReportedRun.of(FinishedRun.undiagnosed(), FinishedRun.HISTORY.subList(0, 1), new float[0][][][]);
        assertThat(Pictures.of(run)).extracting(Picture::file).containsExactly("confusion.png", "mistakes.png");
    }

    @Test
    void thisJavaCanDraw() {
        assertThat(Pictures.canDraw()).isTrue();
    }
}
