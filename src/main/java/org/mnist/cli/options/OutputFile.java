package org.mnist.cli.options;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.report.Png;
import picocli.CommandLine.ITypeConverter;

/**
 * A file that an option names for output. One that could not be written is refused before there is work that would be
 * lost.
 */
public final class OutputFile implements CheckedOptions {
    private final Path path;

    /** A file at a path. */
    public OutputFile(Path path) {
        this.path = path;
    }

    @Override
    public void check() {
        SafeFiles.requirePlain(path);
        Path folder = SafeFiles.folderOf(path);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    path + " cannot be created; name a file in a folder that can be written");
        }
    }

    /**
     * Refuses a file that is there already.
     *
     * @throws Failure of kind CANNOT_CREATE
     */
    public void requireNew() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    path + " is there already; name another file, or remove that one first");
        }
    }

    /** The file's path, for what writes or reads it by itself. */
    public Path path() {
        return path;
    }

    /** Replaces the file by other content. */
    public void write(SafeFiles.Content content) {
        SafeFiles.write(path, content);
    }

    /** Replaces the file by a picture, as PNG. */
    public void write(BufferedImage picture) {
        Png.write(picture, path);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** The way that picocli makes one of a word. */
    public static final class Converter implements ITypeConverter<OutputFile> {
        @Override
        public OutputFile convert(String value) {
            return new OutputFile(Path.of(value));
        }
    }
}
