package org.mnist.cli;

import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.base.natives.Natives;

/** Errors of a machine that gives the program too little, told from faults of its own, with the setting that gives more. */
final class ResourceErrors {
    private static final int MOST_CAUSES = 20;

    private ResourceErrors() {}

    /** The failure that something thrown stands for; empty if it is no shortage. */
    static Optional<Failure> of(Throwable thrown) {
        Throwable cause = thrown;
        boolean natives = false;
        for (int i = 0; i < MOST_CAUSES; i++) {
            if (cause instanceof OutOfMemoryError memory) {
                return Optional.of(unavailable(ofMemory(Failure.message(memory)), thrown));
            }
            if (String.valueOf(cause.getMessage()).contains("Too many open files")) {
                return Optional.of(unavailable(
                        "too few files may be open at once (" + FailureReporter.firstLine(Failure.message(cause))
                                + "); allow more by: ulimit -n 1024",
                        thrown));
            }
            natives |= isOfNatives(cause);
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        return natives
                ? Optional.of(unavailable(
                        "the native libraries cannot be loaded (" + FailureReporter.firstLine(Failure.message(cause))
                                + "); the folder that they are unpacked into (`mnist cache show` names it) must have"
                                + " room for 520 MB and may hold programs, another one can be named by"
                                + " MNIST_JAVA_OPTS=-D" + Natives.PROPERTY + "=DIR; and they need about 2 GB of"
                                + " address space (`ulimit -v`)",
                        thrown))
                : Optional.empty();
    }

    /** Whether a native library, or a class that begins with loading one, is not there; other classes are in the jars. */
    private static boolean isOfNatives(Throwable thrown) {
        return thrown instanceof UnsatisfiedLinkError
                || thrown instanceof ExceptionInInitializerError
                || (thrown instanceof NoClassDefFoundError
                        && String.valueOf(thrown.getMessage()).startsWith("Could not initialize"));
    }

    private static String ofMemory(String message) {
        if (message.contains("maxPhysicalBytes")) {
            return "not enough memory (" + message
                    + "); allow more by MNIST_JAVA_OPTS=-Dorg.bytedeco.javacpp.maxphysicalbytes=4g, or take a smaller"
                    + " --batch";
        }
        if (message.contains("Cannot allocate") || message.contains("Failed to allocate")) {
            return "not enough memory outside Java's heap (" + message
                    + "); allow more by MNIST_JAVA_OPTS=-Dorg.bytedeco.javacpp.maxbytes=8g, free some, or take a"
                    + " smaller --batch";
        }
        if (message.contains("thread")) {
            return "no more threads can be started (" + message
                    + "); raise the limit (`ulimit -u`), or lower --threads";
        }
        long most = Runtime.getRuntime().maxMemory() >> 20;
        return "not enough memory in Java's heap of " + most + " MB (" + message
                + "); give it more by MNIST_JAVA_OPTS=-Xmx2g, or take a smaller --batch";
    }

    private static Failure unavailable(String message, Throwable cause) {
        return new Failure(Failure.Kind.UNAVAILABLE, message, cause);
    }
}
