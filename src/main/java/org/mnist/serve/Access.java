package org.mnist.serve;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of who may ask. A server for this machine alone answers to its own names only, so that no name of another host that
 * leads here is let in (DNS rebinding); one with a token answers to who has it. Pages of other origins are refused unless their
 * origin was named.
 */
final class Access {
    /** The path that answers without a token. */
    static final String OPEN_PATH = "/healthz";

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+)");
    private static final String HTTP_PORT = ":80";

    private final Optional<String> token;
    private final Set<String> origins;

    /** What {@code Host} may say; anything if empty. */
    private final Set<String> ownHosts;

    private Access(Set<String> ownHosts, Optional<String> token, Set<String> origins) {
        this.ownHosts = ownHosts;
        this.token = token;
        this.origins = origins;
    }

    /** The rules of a server that listens so, at a port that it has by now. */
    static Access of(ServerSettings settings, int port) {
        return new Access(
                settings.isLoopback() ? ownHosts(settings.host(), port) : Set.of(),
                settings.token(),
                settings.origins());
    }

    private static Set<String> ownHosts(InetAddress address, int port) {
        Set<String> hosts = new HashSet<>();
        for (String name : List.of("127.0.0.1", "localhost", "[::1]", ServerSettings.literal(address))) {
            hosts.add(name + ":" + port);
            if (port == 80) { // which browsers leave out
                hosts.add(name);
            }
        }
        return hosts;
    }

    /** The refusal of a request, or empty if it may ask. */
    Optional<Answer> refusal(RequestHead head) {
        if (head.hosts().size() != 1) {
            return refused(400, "a request has one Host");
        }
        if (head.origins().size() > 1) {
            return refused(400, "a request has one Origin at most");
        }
        String host = head.hosts().get(0).toLowerCase(Locale.ROOT);
        if (!ownHosts.isEmpty() && !ownHosts.contains(host)) {
            return refused(403, "this server answers to its own name only; open the address that it printed");
        }
        boolean foreign =
                head.origins().stream().anyMatch(origin -> !isOfThisServer(origin, host) && !origins.contains(origin));
        if (foreign) {
            return refused(403, "only pages of this server may use it; --cors names others");
        }
        return token.isEmpty() || head.path().equals(OPEN_PATH) || head.isPreflight()
                ? Optional.empty()
                : tokenRefusal(token.get(), head);
    }

    /** The origin of another server's page, if it may use this one. */
    Optional<String> crossOrigin(RequestHead head) {
        return head.origins().stream().filter(origins::contains).findFirst();
    }

    /** Whether any page of another server may use this one, so that answers depend on the origin. */
    boolean knowsOrigins() {
        return !origins.isEmpty();
    }

    /** A proxy in front may speak https, while this server is asked by http. */
    private static boolean isOfThisServer(String origin, String host) {
        return origin.equals("https://" + host) || withoutPort(origin).equals("http://" + withoutPort(host));
    }

    private static String withoutPort(String host) {
        return host.endsWith(HTTP_PORT) ? host.substring(0, host.length() - HTTP_PORT.length()) : host;
    }

    private static Optional<Answer> tokenRefusal(String token, RequestHead head) {
        if (head.authorizations().size() + head.tokens().size() > 1) {
            return unauthorized("a request has one token");
        }
        String given = head.tokens().isEmpty()
                ? bearer(head.authorizations())
                : head.tokens().get(0);
        if (given.isEmpty()) {
            return unauthorized("a token is wanted: open the whole address that mnist serve printed, or send"
                    + " Authorization: Bearer TOKEN");
        }
        return isSame(token, given) ? Optional.empty() : unauthorized("this is not the token of this server");
    }

    private static String bearer(List<String> authorizations) {
        Matcher matcher = BEARER.matcher(String.join("", authorizations));
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Takes as long for a token that is nearly right as for one that is all wrong. */
    private static boolean isSame(String token, String given) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Answer> unauthorized(String why) {
        return Optional.of(Answer.refused(401, why).with("WWW-Authenticate", "Bearer"));
    }

    private static Optional<Answer> refused(int status, String why) {
        return Optional.of(Answer.refused(status, why));
    }
}
