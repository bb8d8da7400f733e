package org.mnist.base;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Versions that this program was built from. */
public final class BuildInfo {
    private BuildInfo() {}

    /** Version of this program. */
    public static String version() {
        return properties("/build.properties").getProperty("version");
    }

    /** Version of DL4J and ND4J. */
    public static String dl4jVersion() {
        return properties("/build.properties").getProperty("dl4j");
    }

    /** Version of oneDNN and of its Java binding. */
    public static String onednnVersion() {
        return properties("/build.properties").getProperty("onednn");
    }

    /** Operating system and processor that the native libraries of this build are for. */
    public static String natives() {
        return properties("/build.properties").getProperty("natives");
    }

    /** Git commit that this program was built from, or {@code unknown}. */
    public static String commitId() {
        return properties("/git.properties").getProperty("git.commit.id.abbrev", "unknown");
    }

    private static Properties properties(String resource) {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }
}
