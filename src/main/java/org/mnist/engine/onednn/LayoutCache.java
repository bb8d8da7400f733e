package org.mnist.engine.onednn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mnist.base.Hardware;
import org.mnist.base.Hashes;
import org.mnist.base.SafeFiles;

/**
 * Remembers what a {@link Tuner} has found, in a file for each kind of plan and machine. A second start measures nothing,
 * and computes with the same kernels, so that it repeats the first to the last bit. Where files cannot be written, every
 * start measures anew.
 */
final class LayoutCache implements LayoutSelector {
    private final Path folder;
    private final int threads;
    private final LayoutSelector source;
    private final Consumer<String> log;
    private boolean told;

    /**
     * A memory.
     *
     * @param folder where the files are
     * @param threads how many threads compute; another number, other layouts
     * @param source what finds layouts that nobody remembers
     * @param log is told if nothing can be kept
     */
    LayoutCache(Path folder, int threads, LayoutSelector source, Consumer<String> log) {
        this.folder = folder;
        this.threads = threads;
        this.source = source;
        this.log = log;
    }

    @Override
    public List<LayerLayout> select(Graph graph, int batch, boolean training, DataType dataType) {
        String kind = String.join(
                "\n",
                "oneDNN " + OneDnn.version() + ", " + Hardware.cpuModel() + ", " + OneDnn.instructions() + ", "
                        + threads + " threads",
                (training ? "training, " : "inference, ") + dataType + ", batch " + batch,
                graph.nodes().stream().map(Node::toString).collect(Collectors.joining("\n")));
        Path file = folder.resolve(Hashes.sha256(kind).substring(0, 32) + ".txt");
        Optional<List<LayerLayout>> remembered = read(file, kind, graph);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        file.toFile().delete(); // if it is there, it is of no use
        List<LayerLayout> found = source.select(graph, batch, training, dataType);
        String text = kind + "\n\n" + found.stream().map(LayerLayout::toString).collect(Collectors.joining("\n")) + "\n";
        keep(file, text);
        // Another process may have been quicker; then its choice counts, so that both compute the same.
        return read(file, kind, graph).orElse(found);
    }

    /** What a file says, if it is there, whole, and about this kind of plan. */
    private static Optional<List<LayerLayout>> read(Path file, String kind, Graph graph) {
        try {
            String text = Files.readString(file);
            String head = kind + "\n\n";
            if (!text.startsWith(head) || !text.endsWith("\n")) {
                return Optional.empty();
            }
            List<LayerLayout> choices = Arrays.stream(
                            text.substring(head.length()).strip().split("\n", -1))
                    .map(LayerLayout::parse)
                    .toList();
            return choices.size() == graph.nodes().size() ? Optional.of(choices) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // nothing there, or nothing of use: it is measured anew
        }
    }

    private void keep(Path file, String text) {
        Path part = folder.resolve("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(folder);
            SafeFiles.writeForced(part, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
            moveUnlessThere(part, file);
        } catch (IOException e) {
            if (!told) {
                log.accept("what was measured cannot be kept in " + folder + " (" + e.getMessage()
                        + "); the next run measures anew, and may differ in the last bits");
            }
            told = true;
        }
    }

    private static void moveUnlessThere(Path part, Path file) throws IOException {
        try {
            Files.move(part, file);
        } catch (FileAlreadyExistsException e) {
            Files.delete(part); // another process was quicker
        }
    }
}
