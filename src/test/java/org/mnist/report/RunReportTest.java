package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.data.Images;
import org.mnist.experiment.RunFiles;
import org.mnist.testing.FinishedRun;
import org.mnist.testing.NoiseImages;

/** The pictures of a run show what its folder says. */
class RunReportTest {
    private static final float[][][][] KERNELS = {{{{1, 0}, {0, -1}}}};

    @Test
    void thePageAndThePicturesAreOfTheFilesOfTheRun(@TempDir Path folder) throws Exception {
        RunFiles files = FinishedRun.write(folder);
        List<String> log = new ArrayList<>();
        Path page = RunReport.write(files, ReportedRun.TRAIN, ReportedRun.TEST, KERNELS, log::add);
        Reported run = new Reported(
                folder,
                FinishedRun.config(),
                FinishedRun.result(),
                FinishedRun.provenance(),
                FinishedRun.HISTORY,
                ReportedRun.TRAIN,
                ReportedRun.TEST,
                KERNELS);
        List<Pictures.Picture> pictures = Pictures.of(run);
        assertThat(page).isEqualTo(folder.resolve("report.html"));
        assertThat(Files.readString(page)).isEqualTo(ReportPage.of(run, pictures));
        assertThat(pictures).extracting(Pictures.Picture::file).containsExactlyElementsOf(RunFiles.PICTURES);
        for (Pictures.Picture picture : pictures) {
            Drawing whole = picture.whole(run);
            assertThat(Files.readAllBytes(folder.resolve(picture.file())))
                    .as(picture.file())
                    .isEqualTo(Png.bytes(whole.image(Theme.LIGHT)));
            assertThat(Files.readString(folder.resolve(RunFiles.svg(picture.file()))))
                    .isEqualTo(whole.svg());
        }
        assertThat(log).isEmpty();
    }

    /** What a newer or a damaged file names must be there to be shown. */
    @Test
    void imagesThatThereAreNotAreDamage(@TempDir Path folder) {
        RunFiles files = FinishedRun.write(folder);
        Images train = NoiseImages.of(700);
        Images test = NoiseImages.of(8);
        RunReport.write(files, train, test, KERNELS, line -> {});
        assertThatThrownBy(() -> RunReport.write(files, train, NoiseImages.of(7), KERNELS, line -> {}))
                .hasMessageContaining("it has a mistake that is none of the 7 test images");
        assertThatThrownBy(() -> RunReport.write(files, NoiseImages.of(8), test, KERNELS, line -> {}))
                .hasMessageContaining("it has a mistake that is none of the 8 training images");
    }
}
