package org.mnist.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No file takes seconds without end: it is refused, or read soon. */
class PictureWorkTest {
    private static final double MOST_SECONDS = 5;

    /** What the reason says of those that must be refused; the others are read. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("jpeg with 440 scans", "it has more than 50 scans, too many for 12000000 pixels"),
            Map.entry("jpeg with 5000 scans of a small picture", "it has more than 5000 scans"),
            Map.entry(
                    "jpeg of 150 million progressive pixels",
                    "it is a progressive JPEG of 150000000 pixels; up to 51000000 are supported"),
            Map.entry("png of 140 million pixels in a row", "it has a side of 140000000 pixels, more than 65535"),
            Map.entry("bmp around a jpeg with 440 scans", "it is a BMP around a JPEG or PNG"),
            Map.entry("tiff with 125 strips that are each a jpeg with 440 scans", "a part of it is a JPEG of another"),
            Map.entry("tiff with a jpeg of another size", "a part of it is a JPEG of another size or kind"),
            Map.entry("tiff with 10 million strips", "it has 10000000 values of tag 279; up to 1000000 are supported"),
            Map.entry("webp with 40 times the same transform", "it has a transform twice"),
            Map.entry("webp with 30 images", "it has several images where there must be one"),
            Map.entry("webp whose image is larger than it says", "its image is not of the size that its header says"),
            Map.entry(
                    "webp of 36 million lossless pixels",
                    "it is a lossless WebP of 36000000 pixels; up to 12600000 are supported"));

    /** What is refused by the clock: a fast machine reads it. */
    private static final Set<String> BY_THE_CLOCK = Set.of("gif that begins anew 30 million times");

    @TempDir
    Path folder;

    static Stream<String> hostile() {
        return HostilePictures.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isRefusedOrReadSoon(String kind) throws IOException {
        Path file = Files.write(
                folder.resolve("hostile"), HostilePictures.ALL.get(kind).get());
        double began = seconds();
        Optional<String> refused = decode(file);
        assertThat(seconds() - began).as("seconds").isLessThan(MOST_SECONDS);
        if (BY_THE_CLOCK.contains(kind)) {
            assertThat(refused.orElse("it takes")).startsWith("it takes");
        } else {
            assertThat(refused.orElse("read")).startsWith(REFUSED.getOrDefault(kind, "read"));
        }
    }

    /** The same in memory, as a server has it. */
    @Test
    void bytesAreBoundedLikeFiles() {
        byte[] scans = HostilePictures.ALL.get("jpeg with 440 scans").get();
        assertThatThrownBy(() -> {
                    try (PictureFile file = PictureFile.open(scans)) {
                        file.decode(Picture::image);
                    }
                })
                .isInstanceOf(NoPictureException.class)
                .hasMessageStartingWith("it has more than 50 scans");
    }

    /** As many scans as encoders write are no matter. */
    @Test
    void usualScansAreRead() throws IOException {
        try (PictureFile file = PictureFile.open(HostilePictures.progressive(4000, 3000, 20))) {
            BufferedImage read = file.decode(Picture::image);
            assertThat(read.getWidth()).isEqualTo(4000);
        }
    }

    private static Optional<String> decode(Path path) throws IOException {
        try (PictureFile file = PictureFile.open(path)) {
            file.decode(picture -> ScaledPicture.of(picture.image(), 8, 8));
            return Optional.empty();
        } catch (NoPictureException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
