package org.mnist.track.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.mnist.base.Failure;
import org.mnist.data.Proxies;

/**
 * A tracking server, and as whom it is asked.
 *
 * @param address where it is, without a slash at its end
 * @param authorization the header that says who asks; empty if anybody may
 * @param proxies by which it is asked
 */
public record MlflowServer(String address, Optional<String> authorization, Proxies proxies) {
    /** The variable that names a server, as MLflow's own programs know it. */
    public static final String URI_VARIABLE = "MLFLOW_TRACKING_URI";

    private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
    private static final String USER = "MLFLOW_TRACKING_USERNAME";
    private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
    private static final int MOST_PORT = 0xffff;

    /**
     * The server that a person names, by an option or else by a variable; empty if by neither. Who asks is said by variables
     * alone, for what stands on a command line is seen by others.
     *
     * @throws Failure of kind USAGE if it is no address of a server, or a variable cannot be a header
     */
    public static Optional<MlflowServer> named(Optional<String> option, Map<String, String> variables) {
        String variable = variables.getOrDefault(URI_VARIABLE, "");
        if (option.isEmpty() && variable.isEmpty()) {
            return Optional.empty();
        }
        String origin = option.isPresent() ? "--mlflow-uri" : URI_VARIABLE;
        return Optional.of(new MlflowServer(
                address(origin, option.orElse(variable)), authorization(variables), new Proxies(variables)));
    }

    /**
     * The address of a server, without a slash at its end.
     *
     * @param origin who names it, for messages
     * @throws Failure of kind USAGE if it is none
     */
    public static String address(String origin, String named) {
        try {
            URI uri = URI.create(named);
            if (uri.getRawUserInfo() != null) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        origin + " has a name or password in it, where others see them; say them by " + USER + " and "
                                + PASSWORD + ", or a token by " + TOKEN);
            }
            boolean ofServer = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (ofServer
                    && uri.getHost() != null
                    && uri.getPort() <= MOST_PORT
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return named.replaceFirst("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new Failure(
                Failure.Kind.USAGE,
                origin + " is " + named
                        + "; it must be the address of a tracking server, such as https://HOST or http://localhost:5000");
    }

    private static Optional<String> authorization(Map<String, String> variables) {
        String user = variables.getOrDefault(USER, "");
        String password = variables.getOrDefault(PASSWORD, "");
        if (!user.isEmpty() && !password.isEmpty()) { // they come first in MLflow's own programs too
            byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
        }
        String token = variables.getOrDefault(TOKEN, "");
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new Failure(
                    Failure.Kind.USAGE, TOKEN + " has signs in it that no token can have; set it without them");
        }
        return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
    }

    /** Whether who asks can be read by others on the way. */
    boolean tellsSecrets() {
        String host = URI.create(address).getHost();
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return authorization.isPresent() && address.startsWith("http:") && !here;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return address;
    }
}
