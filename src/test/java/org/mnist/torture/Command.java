package org.mnist.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mnist.file.SavePoints;

/**
 * How the program is started as a process of its own, to be treated badly.
 *
 * @param line the program and what always comes first; {@code %s} stands for options of Java, one word
 * @param environment variables
 */
record Command(List<String> line, Map<String, String> environment) {
    /** What takes the place of an option of Java where there is none to give. */
    private static final String NO_OPTION = "-Dmnist.unused";

    /** The launcher, as a person starts it. */
    static Command launcher(Map<String, String> environment) {
        return new Command(List.of("env", "MNIST_JAVA_OPTS=%s", "scripts/mnist"), environment);
    }

    /** The classes that this process runs. */
    static Command classes(Map<String, String> environment) {
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
     * @param savePoints what {@link SavePoints} are told, or null
     * @param output gets all that it says
     */
    Process start(List<String> arguments, String savePoints, Path output) throws IOException {
        String option = savePoints == null ? NO_OPTION : "-D" + SavePoints.PROPERTY + "=" + savePoints;
        List<String> all = new ArrayList<>();
        line.forEach(word -> all.add(word.replace("%s", option)));
        all.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
