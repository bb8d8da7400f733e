package org.mnist.serve;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mnist.base.Failure;
import org.mnist.network.Task;

/** Routes of a server: what it answers to which method and path. */
final class Routes {
    private final List<Route> all;
    private final Consumer<String> log;

    /**
     * A route.
     *
     * @param method GET, which answers HEAD too, or POST
     * @param computes whether the answer takes a while, so that another thread than the network's has to make it
     * @param action makes the answer
     */
    record Route(String method, String path, boolean computes, Action action) {
        /** Whether a request with a method is for this route. */
        boolean takes(String asked) {
            return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
        }
    }

    /** The work of a route. */
    interface Action {
        Answer answer(Call call);
    }

    /** A request that may be answered. */
    static final class Call {
        private final List<String> names;
        private final String type;
        private final byte[] body;
        private final boolean counts;

        /**
         * A request.
         *
         * @param names of models, as its query has them
         * @param type the header {@code Content-Type}; empty if there is none
         * @param body its body, whole
         * @param counts whether it counts in the metrics; the server's own requests do not
         */
        Call(List<String> names, String type, byte[] body, boolean counts) {
            this.names = names;
            this.type = type;
            this.body = body;
            this.counts = counts;
        }

        List<String> names() {
            return names;
        }

        boolean counts() {
            return counts;
        }

        PostedImage image(Task task) {
            return PostedImage.of(type, body, task);
        }
    }

    /**
     * These routes.
     *
     * @param log gets a line for each fault
     */
    Routes(List<Route> all, Consumer<String> log) {
        this.all = List.copyOf(all);
        this.log = log;
    }

    /** All routes. */
    List<Route> all() {
        return all;
    }

    /** The route of a path, if there is one. */
    Optional<Route> at(String path) {
        return all.stream().filter(route -> route.path().equals(path)).findFirst();
    }

    /** The refusal of a path that is none. */
    Answer noRoute() {
        return Answer.refused(
                404, "there is only " + all.stream().map(Route::path).collect(Collectors.joining(", ")));
    }

    /** The refusal of a method that a route does not take. */
    static Answer otherMethod(Route route) {
        String allowed = route.method().equals("GET") ? "GET, HEAD" : route.method();
        String how = route.method().equals("GET")
                ? "GET it"
                : "POST a picture: curl --data-binary @digit.png, or curl -F image=@digit.png";
        return Answer.refused(405, how).with("Allow", allowed);
    }

    /** Answers a request; whatever goes wrong is an answer too. */
    Answer answer(Route route, Call call) {
        try {
            return route.action().answer(call);
        } catch (Failure e) {
            return Answer.refused(400, e.getMessage());
        } catch (OutOfMemoryError e) { // of one large picture; what it held is free again
            log.accept("a picture was refused: there is not enough memory for it beside the others");
            return Answer.refused(503, "there is not enough memory for this picture; send a smaller one");
        } catch (RuntimeException e) {
            log.accept("a fault of the program's own: " + e);
            return Answer.refused(500, "a fault of the program's own");
        }
    }
}
