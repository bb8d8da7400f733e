package org.mnist.serve;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory for the bodies of requests, those that are still coming in and those that wait to be read. When it is full, the body
 * that has been coming in for longest is dropped: who sends slowly, or only half, takes nothing from others.
 */
final class BodyMemory {
    /** A body that holds memory. */
    interface Holder {
        /** Ends the request of a body that is still coming in. Called by any thread. */
        void drop();
    }

    private final long most;
    private long held;

    /** Bytes of the bodies that are still coming in, the oldest first. */
    private final Map<Holder, Long> coming = new LinkedHashMap<>();

    /** Bytes of the bodies that are here. */
    private final Map<Holder, Long> whole = new HashMap<>();

    /** Memory of so many bytes. */
    BodyMemory(long most) {
        this.most = most;
    }

    /**
     * Takes memory for a part of a body that comes in.
     *
     * @return false if there is none, even without the others that are coming in
     */
    synchronized boolean take(Holder body, int bytes) {
        coming.merge(body, (long) bytes, Long::sum);
        held += bytes;
        while (held > most) {
            Iterator<Map.Entry<Holder, Long>> oldest = coming.entrySet().iterator();
            Map.Entry<Holder, Long> dropped = oldest.next(); // there is one: the body itself
            oldest.remove();
            held -= dropped.getValue();
            if (dropped.getKey() == body) {
                return false;
            }
            dropped.getKey().drop();
        }
        return true;
    }

    /** Keeps a body that is whole, until it is given back. */
    synchronized void keep(Holder body) {
        Long bytes = coming.remove(body);
        if (bytes != null) {
            whole.put(body, bytes);
        }
    }

    /** Gives back what a body holds, if anything. */
    synchronized void giveBack(Holder body) {
        for (Map<Holder, Long> bodies : List.of(coming, whole)) {
            Long bytes = bodies.remove(body);
            held -= bytes == null ? 0 : bytes;
        }
    }
}
