package org.mnist.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.mnist.base.Console;

/**
 * Signals that ask for a stop: while one of these is open, SIGINT, SIGTERM, SIGHUP (the terminal has gone) and SIGUSR1 (which
 * batch systems send before the time is up) do not end the process, but a second one does so at once. What the process was
 * started to ignore, as {@code nohup} has it, it goes on ignoring. Java has no supported way to do this. {@code
 * sun.misc.Signal} is the one that every JDK exports for it, and since the compiler warns of it whatever it is told, it is
 * called by reflection.
 *
 * <p>When nobody reads standard output any more, that asks for a stop as well.
 */
public final class Signals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP", "USR1");

    /** The exit code of SIGTERM, which POSIX numbers 15. */
    private static final int TERMINATED = ExitCode.SIGNALLED + 15;

    private final Console console;

    /** The exit code of the signal that was caught; 0 before. */
    private final AtomicInteger caught = new AtomicInteger();

    private final Map<Object, Object> before = new LinkedHashMap<>();

    private Signals(Console console) {
        this.console = console;
    }

    /**
     * Catches those signals until it is closed.
     *
     * @param console is told of the first one
     */
    public static Signals catchStops(Console console) {
        Signals signals = new Signals(console);
        NAMES.forEach(name -> signal(name).ifPresent(signals::catchStop));
        return signals;
    }

    private void catchStop(Object signal) {
        int exitCode = ExitCode.SIGNALLED + number(signal);
        Object handler = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {type("SignalHandler")}, (proxy, method, args) -> {
                    if (method.getName().equals("handle")) {
                        onSignal(exitCode);
                        return null;
                    }
                    return method.invoke(this, args);
                });
        handle(signal, handler).ifPresent(earlier -> {
            before.put(signal, earlier);
            if (earlier.equals(ignoring())) {
                handle(signal, earlier);
            }
        });
    }

    private void onSignal(int exitCode) {
        if (!caught.compareAndSet(0, exitCode)) {
            Runtime.getRuntime().halt(exitCode);
        }
        console.error("stopping after this step; once more to stop at once, without saving");
    }

    /**
     * Lets the end of a stream ask for a stop as SIGTERM does: a process that was started through a pipe is told so that the
     * one at its other end has died, however that came.
     */
    public void stopAtEnd(InputStream in) {
        Thread watch = new Thread(
                () -> {
                    try {
                        in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        console.error("standard input cannot be read: " + e.getMessage());
                    }
                    if (caught.compareAndSet(0, TERMINATED)) {
                        console.error("standard input has ended; stopping after this step");
                    }
                },
                "stop-at-eof");
        watch.setDaemon(true);
        watch.start();
    }

    /** Whether a stop was asked for. */
    public boolean stopRequested() {
        return exitCode() != 0;
    }

    /** The exit code of the signal that was caught, or of a reader that has gone; 0 if neither has happened. */
    public int exitCode() {
        int signalled = caught.get();
        return signalled == 0 && console.readerHasGone() ? ExitCode.NO_READER : signalled;
    }

    @Override
    public void close() {
        before.forEach(Signals::handle);
    }

    /** A signal; empty where the system has none of that name. */
    private static Optional<Object> signal(String name) {
        try {
            return Optional.of(type("Signal").getConstructor(String.class).newInstance(name));
        } catch (InvocationTargetException e) {
            return Optional.empty(); // Windows has no HUP and no USR1
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(Object signal) {
        try {
            return (int) type("Signal").getMethod("getNumber").invoke(signal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object ignoring() {
        try {
            return type("SignalHandler").getField("SIG_IGN").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets the handler of a signal. Returns the one before; empty if this Java keeps the signal to itself. */
    private static Optional<Object> handle(Object signal, Object handler) {
        try {
            return Optional.of(type("Signal")
                    .getMethod("handle", type("Signal"), type("SignalHandler"))
                    .invoke(null, signal, handler));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) { // as one that was started with -Xrs
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("sun.misc." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
