package org.mnist.engine.onednn.primitive;

import java.util.Locale;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;

/** The oneDNN library as this process has loaded it: one CPU engine and one stream, which live as long as the process. */
public final class Library {
    private Library() {}

    /** Loaded on first use, so that asking whether the library can be loaded does no harm. */
    private static final class Loaded {
        static final dnnl_engine ENGINE = new dnnl_engine();
        static final dnnl_stream STREAM = new dnnl_stream();

        static {
            check(dnnl.dnnl_engine_create(ENGINE, dnnl.dnnl_cpu, 0), "engine");
            check(dnnl.dnnl_stream_create(STREAM, ENGINE, dnnl.dnnl_stream_in_order), "stream");
        }
    }

    /** The version, such as {@code 3.8.1}. */
    public static String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** Whether the processor has instructions for bfloat16 that make it worth using. */
    public static boolean hasBf16() {
        int wanted = dnnl.dnnl_cpu_isa_avx512_core_bf16; // a set of bits; what is newer has these and more
        return (isa() & wanted) == wanted;
    }

    /**
     * The instruction sets that the library may use here, as oneDNN's {@code dnnl_cpu_isa_t}: those of the processor, unless
     * one of oneDNN's environment variables limits them. Which kernels are best depends on them, and no name of a
     * processor tells them.
     */
    public static int isa() {
        return dnnl.dnnl_get_effective_cpu_isa();
    }

    /** The same in oneDNN's words, without what they all begin with. */
    public static String instructions() {
        return dnnl.get_effective_cpu_isa().toString().toLowerCase(Locale.ROOT);
    }

    /**
     * The CPU engine.
     *
     * @throws LinkageError if there is no build of oneDNN for this system
     */
    public static dnnl_engine engine() {
        return Loaded.ENGINE;
    }

    /** The stream that runs primitives one after the other. */
    public static dnnl_stream stream() {
        return Loaded.STREAM;
    }

    /**
     * Turns a status that is not success into an exception.
     *
     * @throws IllegalStateException if the status is none of success; that is a fault of the calling package
     */
    public static void check(int status, String what) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN cannot make or run " + what + " (status " + status + ")");
        }
    }
}
