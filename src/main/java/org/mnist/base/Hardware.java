package org.mnist.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machine that this process computes on, as far as the system tells. */
public final class Hardware {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Linux's name of a feature, and what it is called elsewhere; the one that offers most comes first. */
    private static final Map<String, String> WIDEST_FIRST = widestFirst();

    private Hardware() {}

    /**
     * Processor, how many of it and its widest vectors, in a few words: the hardware of a claim. The vectors tell apart what
     * clouds sell under one name, such as "AMD EPYC".
     */
    public static String summary() {
        return summary(cpuModel(), processors(), vectorFeatures());
    }

    /** A machine that was written down, in the same few words: model, number of processors, {@link #vectorFeatures}. */
    public static String summary(String model, int processors, List<String> features) {
        String vectors = widestVectors(features);
        return model + ", " + processors + (processors == 1 ? " processor" : " processors")
                + (vectors.isEmpty() ? "" : ", " + vectors);
    }

    /** The kind of a processor, on which the last bits of what is computed depend: its model and its widest vectors. */
    public static String kind(String model, List<String> features) {
        String vectors = widestVectors(features);
        return vectors.isEmpty() ? model : model + ", " + vectors;
    }

    /** Model of the processor, or its architecture where the system does not tell. */
    public static String cpuModel() {
        return cpuField("model name", System.getProperty("os.arch"));
    }

    /** Vector instructions of the processor; empty where the system does not tell. */
    public static List<String> vectorFeatures() {
        return vectorFeatures(cpuField("flags", ""));
    }

    /** The vector instructions among the flags that Linux lists, in order of the alphabet. */
    static List<String> vectorFeatures(String flags) {
        return Arrays.stream(flags.split(" ", -1))
                .filter(flag -> flag.matches("(sse|ssse|avx|amx|fma|f16c|bmi).*"))
                .sorted()
                .toList();
    }

    /** Widest of these features for a network, in the makers' words; empty if none is known. */
    static String widestVectors(List<String> features) {
        return WIDEST_FIRST.entrySet().stream()
                .filter(known -> features.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Number of processors that this process may use. */
    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static Map<String, String> widestFirst() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("amx_bf16", "AMX with bf16");
        names.put("avx512_bf16", "AVX-512 with bf16");
        names.put("avx512f", "AVX-512");
        names.put("avx2", "AVX2");
        names.put("avx", "AVX");
        return names;
    }

    private static String cpuField(String field, String otherwise) {
        if (!Files.isReadable(CPU_INFO)) {
            return otherwise;
        }
        try {
            return field(Files.readAllLines(CPU_INFO), field, otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /** The first value of a field in lines of the form {@code field : value}. */
    static String field(List<String> lines, String field, String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
