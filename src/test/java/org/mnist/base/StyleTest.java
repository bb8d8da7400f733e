package org.mnist.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours have a meaning, and are on a terminal alone. */
class StyleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mnist: there is no run a          | {31}mnist:{0} there is no run a",
                "mnistify                          | mnistify",
                "warning: few images               | {33}warning:{0} few images",
                "cannot train: no memory           | {31}cannot train:{0} no memory",
                "mlp: test accuracy 98.55 %, loss 1 | mlp: test accuracy {1}98.55 %{0}, loss 1",
                "validation accuracy 98.55 %       | validation accuracy 98.55 %",
                "not shown: size; --json has all   | {2}not shown: size; --json has all{0}",
                "name  size↵──────────↵a  1        | {1}name  size{0}↵──────────↵a  1",
                "'   loss  accuracy  val loss'     | '{1}   loss  accuracy  val loss{0}'",
                "try it   a↵         b↵c           | {2}try it   a{0}↵{2}         b{0}↵c"
            })
    void whatMattersIsSeen(String text, String styled) {
        String lines = text.replace('↵', '\n');
        assertThat(Style.COLOURED.of(lines))
                .isEqualTo(styled.replace('↵', '\n').replaceAll("\\{(\\d+)}", "\u001b[$1m"));
        assertThat(Style.PLAIN.of(lines)).isEqualTo(lines);
    }

    @Test
    void eachStreamHasItsOwnAndTheLogHasNone() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        StringWriter log = new StringWriter();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                80,
                false,
                Style.PLAIN,
                Style.COLOURED);
        console.openLog(log);
        console.error("mnist: no");
        console.info("warning: few");
        console.result("test accuracy 98.55 %");
        assertThat(err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo("\u001b[31mmnist:\u001b[0m no\n\u001b[33mwarning:\u001b[0m few\n");
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("test accuracy 98.55 %");
        assertThat(log).hasToString("mnist: no\nwarning: few\n");
    }
}
