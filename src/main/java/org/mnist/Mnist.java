package org.mnist;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.mnist.base.StandardOutput;
import org.mnist.cli.Cli;
import org.mnist.cli.Environment;

/** The command {@code mnist}. */
public final class Mnist {
    /** The exit code for what is not to be had, where {@code ExitCode} may not be. */
    private static final int UNAVAILABLE = 69;

    private Mnist() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream err = utf8(FileDescriptor.err);
        int code;
        try {
            refuseObjects();
            code = run(args, System.in, new StandardOutput(), err, Environment.ofProcess());
        } catch (InternalError | LinkageError e) { // so Java says that it cannot open its own files
            if (canOpenFiles()) {
                throw e;
            }
            err.println("mnist: too few files may be open at once; allow more by: ulimit -n 1024");
            code = UNAVAILABLE;
        }
        System.exit(code);
    }

    /** Whether another file can be opened now. */
    private static boolean canOpenFiles() {
        try (FileInputStream file = new FileInputStream(System.getProperty("java.home") + "/release")) {
            return file.getFD().valid();
        } catch (IOException e) {
            return !String.valueOf(e.getMessage()).contains("Too many open files");
        }
    }

    /**
     * Runs the command in this process.
     *
     * @param args its arguments
     * @param in what is piped into it
     * @param out gets results
     * @param err gets all other lines
     * @param environment variables and terminal
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err, Environment environment) {
        return new Cli(in, out, err, environment).run(args);
    }

    /** No object is ever read from bytes. The launcher sets this too, and it can be set only once. */
    private static void refuseObjects() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(info -> ObjectInputFilter.Status.REJECTED);
        }
    }

    /** The same bytes under every locale. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
