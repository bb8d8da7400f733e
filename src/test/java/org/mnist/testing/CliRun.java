package org.mnist.testing;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mnist.Mnist;
import org.mnist.cli.Environment;

/**
 * One run of the command in this process, as main runs it. What it prints as JSON is held against {@link Schemas}.
 *
 * @param code the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record CliRun(int code, String out, String err) {
    public static final String CACHE = TestCache.FOLDER.toString();

    public static CliRun of(Object... args) {
        return with(Map.of("MNIST_HOME", CACHE), args);
    }

    public static CliRun with(Map<String, String> variables, Object... args) {
        return reading(InputStream.nullInputStream(), variables, args);
    }

    /** With standard input. */
    public static CliRun reading(InputStream in, Map<String, String> variables, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] strings = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = Mnist.run(
                strings,
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Environment(variables, false, variables.containsKey("COLUMNS"))); // a width is that of a terminal
        CliRun run = new CliRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        Schemas.requireOutput(List.of(strings), run.out);
        return run;
    }
}
