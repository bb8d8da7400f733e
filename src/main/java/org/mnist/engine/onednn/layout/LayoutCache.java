package org.mnist.engine.onednn.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mnist.base.PlainFiles;
import org.mnist.base.SafeFiles;
import org.mnist.engine.onednn.stage.LayerLayout;

/**
 * A folder that remembers selected layouts, in a file for each kind of plan and machine. A second start measures nothing
 * and computes with the same kernels, so that it repeats the first to the last bit. Where files cannot be written, every
 * start measures anew.
 */
public final class LayoutCache implements LayoutSelector {
    private final Path folder;
    private final String machine;
    private final LayoutSelector source;
    private final Consumer<String> log;
    private boolean told;

    /**
     * A cache.
     *
     * @param folder where the files are
     * @param threads how many threads compute; another number, other layouts
     * @param source finds layouts that are not in the folder
     * @param log gets a line if nothing can be kept, and one if a newer version's file is passed over
     */
    public LayoutCache(Path folder, int threads, LayoutSelector source, Consumer<String> log) {
        this(folder, LayoutKey.machine(threads), source, log);
    }

    LayoutCache(Path folder, String machine, LayoutSelector source, Consumer<String> log) {
        this.folder = folder;
        this.machine = machine;
        this.source = source;
        this.log = log;
        // Once, for a run that is moved away leaves nothing under its old name; keep() says what fails.
        folder.toFile().mkdirs();
    }

    @Override
    public List<LayerLayout> select(LayoutRequest request) {
        LayoutKey key = LayoutKey.of(machine, request);
        int layers = request.graph().nodes().size();
        Path file = folder.resolve(key.fileName());
        Optional<String> text = text(file);
        int schema = text.map(LayoutFile::schema).orElse(LayoutFile.SCHEMA);
        if (schema > LayoutFile.SCHEMA) {
            log.accept(file + " has schema " + schema + ", and this version knows schemas up to " + LayoutFile.SCHEMA
                    + "; layouts are selected anew, and results may differ in the last bits");
            return source.select(request);
        }
        Optional<List<LayerLayout>> remembered = text.flatMap(found -> LayoutFile.read(found, key, layers));
        if (remembered.isPresent()) {
            return remembered.get();
        }
        if (text.isPresent()) {
            file.toFile().delete(); // it is damaged; what was not there may have been written by another process since
        }
        List<LayerLayout> found = readSchema0(request).orElseGet(() -> source.select(request));
        keep(file, LayoutFile.write(key, found));
        // Another process may have been quicker; then its layouts count, so that both compute the same.
        return text(file).flatMap(kept -> LayoutFile.read(kept, key, layers)).orElse(found);
    }

    private Optional<List<LayerLayout>> readSchema0(LayoutRequest request) {
        return LayoutSchema0.key(machine, request)
                .flatMap(key -> text(folder.resolve(key.fileName()))
                        .flatMap(old -> LayoutSchema0.read(
                                old, key, request.graph().nodes().size())));
    }

    /** The text of a file, whatever it is if it is none; empty if it cannot be read. */
    private static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PlainFiles.text(file));
        } catch (PlainFiles.UnsoundFileException e) {
            return Optional.of(""); // which is no layout
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void keep(Path file, String text) {
        try {
            SafeFiles.writeUnlessThere(file, text);
        } catch (IOException e) {
            if (!told) {
                log.accept("what was measured cannot be kept in " + folder + " (" + e.getMessage()
                        + "); the next run measures anew, and may differ in the last bits");
            }
            told = true;
        }
    }
}
