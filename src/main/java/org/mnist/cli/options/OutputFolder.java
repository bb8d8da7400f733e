package org.mnist.cli.options;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.report.Png;

/** A folder that an option names for output: a new one, or one with nothing in it. No file is ever written over. */
public final class OutputFolder implements CheckedOptions {
    private final Path path;

    /** A folder at a path. */
    public OutputFolder(Path path) {
        this.path = path;
    }

    /** The folder's path. */
    public Path path() {
        return path;
    }

    @Override
    public void check() {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    if (files.findAny().isPresent()) {
                        throw cannotCreate("is there already, with files in it", null);
                    }
                }
            }
        } catch (IOException e) {
            throw cannotCreate("cannot be read: " + SafeFiles.reason(e), e);
        }
        Path there = SafeFiles.nearest(path);
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw cannotCreate("cannot be created", null);
        }
    }

    private Failure cannotCreate(String why, @Nullable Throwable cause) {
        return new Failure(Failure.Kind.CANNOT_CREATE, path + " " + why + "; name a new folder", cause);
    }

    /** Makes the folder, if it is not there. */
    public void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw cannotCreate("cannot be created: " + SafeFiles.reason(e), e);
        }
    }

    /**
     * Makes the folder with all its files, or with none of them.
     *
     * @param files the contents by name, in the order in which they are written
     */
    public void writeAll(Map<String, SafeFiles.Content> files) {
        boolean made = !Files.exists(path);
        create();
        List<Path> written = new ArrayList<>();
        try {
            files.forEach((name, content) -> {
                SafeFiles.writeNew(path.resolve(name), content);
                written.add(path.resolve(name));
            });
        } catch (Failure e) {
            written.forEach(SafeFiles::deleteQuietly);
            if (made) {
                SafeFiles.deleteQuietly(path);
            }
            throw e;
        }
    }

    /** Writes a picture into a file of the folder, as PNG. */
    public void write(String name, BufferedImage picture) {
        write(name, Png.bytes(picture));
    }

    /** Writes a file into the folder. */
    public void write(String name, byte[] content) {
        write(name, out -> out.write(content));
    }

    /** Writes a file into the folder, as much as there is of it. */
    public void write(String name, SafeFiles.Content content) {
        Path file = path.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            content.write(out);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Failure.Kind.CANNOT_CREATE, file + " is there already; name a new folder", e);
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
