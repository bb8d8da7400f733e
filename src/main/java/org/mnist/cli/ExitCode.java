package org.mnist.cli;

import org.mnist.base.Failure;

/** Exit codes of the command; where there is one, the number is that of sysexits.h. */
public final class ExitCode {
    /** Done. */
    public static final int OK = 0;
    /** A fault of the program's own. */
    public static final int INTERNAL = 1;
    /** Usage or configuration. */
    public static final int USAGE = 2;
    /** A gate was missed. */
    public static final int GATE = 3;
    /** Bad data or model file. */
    public static final int BAD_INPUT = 65;
    /** Input not found. */
    public static final int NOT_FOUND = 66;
    /** Not available: a download, CUDA, a CPU feature. */
    public static final int UNAVAILABLE = 69;
    /** An output cannot be created, or is there already. */
    public static final int CANNOT_CREATE = 73;
    /** Reading or writing failed. */
    public static final int IO = 74;
    /** Locked by another run. */
    public static final int LOCKED = 75;
    /** Training diverged. */
    public static final int DIVERGED = 76;
    /** Stopped by a signal, and saved: this and the number of the signal. */
    public static final int SIGNALLED = 128;
    /** Nobody reads standard output any more, as of what SIGPIPE has ended. */
    public static final int NO_READER = SIGNALLED + 13;

    private ExitCode() {}

    /** The code of a kind of failure. */
    public static int of(Failure.Kind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case GATE -> GATE;
            case BAD_INPUT -> BAD_INPUT;
            case NOT_FOUND -> NOT_FOUND;
            case UNAVAILABLE -> UNAVAILABLE;
            case CANNOT_CREATE -> CANNOT_CREATE;
            case IO -> IO;
            case LOCKED -> LOCKED;
            case DIVERGED -> DIVERGED;
        };
    }
}
