package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist.base.Failure;

class AccessTest {
    private static final String TOKEN = "ABCD-1234";
    private static final Set<String> ORIGINS = Set.of("https://example.org");

    private static RequestHead head(String host, String origin, List<String> authorizations, List<String> tokens) {
        List<String> origins = origin == null ? List.of() : List.of(origin);
        return new RequestHead("POST", "/predict", List.of(host), origins, authorizations, tokens, false);
    }

    private static int status(Access access, RequestHead head) {
        return access.refusal(head).map(Answer::status).orElse(200);
    }

    private static Access loopback(int port) {
        return Access.of(ServerSettings.loopback(0), port);
    }

    private static Access open() throws UnknownHostException {
        return Access.of(new ServerSettings(InetAddress.getByName("0.0.0.0"), 0, Optional.of(TOKEN), ORIGINS), 8080);
    }

    /** Browsers leave out the port of http, in Host as in Origin. */
    @ParameterizedTest
    @CsvSource({
        "8080, 127.0.0.1:8080, , 200",
        "8080, localhost:8080, , 200",
        "8080, LOCALHOST:8080, , 200",
        "8080, [::1]:8080, , 200",
        "8080, 127.0.0.1, , 403",
        "8080, 127.0.0.1:80, , 403",
        "8080, example.org:8080, , 403",
        "8080, 127.0.0.1:8080, http://127.0.0.1:8080, 200",
        "8080, localhost:8080, http://localhost:8080, 200",
        "8080, localhost:8080, http://127.0.0.1:8080, 403",
        "8080, localhost:8080, http://localhost, 403",
        "8080, localhost:8080, http://localhost:9090, 403",
        "8080, localhost:8080, http://example.org, 403",
        "8080, localhost:8080, null, 403",
        "80, 127.0.0.1, , 200",
        "80, localhost, , 200",
        "80, [::1], , 200",
        "80, 127.0.0.1:80, , 200",
        "80, localhost:8080, , 403",
        "80, example.org, , 403",
        "80, 127.0.0.1, http://127.0.0.1, 200",
        "80, 127.0.0.1:80, http://127.0.0.1, 200",
        "80, 127.0.0.1, http://127.0.0.1:8080, 403"
    })
    void aServerForThisMachineAnswersToItsOwnNames(int port, String host, String origin, int status) {
        assertThat(status(loopback(port), head(host, origin, List.of(), List.of())))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "anything:8080, , 200",
        "192.0.2.1:8080, http://192.0.2.1:8080, 200",
        "class.example, https://class.example, 200",
        "class.example, http://class.example:8080, 403",
        "class.example, https://example.org, 200",
        "class.example, https://example.net, 403",
        "class.example, null, 403"
    })
    void aServerForOthersAnswersToAnyNameAndItsOwnPage(String host, String origin, int status) throws Exception {
        assertThat(status(open(), head(host, origin, List.of(), List.of(TOKEN))))
                .isEqualTo(status);
    }

    @Test
    void theTokenIsWanted() throws Exception {
        String host = "a:8080";
        Access access = open();
        assertThat(status(access, head(host, null, List.of(), List.of()))).isEqualTo(401);
        assertThat(status(access, head(host, null, List.of(), List.of(TOKEN)))).isEqualTo(200);
        assertThat(status(access, head(host, null, List.of(), List.of("")))).isEqualTo(401);
        assertThat(status(access, head(host, null, List.of(), List.of(TOKEN + "5"))))
                .isEqualTo(401);
        assertThat(status(access, head(host, null, List.of(), List.of("ABCD-123"))))
                .isEqualTo(401);
        assertThat(status(access, head(host, null, List.of("Bearer " + TOKEN), List.of())))
                .isEqualTo(200);
        assertThat(status(access, head(host, null, List.of("bearer " + TOKEN), List.of())))
                .isEqualTo(200);
        assertThat(status(access, head(host, null, List.of("Basic " + TOKEN), List.of())))
                .isEqualTo(401);
        assertThat(status(access, head(host, null, List.of(TOKEN), List.of()))).isEqualTo(401);
        assertThat(status(access, head(host, null, List.of(), List.of(TOKEN, "other"))))
                .as("two that contradict each other")
                .isEqualTo(401);
        assertThat(status(access, head(host, null, List.of("Bearer other"), List.of(TOKEN))))
                .isEqualTo(401);
    }

    /** Only for the health, whose path is meant to the letter, and for the questions of browsers. */
    @Test
    void someNeedNoToken() throws Exception {
        for (String path : List.of("/healthz", "/healthz/", "/HEALTHZ", "/healthz;a", "/metrics")) {
            RequestHead head = new RequestHead("GET", path, List.of("a"), List.of(), List.of(), List.of(), false);
            assertThat(status(open(), head)).as(path).isEqualTo(path.equals("/healthz") ? 200 : 401);
        }
        List<String> origin = List.of("https://example.org");
        assertThat(status(
                        open(),
                        new RequestHead("OPTIONS", "/predict", List.of("a"), origin, List.of(), List.of(), true)))
                .isEqualTo(200);
        assertThat(status(
                        open(),
                        new RequestHead("OPTIONS", "/predict", List.of("a"), origin, List.of(), List.of(), false)))
                .isEqualTo(401);
        assertThat(status(
                        open(), new RequestHead("POST", "/predict", List.of("a"), origin, List.of(), List.of(), true)))
                .isEqualTo(401);
    }

    @Test
    void twoHostsOrOriginsAreRefused() throws Exception {
        for (List<String> hosts : List.of(List.<String>of(), List.of("a", "a"))) {
            assertThat(status(open(), new RequestHead("GET", "/", hosts, List.of(), List.of(), List.of(TOKEN), false)))
                    .isEqualTo(400);
        }
        List<String> twice = List.of("http://a", "http://a");
        assertThat(status(open(), new RequestHead("GET", "/", List.of("a"), twice, List.of(), List.of(TOKEN), false)))
                .isEqualTo(400);
    }

    @Test
    void othersNeverReachAServerWithoutAToken() throws Exception {
        InetAddress all = InetAddress.getByName("0.0.0.0");
        assertThatThrownBy(() -> new ServerSettings(all, 0, Optional.empty(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokensAreMadeUpAnew() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String token = ServerSettings.newToken();
            assertThat(token).matches("[A-Za-z0-9_-]{24}");
            ServerSettings.checkToken(token);
            made.add(token);
        }
        assertThat(made).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "with space", "per%cent", "äöüäöüäöü", "a&b=c&d=e", "slash/slash"})
    void tokensThatWouldNotStandInAnAddressAreRefused(String token) {
        assertThatThrownBy(() -> ServerSettings.checkToken(token))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("--token has 8 to 128 letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "example.org",
                "https://example.org/",
                "https://example.org/a",
                "ftp://example.org",
                "https://EXAMPLE.org",
                "https://a b",
                "https://a:0",
                "https://",
                "https://u@example.org"
            })
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> ServerSettings.checkOrigin(origin))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("such as https://example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://localhost:3000",
                "http://192.0.2.1:8080",
                "http://[2001:db8::1]:80"
            })
    void originsAreTaken(String origin) {
        ServerSettings.checkOrigin(origin);
    }
}
