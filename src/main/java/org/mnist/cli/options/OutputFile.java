package org.mnist.cli.options;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.report.Png;

/**
 * A file that an option names for output. One that could not be written is refused before there is work that would be
 * lost.
 */
public final class OutputFile implements CheckedOptions {
    private static final String PNG = "\u0089PNG";

    /** The bytes that tell what a file is. */
    private static final int HEAD = 1024;

    private final Path path;

    /** A file at a path. */
    public OutputFile(Path path) {
        this.path = path;
    }

    @Override
    public void check() {
        SafeFiles.requirePlain(path);
        requireOfItsKind();
        Path folder = SafeFiles.folderOf(path);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new Failure(
                    Failure.Kind.CANNOT_CREATE,
                    path + " cannot be created; name a file in a folder that can be written");
        }
    }

    /** Refuses to replace what this file would not be: a model, or a picture by a table. */
    private void requireOfItsKind() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(path) || name.matches(".*\\.(onnx|safetensors)")) { // which are never replaced
            return;
        }
        boolean picture = name.endsWith(".png");
        try (InputStream in = Files.newInputStream(path)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            boolean png = head.startsWith(PNG);
            if (!head.isEmpty() && (picture ? !png : head.indexOf(0) >= 0)) {
                throw new Failure(
                        Failure.Kind.CANNOT_CREATE,
                        path + " is there already and no " + (picture ? "PNG" : "text")
                                + "; name another file, or remove that one first");
            }
        } catch (IOException e) {
            throw SafeFiles.failure(path, e);
        }
    }

    /**
     * Refuses outputs that are one another, or a file that is read.
     *
     * @throws Failure of kind USAGE
     */
    public static void requireApart(List<Path> outputs, List<Path> inputs) {
        Set<Path> taken = new HashSet<>();
        inputs.forEach(input -> taken.add(real(input)));
        for (Path output : outputs) {
            if (!taken.add(real(output))) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        output + " is named twice, or is read itself; name another file for the output");
            }
        }
        for (Path output : outputs) {
            for (Path folder : outputs) {
                if (real(output).startsWith(real(folder)) && !output.equals(folder)) {
                    throw new Failure(
                            Failure.Kind.USAGE,
                            output + " lies in " + folder + ", which is written as well; name a place outside of it");
                }
            }
        }
    }

    private static Path real(Path path) {
        try {
            return SafeFiles.realPath(path);
        } catch (IOException e) { // it cannot be looked at, which whoever writes it will say
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Refuses a file that is there already.
     *
     * @throws Failure of kind CANNOT_CREATE
     */
    public void requireNew() {
        SafeFiles.requireNew(path);
    }

    /** The file's path, for what writes or reads it by itself. */
    public Path path() {
        return path;
    }

    /** Writes the file, a new one, also where another process has written it meanwhile. */
    public void writeNew(SafeFiles.Content content) {
        SafeFiles.writeNew(path, content);
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
}
