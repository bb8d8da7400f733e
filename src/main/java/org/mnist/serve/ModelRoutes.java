package org.mnist.serve;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mnist.network.Task;
import org.mnist.serve.Routes.Call;
import org.mnist.serve.Routes.Route;
import org.mnist.vision.PhotoReader;

/** Routes to models: a page to draw on, and what reads pictures. {@code openapi.json} tells others of them. */
final class ModelRoutes {
    private final List<ServedModel> models;
    private final Metrics metrics;
    private final Turns turns;

    private ModelRoutes(List<ServedModel> models, Metrics metrics, Turns turns) {
        this.models = models;
        this.metrics = metrics;
        this.turns = turns;
    }

    /** The routes to these models. */
    static List<Route> of(List<ServedModel> models, Metrics metrics, Turns turns) {
        ModelRoutes routes = new ModelRoutes(models, metrics, turns);
        String page = DrawingPage.of(models);
        String openApi = OpenApi.document();
        return List.of(
                new Route("GET", "/", false, call -> Answer.text("text/html; charset=utf-8", page)),
                new Route("POST", "/predict", true, routes::predict),
                new Route("GET", "/models", false, call -> routes.models()),
                new Route("GET", Access.OPEN_PATH, false, call -> Answer.json(200, new Health("ok"))),
                new Route("GET", "/metrics", false, call -> Answer.text(Metrics.TYPE, metrics.text())),
                new Route("GET", "/openapi.json", false, call -> Answer.text("application/json", openApi)));
    }

    /** A model, as {@code GET /models} tells of it. */
    private record Told(String name, String about, String reader, Task task) {}

    private record Health(String status) {}

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
        if (call.names().size() > 1) {
            return Answer.refused(400, "one model reads at a time; name it once");
        }
        Optional<ServedModel> named = call.names().isEmpty()
                ? Optional.of(models.get(0))
                : models.stream()
                        .filter(model -> model.name().equals(call.names().get(0)))
                        .findFirst();
        if (named.isEmpty()) {
            return Answer.refused(
                    404,
                    "there is no such model; there are "
                            + models.stream().map(ServedModel::name).collect(Collectors.joining(", ")));
        }
        ServedModel model = named.get();
        Answer answer = turns.take(() -> Answer.json(200, read(model.reader(), call)));
        if (call.counts()) {
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
