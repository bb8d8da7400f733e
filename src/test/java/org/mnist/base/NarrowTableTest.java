package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
