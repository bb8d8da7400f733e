package org.mnist.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What this process computes on, as far as the system tells. */
public final class Hardware {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Hardware() {}

    /** Processor and how many of it, in a few words: the hardware of a claim. */
    public static String summary() {
        return cpuModel() + ", " + processors() + " processors";
    }

    /** Model of the processor, or its architecture where the system does not tell. */
    public static String cpuModel() {
        return cpuField("model name", System.getProperty("os.arch"));
    }

    /** The vector instructions it has; empty where the system does not tell. */
    public static List<String> vectorFeatures() {
        return Arrays.stream(cpuField("flags", "").split(" ", -1))
                .filter(flag -> flag.matches("(sse|ssse|avx|amx|fma|f16c|bmi).*"))
                .sorted()
                .toList();
    }

    /** How many processors this process may use. */
    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String cpuField(String field, String otherwise) {
        if (!Files.isReadable(CPU_INFO)) {
            return otherwise;
        }
        try {
            return Files.readAllLines(CPU_INFO).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
