package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.mnist.base.Failure;

/**
 * A web server that has the files below one address.
 *
 * @param base the address, with a slash at its end
 * @param limits how long to wait and where redirects may lead
 * @param proxies by which proxies it is asked
 */
record MirrorSource(URI base, Limits limits, Proxies proxies) implements Source {
    private static final int MAX_REDIRECTS = 5;

    /** A server that is asked without a proxy. */
    MirrorSource(URI base, Limits limits) {
        this(base, limits, Proxies.NONE);
    }

    /** The same server, asked by way of proxies. */
    MirrorSource through(Proxies others) {
        return new MirrorSource(base, limits, others);
    }

    /**
     * How patient and how trusting to be.
     *
     * @param connect until the connection stands
     * @param answer until the response begins
     * @param body until one file has come whole
     * @param trusted {@code host:port} of servers that may be asked without https and in one's own network: a user's own mirror
     */
    record Limits(Duration connect, Duration answer, Duration body, Set<String> trusted) {
        /** Short enough that two dead mirrors cost less than ten seconds. */
        static final Limits STANDARD =
                new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(3), Set.of());

        /** The same, with time for half a gigabyte over a slow line. */
        static final Limits LARGE =
                new Limits(STANDARD.connect(), STANDARD.answer(), Duration.ofHours(2), STANDARD.trusted());
    }

    @Override
    public String name() {
        return base.getHost();
    }

    @Override
    public void fetch(List<KnownFile> files, Taker taker) throws IOException {
        HttpClient client = client();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "download-clock");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (KnownFile file : files) {
                try (InputStream body = open(client, base.resolve(file.delivered()))) {
                    ScheduledFuture<?> alarm =
                            clock.schedule(() -> close(body), limits.body().toMillis(), TimeUnit.MILLISECONDS);
                    taker.take(file, body, !file.asDelivered());
                    alarm.cancel(false);
                }
            }
        } finally {
            clock.shutdownNow();
        }
    }

    /** Why the server gives no answer of any kind within some seconds; empty if it does. */
    Optional<String> whySilent() {
        Limits soon = new Limits(limits.connect(), limits.connect(), limits.connect(), limits.trusted());
        try {
            requireAllowed(base);
            new MirrorSource(base, soon, proxies).send(client(), base).body().close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Failure.message(e));
        }
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies)
                .authenticator(proxies.authenticator())
                .build();
    }

    private InputStream open(HttpClient client, URI first) throws IOException {
        URI address = first;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            requireAllowed(address);
            HttpResponse<InputStream> response = send(client, address);
            int status = response.statusCode();
            if (status == 200) {
                return response.body();
            }
            response.body().close();
            String location = response.headers().firstValue("Location").orElse(null);
            if (status / 100 != 3 || location == null) {
                throw new IOException("it answered " + status + " for " + address);
            }
            address = address.resolve(location);
        }
        throw new IOException("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private HttpResponse<InputStream> send(HttpClient client, URI address) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("User-Agent", "mnist") // some servers refuse what a library says of itself
                    .timeout(limits.answer())
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            Optional<String> proxy = proxies.proxy(address);
            throw proxy.isPresent() ? new IOException("by the proxy " + proxy.get() + ": " + Failure.message(e), e) : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void requireAllowed(URI address) throws IOException {
        boolean proxied = proxies.proxy(address).isPresent();
        boolean ofServer = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (ofServer && limits.trusted().contains(address.getAuthority())) {
            return;
        }
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            throw new IOException("it leads to " + address + ", which is not https");
        }
        if (proxied) {
            return; // where a name leads is the proxy's to find out, and whether one may go there
        }
        for (InetAddress host : InetAddress.getAllByName(address.getHost())) {
            if (host.isLoopbackAddress()
                    || host.isSiteLocalAddress()
                    || host.isLinkLocalAddress()
                    || host.isAnyLocalAddress()) {
                throw new IOException("it leads to " + address + ", which is not on the public internet");
            }
        }
    }

    /** Ends a body that takes too long: the reader then gets an IOException. */
    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
