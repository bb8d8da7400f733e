package org.mnist.network.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist.base.Failure;
import org.mnist.base.natives.Natives;
import org.mnist.config.TrainConfig.Backend;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;

/**
 * The start of ND4J, which computes where it was asked to or not at all. Networks and engines start it themselves, so
 * that nobody else has to remember it.
 */
public final class Backends {
    static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";
    static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

    private static boolean started;

    private Backends() {}

    /**
     * Starts ND4J, once in a process, and says how many threads compute from now on.
     *
     * @param backend where it must compute
     * @param threads how many CPU threads it may use; 0: as many as this process has processors
     * @throws Failure of kind UNAVAILABLE if it cannot compute there, or its libraries have no safe place
     */
    public static synchronized void start(Backend backend, int threads) {
        boolean cuda = backend == Backend.CUDA;
        requireInBuild(backend);
        if (!started) {
            if (cuda) {
                new CudaDevices("nvidia-smi", System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", "")).requireUsable();
            }
            Natives.prepare();
            showOnly(cuda ? CUDA_BACKEND : CPU_BACKEND);
        }
        boolean onCpu = startsOnCpu(cuda);
        started = true;
        if (onCpu == cuda) {
            throw cuda
                    ? noGpu(null)
                    : new Failure(
                            Failure.Kind.UNAVAILABLE,
                            "--backend cpu: ND4J computes on the GPU already, and a process has one backend; start"
                                    + " mnist once for each");
        }
        if (!cuda) {
            computeHereWith(threads(threads));
            if (Nd4j.factory().blas() instanceof Nd4jBlas blas) {
                blas.setMaxThreads(threads(threads));
            }
        }
    }

    /** Starts ND4J on the CPU where nobody has started it: a network that is only looked at needs no more. */
    public static synchronized void startUnlessStarted() {
        if (!started) {
            start(Backend.CPU, 0);
        }
    }

    /**
     * Refuses a backend that this build lacks, without starting any.
     *
     * @throws Failure of kind UNAVAILABLE
     */
    public static void requireInBuild(Backend backend) {
        if (backend == Backend.CUDA && !hasCuda()) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "--backend cuda: this build has no CUDA; build one with `mvn -P cuda -DskipTests package`, or use"
                            + " --backend cpu");
        }
    }

    /** Whether this build has ND4J's CUDA backend; whether there is a GPU, only the start of it tells. */
    public static boolean hasCuda() {
        return ND4JClassLoading.classPresentOnClasspath(CUDA_BACKEND);
    }

    /**
     * Says how many threads share the work that this thread hands out. OpenMP keeps that number apart for each thread that
     * hands out work, and begins with that of the processors: a thread that is to compute alone has to say so itself.
     */
    public static void computeHereWith(int threads) {
        startUnlessStarted(); // its native part cannot be had before the rest of ND4J
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }

    /** How many threads a setting of {@code threads} means here. */
    public static int threads(int threads) {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** Starts ND4J and tells where it computes. Where CUDA's libraries are missing it prints a stack trace and fails. */
    private static boolean startsOnCpu(boolean cuda) {
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return Nd4j.getEnvironment().isCPU();
        } catch (RuntimeException | LinkageError e) {
            if (cuda) {
                throw noGpu(e);
            }
            throw e;
        } finally {
            System.setErr(err);
        }
    }

    private static Failure noGpu(@Nullable Throwable cause) {
        return new Failure(
                Failure.Kind.UNAVAILABLE,
                "--backend cuda: this build has CUDA, but there is no usable GPU here (CUDA 11.6 driver and device);"
                        + " use --backend cpu",
                cause);
    }

    /** Of two backends on the class path ND4J takes the GPU, and where that fails the CPU, unasked. So it sees only one. */
    private static void showOnly(String backend) {
        ND4JClassLoading.setNd4jClassloader(new OneBackend(ND4JClassLoading.getNd4jClassloader(), backend));
    }

    /** A class loader that hides from Java's service loader every ND4J backend but one. */
    static final class OneBackend extends ClassLoader {
        private static final String SERVICES = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

        private final String backend;

        OneBackend(ClassLoader parent, String backend) {
            super(parent);
            this.backend = backend;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> all = super.getResources(name);
            if (!name.equals(SERVICES)) {
                return all;
            }
            List<URL> shown = new ArrayList<>();
            for (URL services : Collections.list(all)) {
                try (InputStream in = services.openStream()) {
                    if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(backend)) {
                        shown.add(services);
                    }
                }
            }
            return Collections.enumeration(shown);
        }
    }
}
