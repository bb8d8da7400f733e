package org.mnist.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.mnist.base.Failure;
import org.mnist.config.TrainConfig;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;

/** Starts ND4J where it was asked to compute, or says why it cannot; it never computes elsewhere instead. */
public final class Backends {
    private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

    private Backends() {}

    /**
     * Starts ND4J.
     *
     * @param backend where it must compute
     * @param threads how many CPU threads it may use; 0: as many as this process has processors
     * @throws Failure of kind UNAVAILABLE if it cannot compute there
     */
    public static void start(TrainConfig.Backend backend, int threads) {
        boolean cuda = backend == TrainConfig.Backend.CUDA;
        if (cuda && !onClassPath(CUDA_BACKEND)) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    "--backend cuda: this build has no CUDA; build one with `mvn -P cuda -DskipTests package`, or use --backend cpu");
        }
        if (startsOnCpu() == cuda) {
            throw new Failure(
                    Failure.Kind.UNAVAILABLE,
                    cuda
                            ? "--backend cuda: this build has CUDA, but there is no usable GPU here (CUDA 11.6 driver and device); use --backend cpu"
                            : "--backend cpu: ND4J took the GPU; set the environment variable BACKEND_PRIORITY_CPU=200, as scripts/mnist does");
        }
        if (!cuda) {
            computeHereWith(threads(threads));
            if (Nd4j.factory().blas() instanceof Nd4jBlas blas) {
                blas.setMaxThreads(threads(threads));
            }
        }
    }

    /**
     * Says how many threads share the work that this thread hands out. OpenMP keeps that number apart for each thread that
     * hands out work, and begins with that of the processors: a thread that is to compute alone has to say so itself.
     */
    public static void computeHereWith(int threads) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }

    /** Starts ND4J and tells where it computes. Where CUDA's libraries are missing it prints a stack trace and goes on. */
    private static boolean startsOnCpu() {
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return Nd4j.getEnvironment().isCPU();
        } finally {
            System.setErr(err);
        }
    }

    /** How many threads a setting of {@code threads} means here. */
    public static int threads(int threads) {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    private static boolean onClassPath(String className) {
        try {
            Class.forName(className, false, Backends.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
