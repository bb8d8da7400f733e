package org.mnist.engine.onednn.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist.testing.Fixture.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.config.ConfigLoader;
import org.mnist.engine.graph.Graph;
import org.mnist.engine.onednn.primitive.DataType;
import org.mnist.engine.onednn.primitive.Layout;
import org.mnist.engine.onednn.stage.LayerLayout;
import org.mnist.network.dl4j.NetworkFactory;
import org.mnist.testing.NeedsOneDnn;

/** Layouts are selected once, and found again, also in the files of older versions. */
@NeedsOneDnn
class LayoutCacheTest {
    private static final Path OLD_FILES = Path.of("src/test/resources/layouts/schema-0");

    /** The machine that the old files were written on. */
    private static final String OLD_MACHINE = "oneDNN 3.8.1, AMD EPYC, instructions e7, 1 threads";

    private static final String MACHINE = "oneDNN 1, a processor, instructions 0, 2 threads";
    private static final String SMALL =
            "[{conv: {filters: 6, kernel: 5, stride: 3, activation: relu}}, {flatten: {}}, {output: {}}]";

    /** The layers of the run that wrote two of the old files. */
    private static final String STOPPED =
            "[{conv: {filters: 16, kernel: 5, stride: 2, padding: same, activation: relu}}, {batchnorm: {}}, {dropout: {rate: 0.1}}, {flatten: {}}, {dense: {units: 16, activation: relu}}, {output: {}}]";

    private static final LayoutSelector NOBODY = request -> {
        throw new AssertionError("selected again");
    };

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private final List<LayerLayout> layouts = new ArrayList<>();
    private LayoutRequest request;

    @BeforeEach
    void drawLayouts() throws Exception {
        request = new LayoutRequest(training(SMALL), 8, true, DataType.F32);
        for (int i = 0; i < request.graph().nodes().size(); i++) {
            layouts.add(new LayerLayout(Layout.BLOCKED_8, Layout.CHANNELS_LAST, Layout.PLAIN));
        }
    }

    private static Graph training(String layers) throws Exception {
        return Graph.forTraining(NetworkFactory.create(config("layers", layers)), 0);
    }

