package org.mnist.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.mnist.base.FailPoints;

/**
 * How the program is started as a process of its own, to be treated badly.
 *
 * @param line the program and what always comes first; {@code %s} stands for options of Java, one word
 * @param environment variables
 */
public record Command(List<String> line, Map<String, String> environment) {
    /**
     * How a process ended.
     *
     * @param code its exit code
     * @param out what it said on standard output
     * @param err what it said on standard error
     */
    public record Ended(int code, String out, String err) {}

    /** No run of a test takes longer, however busy the machine is. */
    private static final int LIMIT_MINUTES = 5;

    /** A stand-in for an option of Java where there is none to give. */
    private static final String NO_OPTION = "-Dmnist.unused";

    /** The launcher, as a person starts it. */
    public static Command launcher(Map<String, String> environment) {
        return new Command(List.of("env", "MNIST_JAVA_OPTS=%s", "scripts/mnist"), environment);
    }

    /** The classes that this process runs. */
    public static Command classes(Map<String, String> environment) {
        return new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.bytedeco.javacpp.maxbytes=2g",
                        "%s",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.mnist.Mnist"),
                environment);
    }

    /**
     * Starts it.
     *
     * @param failPoints what {@link FailPoints} are told, or null
     * @param output gets all that it says
     */
    public Process start(List<String> arguments, String failPoints, Path output) throws IOException {
        String option = failPoints == null ? NO_OPTION : "-D" + FailPoints.PROPERTY + "=" + failPoints;
        return Children.watch(process(arguments, option)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
    }

    /** The same with an option of Java's. */
    public Command option(String option) {
        return new Command(line.stream().map(word -> word.replace("%s", option)).toList(), environment);
    }

    /** The same by way of a shell, to which it is {@code "$@"}. */
    public Command shell(String script) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        all.addAll(line);
        return new Command(all, environment);
    }

    /**
     * Runs it to its end, after {@code prepare} had its way with its streams and folder. One that does not end is killed,
     * which is its end.
     */
    public Ended run(UnaryOperator<ProcessBuilder> prepare, Object... arguments) throws Exception {
        Path err = Files.createTempFile("mnist", ".err");
        try {
            List<String> words = Arrays.stream(arguments).map(Object::toString).toList();
            Process process =
                    Children.watch(prepare.apply(process(words, NO_OPTION).redirectError(err.toFile()))
                            .start());
            CompletableFuture<Void> unused = process.onExit()
                    .orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES)
                    .handle((ended, late) -> {
                        Children.kill(process);
                        return null;
                    });
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** Runs it to its end. */
    public Ended run(Object... arguments) throws Exception {
        return run(UnaryOperator.identity(), arguments);
    }

    private ProcessBuilder process(List<String> arguments, String option) {
        List<String> all = new ArrayList<>();
        line.forEach(word -> all.add(word.replace("%s", option)));
        all.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().putAll(environment);
        return builder;
    }
}
