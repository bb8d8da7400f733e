package org.mnist.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mnist.base.Text;

/** Programs of the system that are asked for a line. */
final class Tool {
    private static final int LIMIT_SECONDS = 5;

    private Tool() {}

    /** The first line that a program prints; empty if it is not there, fails, or takes too long. */
    static Optional<String> line(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) { // what it prints is short and fits into the pipe
                process.destroyForcibly();
                return Optional.empty();
            }
            InputStream out = process.getInputStream(); // which a child may keep open
            String said = new String(out.readNBytes(out.available()), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? said.lines().findFirst().map(String::strip).map(Text::printable)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