    private LayoutCache cache(LayoutSelector source) {
        return new LayoutCache(folder, MACHINE, source, said::add);
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void layoutsAreSelectedOnce() {
        assertThat(cache(any -> layouts).select(request)).isEqualTo(layouts);
        assertThat(cache(NOBODY).select(request)).isEqualTo(layouts);
        LayoutRequest other = new LayoutRequest(request.graph(), 9, true, DataType.F32);
        assertThatThrownBy(() -> cache(NOBODY).select(other)).hasMessage("selected again");
        assertThatThrownBy(() -> new LayoutCache(folder, MACHINE + "!", NOBODY, said::add).select(request))
                .hasMessage("selected again");
        assertThat(said).isEmpty();
    }

    @Test
    void aFileSaysWhatItIs() throws Exception {
        cache(any -> layouts).select(request);
        assertThat(onlyFile()).hasContent("""
                        schema 1
                        oneDNN 1, a processor, instructions 0, 2 threads
                        training, F32, batch 8
                        conv filters=6 window=5x5 stride=3x3 + relu
                        dense units=10 logits=true
                        flatten

                        nChw8c nhwc nchw
                        nChw8c nhwc nchw
                        nChw8c nhwc nchw
                        """);
    }

    /** Whatever is cut off or changed, the file is no error: layouts are selected anew, and remembered. */
    @Test
    void aDamagedFileIsReplaced() throws Exception {
        cache(any -> layouts).select(request);
        Path file = onlyFile();
        String whole = Files.readString(file);
        for (String damaged : List.of(
                "",
                "schema",
                whole.substring(0, whole.length() - 1),
                whole.substring(0, whole.length() - 10),
                whole.replace("nhwc nchw\n", "nhwc\n"),
                whole.replace("nhwc", "nwhc"),
                whole.replace("batch 8", "batch 9"),
                whole.replace("schema 1", "schema 0"),
                whole + "nchw nchw nchw\n")) {
            Files.writeString(file, damaged);
            List<LayerLayout> others = List.of(LayerLayout.of(Layout.PLAIN), layouts.get(0), layouts.get(0));
            assertThat(cache(any -> others).select(request)).as(damaged).isEqualTo(others);
            assertThat(cache(NOBODY).select(request)).isEqualTo(others);
        }
        assertThat(said).isEmpty();
    }

    /** It need not be damaged: another process may have put it there since. */
    @Test
    void whatWasNotReadIsNotDeleted() throws Exception {
        cache(any -> layouts).select(request);
        Path file = onlyFile();
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(cache(any -> layouts).select(request)).isEqualTo(layouts);
        assertThat(onlyFile()).isEqualTo(file).isDirectory();
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws Exception {
        cache(any -> layouts).select(request);
        Files.write(onlyFile(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(cache(any -> layouts).select(request)).isEqualTo(layouts);
        assertThat(cache(NOBODY).select(request)).isEqualTo(layouts);
    }

    @Test
    void aNewerVersionsFileIsPassedOverAndLeftAlone() throws Exception {
        cache(any -> layouts).select(request);
        Path file = onlyFile();
        String newer = Files.readString(file).replace("schema 1", "schema 2");
        Files.writeString(file, newer);
        List<LayerLayout> others = List.of(layouts.get(0));
        assertThat(cache(any -> others).select(request)).isEqualTo(others);
        assertThat(said)
                .singleElement()
                .asString()
                .contains(file.toString(), "schema 2", "schemas up to 1", "selected anew");
        assertThat(file).hasContent(newer);
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidOnce() throws Exception {
        Path blocked = Files.createFile(folder.resolve("file"));
        LayoutCache cache = new LayoutCache(blocked, MACHINE, any -> layouts, said::add);
        cache.select(request);
        cache.select(request);
        assertThat(said).singleElement().asString().contains(blocked.toString());
    }

    /** Layouts that an old version measured are found; those of the first and the last layer are checked by hand. */
    @Test
    void filesOfSchema0AreFound() throws Exception {
        LayerLayout blocked = LayerLayout.of(Layout.BLOCKED_16);
        LayerLayout rows = LayerLayout.of(Layout.ROWS);
        var stopped = NetworkFactory.create(config("layers", STOPPED));
        assertThat(old(new LayoutRequest(Graph.forTraining(stopped, 0), 64, true, DataType.F32)))
                .startsWith(blocked, blocked, LayerLayout.of(Layout.CHANNELS_LAST))
                .endsWith(rows)
                .hasSize(6);
        assertThat(old(new LayoutRequest(Graph.forInference(stopped), 100, false, DataType.F32)))
                .startsWith(blocked, LayerLayout.of(Layout.CHANNELS_LAST))
                .endsWith(rows)
                .hasSize(4);
        assertThat(old(preset("lenet5", 32))).endsWith(rows).hasSize(14);
        assertThat(old(preset("tiny", 128)))
                .startsWith(blocked)
                .contains(new LayerLayout(Layout.CHANNELS_LAST, Layout.CHANNELS_LAST, Layout.BLOCKED_8))
                .endsWith(blocked, blocked, rows)
                .hasSize(24);
        assertThatThrownBy(() -> old(preset("tiny", 64))).hasMessage("selected again");
    }

    private static LayoutRequest preset(String name, int batch) throws Exception {
        Graph graph = Graph.forTraining(NetworkFactory.create(ConfigLoader.load(name, null, List.of())), 0);
        return new LayoutRequest(graph, batch, true, DataType.F32);
    }

    /** The layouts of an old file, which a file of the present schema then remembers. */
    private List<LayerLayout> old(LayoutRequest request) throws IOException {
        Path run = Files.createTempDirectory(folder, "run");
        try (var files = Files.list(OLD_FILES)) {
            for (Path file : files.toList()) {
                Files.copy(file, run.resolve(file.getFileName()));
            }
        }
        List<LayerLayout> found = new LayoutCache(run, OLD_MACHINE, NOBODY, said::add).select(request);
        Path present = run.resolve(LayoutKey.of(OLD_MACHINE, request).fileName());
        assertThat(present).content().startsWith("schema 1\n");
        try (var files = Files.list(run)) {
            for (Path file : files.filter(each -> !each.equals(present)).toList()) {
                Files.delete(file);
            }
        }
        assertThat(new LayoutCache(run, OLD_MACHINE, NOBODY, said::add).select(request))
                .isEqualTo(found);
        return found;
    }
}
