package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy an address is asked by. */
class ProxiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "HTTPS_PROXY=http://p:3128                            | https://a.org/x      | p:3128",
                "https_proxy=p:3128                                   | https://a.org/x      | p:3128",
                "HTTPS_PROXY=http://big:1 https_proxy=http://small:2  | https://a.org/x      | small:2",
                "HTTPS_PROXY=http://p/                                | https://a.org/x      | p:80",
                "HTTPS_PROXY=http://u:s%40t@p:3128                    | https://a.org/x      | p:3128",
                "HTTPS_PROXY=                                         | https://a.org/x      | none",
                "HTTP_PROXY=http://p:3128                             | https://a.org/x      | none",
                "HTTP_PROXY=http://p:3128                             | http://a.org/x       | p:3128",
                "ALL_PROXY=http://p:3128                              | https://a.org/x      | p:3128",
                "HTTPS_PROXY=http://p:1 NO_PROXY=b.org,a.org          | https://a.org/x      | none",
                "HTTPS_PROXY=http://p:1 NO_PROXY=a.org                | https://www.A.org/x  | none",
                "HTTPS_PROXY=http://p:1 NO_PROXY=.a.org               | https://www.a.org/x  | none",
                "HTTPS_PROXY=http://p:1 NO_PROXY=*.a.org              | https://www.a.org/x  | none",
                "HTTPS_PROXY=http://p:1 NO_PROXY=a.org                | https://aa.org/x     | p:1",
                "HTTPS_PROXY=http://p:1 NO_PROXY=a.org:8443           | https://a.org:8443/x | none",
                "HTTPS_PROXY=http://p:1 NO_PROXY=a.org:8443           | https://a.org/x      | p:1",
                "HTTPS_PROXY=http://p:1 no_proxy=*                    | https://a.org/x      | none",
                "HTTPS_PROXY=http://p:1 no_proxy=10.1.2.3             | https://10.1.2.3/x   | none",
                "HTTPS_PROXY=http://p:1                               | https://localhost/x  | none",
                "HTTPS_PROXY=http://p:1                               | https://127.0.0.1/x  | none"
            })
    void isChosenByVariables(String variables, String address, String proxy) throws IOException {
        assertThat(new Proxies(map(variables)).proxy(URI.create(address)).orElse(null))
                .isEqualTo(proxy);
    }

    @Test
    void javasPropertiesComeFirst() throws IOException {
        System.setProperty("https.proxyHost", "java");
        System.setProperty("https.proxyPort", "77");
        try {
            assertThat(new Proxies(Map.of("HTTPS_PROXY", "http://p:1")).proxy(URI.create("https://a.org/")))
                    .contains("java:77");
        } finally {
            System.clearProperty("https.proxyHost");
            System.clearProperty("https.proxyPort");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://p:1080",
                "https://p:443",
                "http://",
                "http://u:secret@p:x y/",
                "http://u:secret@p:99999"
            })
    void oneThatCannotBeUsedIsNamedWithoutItsPassword(String value) {
        Proxies proxies = new Proxies(Map.of("HTTPS_PROXY", value));
        assertThatThrownBy(() -> proxies.proxy(URI.create("https://a.org/")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("HTTPS_PROXY names no proxy that can be used here; it must be http://HOST:PORT")
                .hasMessageNotContaining("secret");
    }

    private static Map<String, String> map(String variables) {
        Map<String, String> map = new HashMap<>();
        for (String variable : variables.split(" +", -1)) {
            String[] parts = variable.split("=", 2);
            map.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return map;
    }
}
