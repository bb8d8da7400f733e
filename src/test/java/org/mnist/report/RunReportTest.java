package org.mnist.report;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final Images IMAGES = NoiseImages.of(10);
    private static final float[][][][] KERNELS = {{{{1, 0}, {0, -1}}}};

    @Test
    void thePageAndThePicturesAreOfTheFilesOfTheRun(@TempDir Path folder) throws Exception {
        RunFiles files = FinishedRun.write(folder);
        List<String> log = new ArrayList<>();
        Path page = RunReport.write(files, IMAGES, KERNELS, log::add);
        List<Pictures.Picture> pictures =
                Pictures.of(FinishedRun.result(), FinishedRun.HISTORY, "digit", IMAGES, KERNELS);
        assertThat(page).isEqualTo(folder.resolve("report.html"));
        assertThat(Files.readString(page))
                .isEqualTo(
                        ReportPage.of(FinishedRun.config(), FinishedRun.result(), FinishedRun.provenance(), pictures));
        for (Pictures.Picture picture : pictures) {
            assertThat(Files.readAllBytes(folder.resolve(picture.file())))
                    .as(picture.file())
                    .isEqualTo(Png.bytes(picture.draw(Theme.LIGHT)));
        }
        assertThat(log).isEmpty();
    }
}
