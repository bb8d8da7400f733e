package org.mnist.spark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.mnist.Mnist;
import org.mnist.base.Hashes;
import org.mnist.testing.CliRun;
import org.mnist.testing.Command;

/** The program as a process, with the libraries that users run and no others. */
final class Program {
    private Program() {}

    /** The folder that the build writes into. */
    static Path target() {
        try {
            return Path.of(Mnist.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder of Spark. */
    static Path spark() {
        return target().resolve("spark");
    }

    /** The program. */
    static Command command() throws IOException {
        return new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@scripts/mnist.options",
                        "%s",
                        "-cp",
                        target().resolve("classes") + ":" + Files.readString(target().resolve("runtime-classpath")),
                        "org.mnist.Mnist"),
                Map.of("MNIST_HOME", CliRun.CACHE));
    }

    /** A hash of the weights of each training's best model in the folder of a sweep. */
    static Map<String, String> weights(Path sweep) throws IOException {
        Map<String, String> weights = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sweep)) {
            for (Path file : files.filter(path -> path.endsWith("best.zip")).toList()) {
                try (ZipFile zip = new ZipFile(file.toFile());
                        InputStream in = zip.getInputStream(zip.getEntry("coefficients.bin"))) {
                    weights.put(sweep.relativize(file).toString(), Hashes.sha256(in.readAllBytes()));
                }
            }
        }
        return weights;
    }
}
