package org.mnist.engine.onednn;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/** The library: its one CPU engine and stream, which live as long as the process, and its version. */
public final class OneDnn {
    private OneDnn() {}

    /** Loaded on first use, so that asking whether it can be loaded does no harm. */
    private static final class Loaded {
        static final dnnl_engine ENGINE = new dnnl_engine();
        static final dnnl_stream STREAM = new dnnl_stream();

        static {
            check(dnnl.dnnl_engine_create(ENGINE, dnnl.dnnl_cpu, 0), "engine");
            check(dnnl.dnnl_stream_create(STREAM, ENGINE, dnnl.dnnl_stream_in_order), "stream");
        }
    }

    /** Why this process has no oneDNN, in one clause; empty if it has. */
    public static Optional<String> whyMissing() {
        try {
            engine();
            return Optional.empty();
        } catch (LinkageError e) {
            // No build for this system, or one that its loader refuses; the cause names the library.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("there is no oneDNN for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + " (" + cause.getMessage() + ")");
        }
    }

    /** Its version, such as {@code 3.8.1}. */
    public static String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** Whether the processor has instructions for bfloat16 that make it worth using. */
    public static boolean hasBf16() {
        int wanted = dnnl.dnnl_cpu_isa_avx512_core_bf16; // a set of bits; what is newer has these and more
        return (dnnl.dnnl_get_effective_cpu_isa() & wanted) == wanted;
    }

    /**
     * The instructions that it may use here, as a number: those of the processor, unless a variable of oneDNN's limits them.
     * Which kernels are best depends on them, and no name of a processor tells them.
     */
    static String instructions() {
        return "instructions " + Integer.toHexString(dnnl.dnnl_get_effective_cpu_isa());
    }

    static dnnl_engine engine() {
        return Loaded.ENGINE;
    }

    static dnnl_stream stream() {
        return Loaded.STREAM;
    }

    /** Turns a status that is not success into an exception; such a status is a fault of this package. */
    static void check(int status, String what) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN cannot make or run " + what + " (status " + status + ")");
        }
    }
}
