package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The values of a configuration that say how data is read. */
class DataValuesTest {
    @Test
    void aSizeIsASideOrRowsAndColumnsOrLeftToThePictures() {
        assertThat(ImageSize.parse("32")).isEqualTo(new ImageSize(32, 32));
        assertThat(ImageSize.parse(32)).isEqualTo(new ImageSize(32, 32));
        assertThat(ImageSize.parse("32x48")).isEqualTo(new ImageSize(32, 48));
        assertThat(ImageSize.parse("auto")).isEqualTo(ImageSize.AUTO);
        for (ImageSize size : List.of(new ImageSize(32, 32), new ImageSize(8, 128), ImageSize.AUTO)) {
            assertThat(ImageSize.parse(size.value())).isEqualTo(size);
        }
        for (String wrong : List.of("", "0", "x", "32x", "x32", "-32", "32.5", "032", "99999")) {
            assertThatThrownBy(() -> ImageSize.parse(wrong)).as(wrong).hasMessageStartingWith("image-size is " + wrong);
        }
        assertThatThrownBy(() -> ImageSize.parse("7")).hasMessageStartingWith("image-size is 7; valid are");
        assertThatThrownBy(() -> ImageSize.parse("32x129")).hasMessageStartingWith("image-size is 129; valid are");
    }

    @Test
    void aPartOfTheImagesIsACountAShareOrAll() {
        assertThat(TrainImages.parse("all").of(70)).isEqualTo(70);
        assertThat(TrainImages.parse(30).of(70)).isEqualTo(30);
        assertThat(TrainImages.parse("70").of(70)).isEqualTo(70);
        assertThat(TrainImages.parse("0.1").of(70)).isEqualTo(7);
        assertThat(TrainImages.parse("1/7").of(70)).isEqualTo(10);
        for (Object value : List.of("all", 30, "0.1", "1/7")) {
            assertThat(TrainImages.parse(TrainImages.parse(value).value())).isEqualTo(TrainImages.parse(value));
        }
        assertThatThrownBy(() -> TrainImages.parse("71").of(70))
                .hasMessage("train-images is 71, but there are 70; valid are a count from 1 to 70, a share and all");
        assertThatThrownBy(() -> TrainImages.parse("0.001").of(70))
                .hasMessageStartingWith("train-images is 0.001, but");
        for (String wrong : List.of("0", "-3", "1.5", "none", "")) {
            assertThatThrownBy(() -> TrainImages.parse(wrong))
                    .as(wrong)
                    .hasMessageStartingWith("train-images is " + wrong);
        }
    }
}
