package org.mnist.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureSearchTest {
    private final List<Path> failed = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of(
                "b.png",
                "a.JPG",
                "c.heic",
                "notes.txt",
                "png",
                ".hidden.png",
                "sub/d.webp",
                "sub/deep/e.tif",
                ".cache/f.png",
                "we[i]rd.gif")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        Files.createSymbolicLink(folder.resolve("link.bmp"), folder.resolve("b.png"));
        Files.createSymbolicLink(folder.resolve("sub/round"), folder);
    }

    @Test
    void aFolderHoldsWhatIsNamedLikeAPicture() {
        PictureSearch search = search(false);
        assertThat(names(search.in(folder))).containsExactly("a.JPG", "b.png", "c.heic", "link.bmp", "we[i]rd.gif");
        assertThat(search.others())
                .as("notes.txt, and png, which has no ending")
                .isEqualTo(2);
    }

    @Test
    void recursivelyItHoldsThatOfItsFoldersToo() {
        assertThat(names(search(true).in(folder)))
                .containsExactly("a.JPG", "b.png", "c.heic", "link.bmp", "sub/d.webp", "sub/deep/e.tif", "we[i]rd.gif");
        assertThat(failed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*.png, b.png",
        "'*.{png,JPG}', a.JPG b.png",
        "[a-b].*, a.JPG b.png",
        "s*, sub",
        "*/d.*, sub/d.webp",
        "sub/**, sub/d.webp sub/deep/e.tif",
        "**/*.tif, sub/deep/e.tif",
        ".h*, .hidden.png",
        "//b.*, b.png",
        "nothing/*, ''",
        "*.nothing, ''"
    })
    void aPatternMatchesAsAShells(String pattern, String expected) {
        assertThat(names(search(false).matching(folder + "/" + pattern)))
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
    }

    private PictureSearch search(boolean recursive) {
        return new PictureSearch(recursive, (path, e) -> failed.add(path));
    }

    private List<String> names(List<Path> files) {
        return files.stream().map(file -> folder.relativize(file).toString()).toList();
    }
}
