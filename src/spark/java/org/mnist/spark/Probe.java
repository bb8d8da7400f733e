package org.mnist.spark;

import java.io.File;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an executor says of itself before it gets any training.
 *
 * @param host its machine
 * @param spark the version of Spark that it runs
 * @param missing a file of this program that its machine lacks; empty if none
 */
record Probe(String host, String spark, String missing) implements Serializable {
    /**
     * Looks around on the machine of the executor that calls this.
     *
     * @param program the words that start this program
     */
    static Probe here(List<String> program) {
        int place = Math.max(program.indexOf("-jar"), program.indexOf("-cp")) + 1;
        String own = program.get(place).split(File.pathSeparator, 2)[0];
        String missing = Files.exists(Path.of(own)) ? "" : own;
        return new Probe(
                org.apache.spark.SparkEnv.get().blockManager().blockManagerId().host(), version(), missing);
    }

    /** The version of Spark on this class path. */
    static String version() {
        return org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    /** Why no training can run there, in one line; empty if nothing stands in its way. */
    Optional<String> fault() {
        if (!spark.equals(version())) {
            return Optional.of("the executor on " + host + " runs Spark " + spark + ", and this program has " + version()
                    + "; let the cluster run that one");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("this program is not on " + host + ", which has no " + missing
                        + "; unpack it there in the same place");
    }
}
