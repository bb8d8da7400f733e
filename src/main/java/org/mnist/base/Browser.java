package org.mnist.base;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The person's own browser, by the command that each system has for it. */
public final class Browser {
    private Browser() {}

    /**
     * Opens a file in it.
     *
     * @param variables environment variables: they say where commands are, and whether there is a screen
     * @return why that cannot be; empty if it was handed over
     */
    public static Optional<String> open(Path file, Map<String, String> variables) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String page = file.toAbsolutePath().normalize().toString();
        if (system.startsWith("windows")) {
            return start(List.of("rundll32", "url.dll,FileProtocolHandler", page));
        }
        if (system.startsWith("mac")) {
            return start(List.of("open", page));
        }
        boolean screen = !variables.getOrDefault("DISPLAY", "").isEmpty()
                || !variables.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        if (!screen) {
            return Optional.of("there is no screen here");
        }
        return find("xdg-open", variables)
                .map(command -> start(List.of(command.toString(), page)))
                .orElseGet(() -> Optional.of("there is no xdg-open here"));
    }

    private static Optional<Path> find(String command, Map<String, String> variables) {
        return List.of(variables.getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<String> start(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(SafeFiles.reason(e));
        }
    }
}
