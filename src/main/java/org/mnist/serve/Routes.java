package org.mnist.serve;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mnist.base.Failure;
import org.mnist.network.Task;
import org.mnist.vision.PhotoReader;

/** Routes of a server: what it answers to which method and path. {@code openapi.json} tells others of them. */
final class Routes {
    private final List<ServedModel> models;
    private final Metrics metrics;
    private final Turns turns;
    private final Consumer<String> log;
    private final String page;
    private final String openApi;
    private final List<Route> all;

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

        PostedImage image(Task task) {
            return PostedImage.of(type, body, task);
        }
    }

    /** A model, as {@code GET /models} tells of it. */
    private record Told(String name, String about, String reader, Task task) {}

    private record Health(String status) {}

    /** Routes to these models. */
    Routes(List<ServedModel> models, Metrics metrics, Turns turns, Consumer<String> log) {
        this.models = models;
        this.metrics = metrics;
        this.turns = turns;
        this.log = log;
        page = DrawingPage.of(models);
        openApi = OpenApi.document();
        all = List.of(
                new Route("GET", "/", false, call -> Answer.text("text/html; charset=utf-8", page)),
                new Route("POST", "/predict", true, this::predict),
                new Route("GET", "/models", false, call -> models()),
                new Route("GET", Access.OPEN_PATH, false, call -> Answer.json(200, new Health("ok"))),
                new Route("GET", "/metrics", false, call -> Answer.text(Metrics.TYPE, metrics.text())),
                new Route("GET", "/openapi.json", false, call -> Answer.text("application/json", openApi)));
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

    private Answer models() {
        return Answer.json(
                200,
                models.stream()
                        .map(model -> new Told(
                                model.name(),
                                model.info().about(),
                                model.reader().kind(),
                                model.reader().task()))
                        .toList());
    }

    private Answer predict(Call call) {
        if (call.names.size() > 1) {
            return Answer.refused(400, "one model reads at a time; name it once");
        }
        Optional<ServedModel> named = call.names.isEmpty()
                ? Optional.of(models.get(0))
                : models.stream()
                        .filter(model -> model.name().equals(call.names.get(0)))
                        .findFirst();
        if (named.isEmpty()) {
            return Answer.refused(
                    404,
                    "there is no such model; there are "
                            + models.stream().map(ServedModel::name).collect(Collectors.joining(", ")));
        }
        ServedModel model = named.get();
        Answer answer = turns.take(() -> Answer.json(200, read(model.reader(), call)));
        if (call.counts) {
            metrics.predicted(model);
        }
        return answer;
    }

    private static Object read(PictureReader reader, Call call) {
        PictureReader.Prepared prepared = prepared(reader, call.image(reader.task()));
        synchronized (reader) {
            return prepared.read();
        }
    }

    private static PictureReader.Prepared prepared(PictureReader reader, PostedImage posted) {
        if (posted instanceof PostedImage.Numbers numbers) {
            return reader.prepare(numbers.image());
        }
        return PhotoReader.read(((PostedImage.File) posted).bytes(), "what was posted", reader::prepare);
    }
}
