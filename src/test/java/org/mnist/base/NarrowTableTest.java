package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.testing.CliRun;

/** Tables on narrow terminals: what does not fit beside stands below. */
class NarrowTableTest {
    private static Table table() {
        Table table = new Table("name", ">params", ">test", "about", ">seconds");
        table.row("mlp", "109,386", "97.59 %", "two dense layers, no convolution", "12");
        table.row("tiny", "9,646", "", "", "591");
        return table;
    }

    @Test
    void whatFitsIsATable() {
        assertThat(table().text(100)).isEqualTo(table().text());
        assertThat(table().text(table().width())).isEqualTo(table().text());
    }

    @Test
    void whatDoesNotStandsBelow() {
        assertThat(table().text(24)).isEqualTo("""
                        name   params     test
                        ──────────────────────
                        mlp   109,386  97.59 %
                          two dense layers, no
                          convolution
                          seconds 12
                        tiny    9,646
                          seconds 591""");
        assertThat(table().text(14)).isEqualTo("""
                        name   params
                        ─────────────
                        mlp   109,386
                          test 97.59 %
                          two dense
                          layers, no
                          convolution
                          seconds 12
                        tiny    9,646
                          seconds 591""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60 presets", "80 presets", "80 data list", "60 bench show docs/results/lenet5.json"})
    void commandsFit(String line) {
        int columns = Integer.parseInt(line.substring(0, 2));
        CliRun run = CliRun.with(Map.of("COLUMNS", "" + columns, "MNIST_HOME", "/c"), (Object[])
                line.substring(3).split(" "));
        assertThat(run.out()
                        .lines()
                        .filter(row -> !row.startsWith("- ") && !row.contains(" the ") && !row.contains("/")))
                .hasSizeGreaterThan(3)
                .allMatch(row -> Text.length(row) <= columns);
    }
}
