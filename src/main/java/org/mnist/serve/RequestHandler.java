package org.mnist.serve;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.mnist.serve.Routes.Call;
import org.mnist.serve.Routes.Route;

/** Handler of all requests: it asks who may ask, waits without a thread for the body, and has a route answer. */
final class RequestHandler extends Handler.Abstract.NonBlocking {
    /** The header of requests by which a server warms itself up. */
    static final String WARM_UP = "X-Warm-Up";

    private static final double NANOS = 1e9;

    private final Access access;
    private final Routes routes;
    private final Metrics metrics;
    private final Deadlines deadlines;
    private final BodyMemory memory;
    private final Executor computing;
    private final String warmUpKey;
    private final String policy;

    /**
     * A handler.
     *
     * @param computing runs what takes a while; refuses when there is too much of it
     * @param warmUpKey the value of the header by which the server's own requests are known, which are not counted
     * @param policy the content security policy of its pages
     */
    RequestHandler(
            Access access,
            Routes routes,
            Metrics metrics,
            Deadlines deadlines,
            BodyMemory memory,
            Executor computing,
            String warmUpKey,
            String policy) {
        this.access = access;
        this.routes = routes;
        this.metrics = metrics;
        this.deadlines = deadlines;
        this.memory = memory;
        this.computing = computing;
        this.warmUpKey = warmUpKey;
        this.policy = policy;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        Optional<Answer> refusal = exchange.refusal();
        boolean waits = request.getHeaders().contains(HttpHeader.EXPECT);
        if (refusal.isPresent() && waits) { // the client has sent nothing yet, and need not
            exchange.refused(refusal.get());
        } else {
            IncomingBody.read(request, memory, refusal, exchange);
        }
        return true;
    }

    /** Answers a request that is not HTTP, for which there is no route. */
    boolean malformed(Request request, Response response, Callback callback, String why) {
        Answer answer = Answer.refused(response.getStatus(), why);
        new Exchange(request, response, callback).send(answer, Metrics.NO_ROUTE);
        return true;
    }

    /** A request and its answer. */
    private final class Exchange implements IncomingBody.Taker {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final Connection connection;
        private final RequestHead head;
        private final Optional<Fields> query;
        private final Optional<Route> route;
        private final boolean counts;

        Exchange(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            connection = request.getConnectionMetaData().getConnection();
            query = query(request);
            HttpFields headers = request.getHeaders();
            head = new RequestHead(
                    request.getMethod(),
                    Objects.requireNonNullElse(request.getHttpURI().getCanonicalPath(), ""),
                    headers.getValuesList(HttpHeader.HOST),
                    headers.getValuesList(HttpHeader.ORIGIN),
                    headers.getValuesList(HttpHeader.AUTHORIZATION),
                    parameters("token"),
                    headers.contains("Access-Control-Request-Method"));
            route = routes.at(head.path());
            counts = !warmUpKey.equals(headers.get(WARM_UP));
        }

        private static Optional<Fields> query(Request request) {
            try {
                return Optional.of(Request.extractQueryParameters(request));
            } catch (RuntimeException e) { // of several kinds, for what is no UTF-8
                return Optional.empty();
            }
        }

        private List<String> parameters(String name) {
            return query.map(fields -> fields.getValuesOrEmpty(name)).orElse(List.of());
        }

        /** Why the request is refused, whatever its body is; for the question of a browser, the answer to it. */
        Optional<Answer> refusal() {
            if (query.isEmpty()) {
                return Optional.of(Answer.refused(400, "the query is malformed"));
            }
            Optional<Answer> refused = access.refusal(head);
            if (refused.isPresent()) {
                return refused;
            }
            if (head.isPreflight() && access.crossOrigin(head).isPresent()) {
                return Optional.of(new Answer(204, "", "", Map.of())
                        .with("Access-Control-Allow-Methods", "GET, POST")
                        .with("Access-Control-Allow-Headers", "authorization, content-type")
                        .with("Access-Control-Max-Age", "600"));
            }
            if (route.isEmpty()) {
                return Optional.of(routes.noRoute());
            }
            return route.get().takes(head.method()) ? Optional.empty() : Optional.of(Routes.otherMethod(route.get()));
        }

        @Override
        public void whole(byte[] body, Runnable done) {
            deadlines.received(connection);
            Route here = route.orElseThrow();
            String type = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.CONTENT_TYPE), "");
            Call call = new Call(parameters("model"), type, body, counts);
            Runnable work = () -> {
                Answer answer;
                try {
                    answer = routes.answer(here, call);
                } finally {
                    done.run();
                }
                send(answer, here.path());
            };
            if (!here.computes()) {
                work.run();
                return;
            }
            try {
                computing.execute(work);
            } catch (RejectedExecutionException e) {
                done.run();
                send(Answer.refused(503, "too many requests at once; try again").with("Retry-After", "1"), here.path());
            }
        }

        @Override
        public void refused(Answer answer) {
            deadlines.received(connection);
            send(answer, route.map(Route::path).orElse(Metrics.NO_ROUTE));
        }

        @Override
        public void failed(Answer answer) {
            deadlines.received(connection);
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            send(answer, route.map(Route::path).orElse(Metrics.NO_ROUTE));
        }

        void send(Answer answer, String counted) {
            if (counts) {
                double seconds = (System.nanoTime() - request.getHeadersNanoTime()) / NANOS;
                metrics.answered(counted, head.method(), answer.status(), seconds);
            }
            response.setStatus(answer.status());
            HttpFields.Mutable headers = response.getHeaders();
            if (!answer.type().isEmpty()) {
                headers.put(HttpHeader.CONTENT_TYPE, answer.type());
            }
            headers.put("X-Content-Type-Options", "nosniff");
            headers.put(HttpHeader.CACHE_CONTROL, "no-store");
            headers.put("Content-Security-Policy", policy);
            headers.put("Referrer-Policy", "no-referrer"); // an address may hold the token
            answer.headers().forEach(headers::put);
            if (access.knowsOrigins()) {
                headers.put(HttpHeader.VARY, "Origin");
            }
            access.crossOrigin(head).ifPresent(origin -> headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin));
            byte[] content = answer.bytes();
            headers.put(HttpHeader.CONTENT_LENGTH, content.length);
            response.write(
                    true, ByteBuffer.wrap(content), Callback.from(callback, () -> deadlines.answered(connection)));
        }
    }
}
