package org.mnist.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.mnist.base.SafeFiles;
import org.mnist.config.ComputeSettings;
import org.mnist.engine.Engines;
import org.mnist.engine.Predictor;
import org.mnist.network.file.ModelFiles;

/**
 * The network in the program that tells digits, label 0, from letters and other signs of a hand, label 1, in MNIST's form.
 * {@code scripts/train-detector} made it.
 */
public final class DigitDetector {
    private static final String MODEL = "digit-detector.zip";

    private DigitDetector() {}

    /** Loads the network, ready to run with one thread: what it is asked about is few images. */
    public static Predictor open(Engines engines) {
        return engines.predictor(ComputeSettings.DEFAULT.withThreads(1), () -> {
            try {
                // Models are read from files only, and this one may be in a jar.
                Path file = Files.createTempFile("digit-detector", ".zip");
                try (InputStream model = Objects.requireNonNull(DigitDetector.class.getResourceAsStream(MODEL))) {
                    Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
                    return ModelFiles.open(file, Optional.empty(), false).network();
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw SafeFiles.failure(Path.of(System.getProperty("java.io.tmpdir")), e);
            }
        });
    }
}
