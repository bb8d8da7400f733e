package org.mnist.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mnist.base.Failure;
import org.mnist.base.SafeFiles;
import org.mnist.sweep.ClusterLauncher;
import picocli.CommandLine.Option;

/** The flags that name a cluster to train on. */
public final class ClusterOptions implements CheckedOptions {
    private static final Pattern URL = Pattern.compile("local|local\\[([1-9]\\d{0,3}|\\*)]|(spark|k8s)://.+|yarn");

    /** Fewer characters than these can be guessed. */
    private static final int SHORTEST_SECRET = 16;

    @Option(
            names = "--cluster",
            paramLabel = "URL",
            description = "Train on an Apache Spark cluster: spark://HOST:PORT, local[N], k8s://…, yarn.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--cluster-bind",
            paramLabel = "HOST",
            description = "This machine's address by which the cluster's executors reach it.")
    private Optional<String> bind = Optional.empty();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file that only you can read, with the cluster's secret (spark.authenticate.secret).")
    private Optional<Path> secretFile = Optional.empty();

    @Override
    public void check() {
        if (url.isEmpty() && (bind.isPresent() || secretFile.isPresent())) {
            throw usage((bind.isPresent() ? "--cluster-bind" : "--secret-file")
                    + " goes with a cluster; add --cluster URL, such as --cluster spark://host:7077");
        }
        url.ifPresent(ClusterOptions::check);
        secretFile.ifPresent(ClusterOptions::check);
    }

    private static void check(String url) {
        if (!URL.matcher(url).matches()) {
            throw usage("--cluster is " + url + "; valid are spark://HOST:PORT, local[N], k8s://HOST:PORT and yarn");
        }
    }

    private static void check(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new Failure(
                        Failure.Kind.NOT_FOUND, "--secret-file " + file + " is no file; name the one with the secret");
            }
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                others.addAll(Files.getPosixFilePermissions(file));
            }
            others.removeAll(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            if (!others.isEmpty()) {
                throw usage("--secret-file " + file + " can be read by others than you; take that from them: chmod 600 "
                        + file);
            }
            if (Files.readString(file).strip().length() < SHORTEST_SECRET) {
                throw usage("--secret-file " + file + " has fewer than " + SHORTEST_SECRET
                        + " characters, which can be guessed; make another secret: openssl rand -hex 32");
            }
        } catch (IOException e) {
            throw SafeFiles.failure(file, e);
        }
    }

    private static Failure usage(String message) {
        return new Failure(Failure.Kind.USAGE, message);
    }

    /** The cluster to train on; empty if it is this machine. */
    public Optional<ClusterLauncher.Settings> settings(int threads, Optional<Integer> parallel) {
        return url.map(master -> new ClusterLauncher.Settings(master, bind, secretFile, threads, parallel));
    }

    /** Whether a cluster is named. */
    public boolean given() {
        return url.isPresent();
    }

    /** Where trainings run, in few words. */
    public String place() {
        return url.map(master -> "Spark at " + master).orElse("local");
    }
}
