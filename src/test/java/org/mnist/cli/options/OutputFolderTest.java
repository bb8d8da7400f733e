package org.mnist.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;

class OutputFolderTest {
    @TempDir
    Path folder;

    /** What is left of a folder that could not be written would be in the way of the next attempt. */
    @Test
    void allFilesAreThereOrNone() throws IOException {
        Map<String, SafeFiles.Content> files = new LinkedHashMap<>();
        files.put("first", out -> out.write('1'));
        files.put("second", out -> {
            throw new IOException("No space left on device");
        });
        Path made = folder.resolve("not/there");
        assertThatThrownBy(() -> new OutputFolder(made).writeAll(files))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(made.resolve("second") + " cannot be written or read: No space left on device");
        assertThat(made).doesNotExist();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> new OutputFolder(empty).writeAll(files)).isInstanceOf(Failure.class);
        assertThat(empty).isEmptyDirectory();
        files.put("second", out -> out.write('2'));
        new OutputFolder(made).writeAll(files);
        assertThat(made.resolve("first")).hasContent("1");
        assertThat(made.resolve("second")).hasContent("2");
        assertThat(made).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void noOtherOutputLiesInIt() {
        Path file = folder.resolve("web/x.onnx");
        assertThatThrownBy(() -> OutputFile.requireApart(List.of(file, folder.resolve("web")), List.of()))
                .isInstanceOf(Failure.class)
                .hasMessage(file + " lies in " + folder.resolve("web")
                        + ", which is written as well; name a place outside of it");
        OutputFile.requireApart(List.of(file, folder.resolve("web.d")), List.of(folder));
    }
}
