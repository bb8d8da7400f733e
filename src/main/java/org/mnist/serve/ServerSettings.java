package org.mnist.serve;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mnist.base.Failure;

/**
 * Address of a server, and who may use it.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes one that is free
 * @param token what every request must know, but those for {@code /healthz}; of an address that others reach always there
 * @param origins of pages elsewhere that may use the server, such as {@code https://example.org}
 */
public record ServerSettings(InetAddress host, int port, Optional<String> token, Set<String> origins) {
    private static final int TOKEN_BYTES = 18;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{8,128}");
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::[1-9][0-9]{0,4})?");

    /** Checks the token and the origins. */
    public ServerSettings {
        token.ifPresent(ServerSettings::checkToken);
        origins.forEach(ServerSettings::checkOrigin);
        origins = Set.copyOf(origins);
        if (!host.isLoopbackAddress() && token.isEmpty()) {
            throw new IllegalArgumentException("others reach " + host + ", and there is no token");
        }
    }

    /** This machine alone, without a token. */
    public static ServerSettings loopback(int port) {
        return new ServerSettings(InetAddress.getLoopbackAddress(), port, Optional.empty(), Set.of());
    }

    /** A token that nobody can guess: 144 bits at random. */
    public static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Refuses a token that cannot stand in an address as it is, or is short.
     *
     * @throws Failure of kind USAGE
     */
    public static void checkToken(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--token has 8 to 128 letters of ASCII, digits and . _ ~ -; leave it out, and one is made up");
        }
    }

    /**
     * Refuses what is no origin: scheme, host and port of a page, as browsers write it.
     *
     * @throws Failure of kind USAGE
     */
    public static void checkOrigin(String origin) {
        if (!ORIGIN.matcher(origin).matches()) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    "--cors is " + origin + "; an origin is scheme, host and port in small letters and nothing behind"
                            + " them, such as https://example.org or http://localhost:3000");
        }
    }

    /** Whether the server can be reached from this machine alone. */
    public boolean isLoopback() {
        return host.isLoopbackAddress();
    }

    /** An address as it stands in a URL. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return address instanceof Inet6Address ? "[" + (zone < 0 ? text : text.substring(0, zone)) + "]" : text;
    }

    /** An address by which the server is reached: of all addresses one that other machines know, IPv4 first. */
    InetAddress reachable() {
        return host.isAnyLocalAddress()
                ? machineAddresses().stream().findFirst().orElseGet(InetAddress::getLoopbackAddress)
                : host;
    }

    /** An address by which this machine itself reaches the server. */
    InetAddress fromHere() {
        return host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    }

    /** The addresses of this machine that other machines may know. */
    public static List<InetAddress> machineAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                    .toList();
        } catch (SocketException e) {
            return List.of(); // a machine that tells of no interfaces has none that others know
        }
    }
}
