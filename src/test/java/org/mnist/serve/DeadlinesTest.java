package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> closed = new ArrayList<>();
    private final Deadlines deadlines = new Deadlines(60, now::get);

    /** A connection of which no more is known than whether it was closed. */
    private Connection connection(String name) {
        EndPoint endPoint = proxy(EndPoint.class, method -> switch (method) {
            case "isOpen" -> !closed.contains(name);
            case "close" -> closed.add(name);
            default -> throw new UnsupportedOperationException(method);
        });
        return proxy(Connection.class, method -> switch (method) {
            case "getEndPoint" -> endPoint;
            case "hashCode" -> name.hashCode();
            case "equals" -> false;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Answers {
        Object answer(String method);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Object answer = method.getName().equals("equals") ? self == args[0] : answers.answer(method.getName());
            return method.getReturnType() == void.class ? null : answer;
        }));
    }

    private void closeLateAt(long time) {
        now.set(time);
        deadlines.closeLate();
    }

    /** Bytes that come in now and then change nothing: what counts is when the request is whole. */
    @Test
    void aRequestThatTakesTooLongIsCutOff() {
        Connection slow = connection("slow");
        deadlines.onOpened(slow);
        closeLateAt(60);
        assertThat(closed).isEmpty();
        closeLateAt(61);
        assertThat(closed).containsExactly("slow");
    }

    @Test
    void theTimeOfTheAnswerDoesNotCount() {
        Connection busy = connection("busy");
        deadlines.onOpened(busy);
        deadlines.received(busy);
        closeLateAt(1000);
        assertThat(closed).isEmpty();
        deadlines.answered(busy);
        closeLateAt(1060);
        assertThat(closed).isEmpty();
        closeLateAt(1061);
        assertThat(closed).as("the next request does not come").containsExactly("busy");
    }

    @Test
    void aConnectionThatIsGoneIsForgotten() {
        Connection gone = connection("gone");
        deadlines.onOpened(gone);
        deadlines.onClosed(gone);
        closeLateAt(1000);
        assertThat(closed).isEmpty();
        gone.getEndPoint().close();
        deadlines.answered(gone); // an answer that nobody gets any more
        closed.clear();
        closeLateAt(9000);
        assertThat(closed).isEmpty();
    }
}
