package org.mnist.sweep;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mnist.base.Failure;

/**
 * The folder with the jars of Spark, beside those of this program, which are never on one class path.
 *
 * @param path the folder
 */
record SparkFolder(Path path) {
    private static final String MAIN = "org.mnist.spark.Driver";

    /** The options that the driver's Java gets. */
    private static final String OPTIONS = "driver.options";

    /**
     * The folder of this program.
     *
     * @throws Failure of kind UNAVAILABLE if it was built without Spark
     */
    static SparkFolder find() {
        Path folder = beside();
        if (!Files.isRegularFile(folder.resolve(OPTIONS))) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "--cluster needs Spark, and this program was built without it (there is no " + folder
                            + "); build it by `mvn -P spark package`");
        }
        return new SparkFolder(folder);
    }

    private static Path beside() {
        try {
            Path classes = Path.of(SparkFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling("spark");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The words of the driver's process. */
    List<String> driver() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + path.resolve(OPTIONS),
                "-cp",
                path.resolve("*").toString(),
                MAIN);
    }
}
