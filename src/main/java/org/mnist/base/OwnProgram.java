package org.mnist.base;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** This program, as another process of it is started: by the same Java, with the same options and classes. */
public final class OwnProgram {
    private static final String MAIN = "org.mnist.Mnist";

    /** Options that are of one process only: its terminal, what looks into it, how short it is, and what it writes at its end. */
    private static final List<String> OF_ONE_PROCESS = List.of(
            "-Dmnist.terminal",
            "-agentlib",
            "-agentpath",
            "-javaagent",
            "-XX:TieredStopAtLevel",
            "-XX:ArchiveClassesAtExit");

    private OwnProgram() {}

    /** The words of a process that runs a command of this program. */
    public static List<String> command(List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options().forEach(words::add);
        words.addAll(classes(System.getProperty("java.class.path")));
        words.addAll(arguments);
        return words;
    }

    /** What is run: the jar, whose manifest says more than its classes, or the main class among several places. */
    static List<String> classes(String path) {
        boolean jar = path.endsWith(".jar") && !path.contains(File.pathSeparator);
        return jar ? List.of("-jar", path) : List.of("-cp", path, MAIN);
    }

    private static Stream<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OF_ONE_PROCESS.stream().noneMatch(option::startsWith));
    }
}
