package org.mnist.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.mnist.base.Console;

/**
 * Signals that ask for a stop: while one of these is open, SIGINT and SIGTERM do not end the process, but a second one
 * does so at once. Java has no supported way to do this. {@code sun.misc.Signal} is the one that every JDK exports for
 * it, and since the compiler warns of it whatever it is told, it is called by reflection.
 */
public final class Signals implements AutoCloseable {
    private static final Map<String, Integer> EXIT_CODES =
            Map.of("INT", ExitCode.INTERRUPTED, "TERM", ExitCode.TERMINATED);

    /** The exit code of the signal that was caught; 0 before. */
    private final AtomicInteger caught = new AtomicInteger();

    private final Map<String, Object> before = new LinkedHashMap<>();

    private Signals() {}

    /**
     * Catches SIGINT and SIGTERM until it is closed.
     *
     * @param console is told of the first one
     */
    public static Signals catchStops(Console console) {
        Signals signals = new Signals();
        EXIT_CODES.forEach((name, exitCode) -> {
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {type("SignalHandler")}, (proxy, method, args) -> {
                        if (method.getName().equals("handle")) {
                            signals.onSignal(exitCode, console);
                            return null;
                        }
                        return method.invoke(signals, args);
                    });
            signals.before.put(name, handle(name, handler));
        });
        return signals;
    }

    private void onSignal(int exitCode, Console console) {
        if (!caught.compareAndSet(0, exitCode)) {
            Runtime.getRuntime().halt(exitCode);
        }
        console.error("stopping after this step; once more to stop at once, without saving");
    }

    /** Whether a stop was asked for. */
    public boolean stopRequested() {
        return caught.get() != 0;
    }

    /** The exit code of the signal that was caught; 0 if none was. */
    public int exitCode() {
        return caught.get();
    }

    @Override
    public void close() {
        before.forEach(Signals::handle);
    }

    /** Sets the handler of a signal. Returns the one before. */
    private static Object handle(String name, Object handler) {
        try {
            Object signal = type("Signal").getConstructor(String.class).newInstance(name);
            return type("Signal")
                    .getMethod("handle", type("Signal"), type("SignalHandler"))
                    .invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
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
