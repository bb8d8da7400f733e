package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mnist.data.Images;
import org.mnist.experiment.RunResult;
import org.mnist.network.Task;
import org.mnist.report.Pictures.Picture;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.NoiseImages;

/** Each picture of a run is of what its name says. */
class PicturesTest {
    private static final RunResult RESULT = FinishedRun.result();
    private static final Images IMAGES = NoiseImages.of(10);
    private static final float[][][][] KERNELS = {{{{1, 0}, {0, -1}}}};
    private static final List<String> NAMES = Task.MNIST.classes();

    /** The themes, by a name that a test can be called by. */
    enum InTheme {
        LIGHT,
        DARK;

        Theme theme() {
            return this == LIGHT ? Theme.LIGHT : Theme.DARK;
        }
    }

    @ParameterizedTest
    @EnumSource
    void picturesAreOfTheirSubjects(InTheme in) {
        Theme theme = in.theme();
        List<Picture> pictures = Pictures.of(RESULT, FinishedRun.HISTORY, "digit", IMAGES, KERNELS);
        assertThat(pictures)
                .extracting(Picture::file)
                .containsExactly("curves.png", "confusion.png", "mistakes.png", "filters.png");
        assertThat(Png.bytes(pictures.get(0).draw(theme)))
                .isEqualTo(Png.bytes(Curves.draw(FinishedRun.HISTORY, 2, theme)))
                .isNotEqualTo(Png.bytes(Curves.draw(FinishedRun.HISTORY, 3, theme)));
        assertThat(Png.bytes(pictures.get(1).draw(theme)))
                .isEqualTo(Png.bytes(ConfusionPicture.draw(RESULT.best().test().confusion(), NAMES, theme)))
                .isNotEqualTo(
                        Png.bytes(ConfusionPicture.draw(RESULT.last().test().confusion(), NAMES, theme)));
        assertThat(Png.bytes(pictures.get(2).draw(theme)))
                .isEqualTo(Png.bytes(MistakesPicture.draw(RESULT.mistakes(), IMAGES, NAMES, theme)));
        assertThat(Png.bytes(pictures.get(3).draw(theme))).isEqualTo(Png.bytes(FiltersPicture.draw(KERNELS, theme)));
        assertThat(pictures.get(0).text()).endsWith("the best epoch is 2");
    }

    @Test
    void aNetworkWithoutKernelsHasNoPictureOfThem() {
        assertThat(Pictures.of(RESULT, FinishedRun.HISTORY, "digit", IMAGES, new float[0][][][]))
                .extracting(Picture::file)
                .containsExactly("curves.png", "confusion.png", "mistakes.png");
    }

    @Test
    void thisJavaCanDraw() {
        assertThat(Pictures.canDraw()).isTrue();
    }
}
