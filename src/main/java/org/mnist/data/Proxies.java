package org.mnist.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies by which a network is left: those of Java's properties ({@code https.proxyHost}), else those of the variables
 * that curl and others know: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}, in small letters too.
 */
public final class Proxies extends ProxySelector {
    /** No proxy at all. */
    static final Proxies NONE = new Proxies(Map.of());

    /** The highest number of a port. */
    static final int MOST_PORT = 0xffff;

    private static final int USUAL_PORT = 80;

    private final Map<String, String> variables;

    /** The proxies that these variables name. */
    public Proxies(Map<String, String> variables) {
        this.variables = variables;
        // Java sends no password when it asks for a tunnel unless this says so, before its first client is made.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    /**
     * The proxy for an address, {@code host:port}; empty if it is asked itself.
     *
     * @throws IOException if a variable names one that cannot be used
     */
    Optional<String> proxy(URI address) throws IOException {
        return all(address).stream()
                .filter(proxy -> proxy.address() instanceof InetSocketAddress)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(proxy -> proxy.getHostString() + ":" + proxy.getPort())
                .findFirst();
    }

    @Override
    public List<Proxy> select(URI address) {
        try {
            return all(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Proxy> all(URI address) throws IOException {
        if (System.getProperty(address.getScheme() + ".proxyHost") != null) {
            return Objects.requireNonNull(ProxySelector.getDefault()).select(address);
        }
        Optional<URI> named = isExempt(address) ? Optional.empty() : named(address.getScheme());
        return List.of(named.map(Proxies::byHttp).orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException e) {
        // Whoever has asked gets the exception.
    }

    /** Gives a proxy the name and password that are in its address. */
    Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY ? credentials(getRequestingHost()) : null;
            }
        };
    }

    private @Nullable PasswordAuthentication credentials(String host) {
        try {
            for (String scheme : List.of("https", "http")) {
                Optional<URI> proxy = named(scheme).filter(uri -> uri.getHost().equalsIgnoreCase(host));
                if (proxy.isPresent() && proxy.get().getRawUserInfo() != null) {
                    return credentials(proxy.get());
                }
            }
            return null;
        } catch (IOException e) {
            return null; // it was told when the proxy was chosen
        }
    }

    /**
     * The header {@code Proxy-Authorization} for an address, for those who send a header {@code Authorization} of their own, which
     * Java does not with an {@link Authenticator}; empty if there is no proxy, or it asks for no password.
     *
     * @throws IOException if a variable names a proxy that cannot be used
     */
    public Optional<String> authorization(URI address) throws IOException {
        if (System.getProperty(address.getScheme() + ".proxyHost") != null || isExempt(address)) {
            return Optional.empty();
        }
        return named(address.getScheme())
                .filter(proxy -> proxy.getRawUserInfo() != null)
                .map(proxy -> {
                    PasswordAuthentication who = credentials(proxy);
                    String both = who.getUserName() + ":" + String.valueOf(who.getPassword());
                    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
                });
    }

    private static PasswordAuthentication credentials(URI proxy) {
        String userInfo = proxy.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        String name = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new PasswordAuthentication(decoded(name), decoded(password).toCharArray());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Proxy byHttp(URI proxy) {
        int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
    }

    /** The proxy that a variable names for a scheme. */
    private Optional<URI> named(String scheme) throws IOException {
        for (String name : List.of(scheme + "_proxy", "all_proxy")) {
            for (String written : List.of(name, name.toUpperCase(Locale.ROOT))) {
                String value = variables.getOrDefault(written, "").strip();
                if (!value.isEmpty()) {
                    return Optional.of(parsed(written, value));
                }
            }
        }
        return Optional.empty();
    }

    private static URI parsed(String variable, String value) throws IOException {
        try {
            URI proxy = new URI(value.contains("://") ? value : "http://" + value);
            if ("http".equals(proxy.getScheme()) && proxy.getHost() != null && proxy.getPort() <= MOST_PORT) {
                return proxy;
            }
        } catch (URISyntaxException e) {
            // Told below: its own words would show a password.
        }
        throw new IOException(
                variable + " names no proxy that can be used here; it must be http://HOST:PORT, with USER:PASSWORD@"
                        + " before the host if it asks for them");
    }

    /** Whether an address is asked without a proxy: this machine, and what {@code NO_PROXY} lists. */
    private boolean isExempt(URI address) {
        String host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        String list = variables.getOrDefault("no_proxy", variables.getOrDefault("NO_PROXY", ""));
        return Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || isOf(host, address.getPort(), entry));
    }

    /** Whether a host is the one that an entry names, or in the domain that it names; {@code host:port} is of that port alone. */
    private static boolean isOf(String host, int port, String entry) {
        String name = entry.replaceFirst("^\\*?\\.", "");
        String ofPort = name.replaceFirst(":\\d+$", "");
        boolean portMatches = name.equals(ofPort) || name.endsWith(":" + port);
        return portMatches && (host.equals(ofPort) || host.endsWith("." + ofPort));
    }
}
