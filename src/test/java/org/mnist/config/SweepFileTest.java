package org.mnist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.base.Failure;

class SweepFileTest {
    @TempDir
    Path folder;

    private SweepFile read(String yaml) throws IOException {
        return SweepFile.read(Files.writeString(folder.resolve("sweep.yaml"), yaml));
    }

    @Test
    void valuesAreTheWordsOfTheCommandLine() throws IOException {
        SweepFile file = read("""
                arch: [lenet5, own.yaml]
                seeds: [1, 2..4]
                trials: 20
                set:
                  learning-rate: [0.001, 3e-3]
                  batch: 32,64
                  epochs: int:5..20
                  optimizer: {kind: [adam, nadam], weight-decay: log:1e-5..1e-2}
                  schedule: [{kind: cosine}]
                """);
        assertThat(file.archs()).containsExactly("lenet5", "own.yaml");
        assertThat(file.seeds()).contains("1,2..4");
        assertThat(file.trials()).contains("20");
        assertThat(file.searchSeed()).isEmpty();
        assertThat(file.set())
                .containsEntry("learning-rate", "0.001,3e-3")
                .containsEntry("batch", "32,64")
                .containsEntry("epochs", "int:5..20")
                .containsEntry("optimizer.kind", "adam,nadam")
                .containsEntry("optimizer.weight-decay", "log:1e-5..1e-2")
                .containsEntry("schedule", "{\"kind\":\"cosine\"}");
        assertThat(List.copyOf(file.set().keySet()))
                .as("the order decides which varies fastest")
                .startsWith("learning-rate", "batch", "epochs");
        assertThat(read("arch: mlp\n").archs()).containsExactly("mlp");
    }

    @Test
    void whatIsPrintedIsReadAsTheSame() throws IOException {
        SweepFile file =
                read("arch: mlp\nseeds: 1..3\nsearch-seed: 010\nset: {batch: [32, 64], name: \"yes\", data: a b}\n");
        assertThat(file.print()).startsWith("schema: 1\n");
        assertThat(read(file.print())).isEqualTo(file);
    }

    @Test
    void whatIsAddedIsTriedBesides() throws IOException {
        SweepFile before = read("arch: mlp\nseeds: 1..3\ntrials: 5\nset: {batch: [32, 64], epochs: 5, lr: log:1..2}\n");
        SweepFile both = before.plus(
                read("arch: [cnn, mlp]\nseeds: 4\nscore-all: true\nset: {batch: [64, 128], lr: log:1..3, l2: 0.1}\n"));
        assertThat(both.archs()).containsExactly("mlp", "cnn");
        assertThat(both.seeds()).contains("1..3,4");
        assertThat(both.trials()).contains("5");
        assertThat(both.scoreAll()).isTrue();
        assertThat(both.set())
                .containsEntry("batch", "32,64,128")
                .containsEntry("epochs", "5")
                .containsEntry("lr", "log:1..3")
                .containsEntry("l2", "0.1");
        assertThat(before.plus(SweepFile.NONE)).isEqualTo(before);
        assertThat(read(both.print())).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        archs: mlp                 | sweep.yaml:1:1: there is no key `archs`; did you mean `arch`? a sweep has arch, set, seeds, trials, search-seed, score-all,
        arch: mlp\\nscore-all: 1   | sweep.yaml:2:1: score-all is 1; valid are true and false
        arch: mlp\\nset: 3         | sweep.yaml:2:1: set is no group
        arch: null                 | arch is null
        arch:                      | sweep.yaml:1:1: arch is empty
        arch: mlp\\nset: {batch: } | set.batch is empty
        arch: &a mlp\\nset: {x: *a} | here is an alias
        schema: 2\\narch: mlp      | is of schema 2, which a newer mnist wrote
        - mlp                      | this is no configuration
        arch: mlp\\narch: cnn      | the key 'arch' is there twice
        """)
    void whatIsNoSweepIsRefusedWithItsPlace(String yaml, String said) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.USAGE))
                .hasMessageContaining(said);
    }
}
