package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;

/** Fetching where only a proxy leads out of the network, and from a mirror of one's own. */
class ProxiedMirrorTest {
    /** A name that no name server knows. */
    private static final String FAR = "mirror.invalid";

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path keys;

    private static SSLContext before;
    private static SSLContext known;

    @TempDir
    Path cache;

    private LocalMirrors mirrors;
    private HttpsServer far;
    private ExecutorService threads;
    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void trustTheFarServer() throws Exception {
        Path store = keys.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "far",
                        "-dname",
                        "CN=" + FAR,
                        "-ext",
                        "san=dns:" + FAR,
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(keys.resolve("log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keyStore.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keyStore, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keyStore);
        known = SSLContext.getInstance("TLS");
        known.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        before = SSLContext.getDefault();
        SSLContext.setDefault(known);
    }

    @AfterAll
    static void trustNobodyElse() {
        SSLContext.setDefault(before);
    }

    @BeforeEach
    void start() throws IOException {
        mirrors = new LocalMirrors();
        far = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        far.setHttpsConfigurator(new HttpsConfigurator(known));
        threads = Executors.newCachedThreadPool();
        far.setExecutor(threads);
        far.createContext("/", exchange -> {
            try (exchange) {
                mirrors.deliver(exchange);
            }
        });
        far.start();
    }

    @AfterEach
    void stop() {
        far.stop(0);
        threads.shutdownNow();
        mirrors.close();
    }

    @Test
    void aNameThatOnlyTheProxyKnowsIsFetchedThroughIt() throws IOException {
        try (ConnectProxy proxy = new ConnectProxy("", far.getAddress().getPort())) {
            DatasetStore store = store(Map.of("HTTPS_PROXY", "http://" + proxy.authority()), far());
            assertThat(store.open("tiny").test().count()).isEqualTo(1000);
            assertThat(proxy.asked()).isNotEmpty().allMatch(("CONNECT " + FAR + ":443 HTTP/1.1")::equals);
        }
    }

    @Test
    void aProxyGetsItsNameAndPassword() throws IOException {
        try (ConnectProxy proxy = new ConnectProxy("me:p@ss", far.getAddress().getPort())) {
            DatasetStore store = store(Map.of("HTTPS_PROXY", "http://me:p%40ss@" + proxy.authority()), far());
            assertThat(store.open("tiny").test().count()).isEqualTo(1000);
            assertThat(proxy.asked()).isNotEmpty();
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamedAndTheNextSourceAsked() throws IOException {
        int port;
        try (ConnectProxy gone = new ConnectProxy("", 1)) {
            port = Integer.parseInt(gone.authority().replaceAll(".*:", ""));
        }
        DatasetStore store = store(Map.of("HTTPS_PROXY", "127.0.0.1:" + port), far());
        assertThatThrownBy(() -> store.open("tiny"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(FAR + ": by the proxy 127.0.0.1:" + port + ": ");
        DatasetStore next = store(Map.of("ALL_PROXY", "socks5://127.0.0.1:" + port), far());
        assertThatThrownBy(() -> next.open("tiny")).hasMessageContaining("ALL_PROXY names no proxy that can be used");
    }

    @Test
    void aMirrorOfOnesOwnIsAskedFirst() {
        String own = "http://" + mirrors.authority() + "/mine";
        mirrors.serve("/mine/tiny/", mirrors::deliver);
        DatasetStore store = store(Map.of("MNIST_MIRROR", own), mirrors.tiny("/absent/"));
        assertThat(store.open("tiny").test().count()).isEqualTo(1000);
        assertThat(mirrors.requests()).isEqualTo(4);
        assertThat(said).containsExactly("fetching tiny from localhost");
        Downloads named = Downloads.of(Map.of()).from("--mirror", own + "/");
        assertThat(named.of(mirrors.tiny("/absent/")).sources()).hasSize(2);
    }

    @Test
    void aMirrorOfOnesOwnThatLacksItIsNoEnd() {
        DatasetStore store =
                store(Map.of("MNIST_MIRROR", "http://" + mirrors.authority() + "/nothing/"), mirrors.tiny("/good/"));
        assertThat(store.open("tiny").test().count()).isEqualTo(1000);
    }

    @Test
    void aMirrorThatIsNoServerIsRefused() {
        for (String address : List.of(
                "mirror", "file:///data/", "https:///x", "http://me:word@host/", "http://a b/", "http://h:99999/")) {
            assertThatThrownBy(() -> Downloads.of(Map.of("MNIST_MIRROR", address)))
                    .as(address)
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("MNIST_MIRROR is " + address.replace("me:word", "…")
                            + "; it must be the address of a server")
                    .extracting(e -> ((Failure) e).kind())
                    .isEqualTo(Failure.Kind.USAGE);
        }
    }

    private KnownDataset far() {
        return mirrors.tiny()
                .from(List.of(new MirrorSource(URI.create("https://" + FAR + "/good/"), MirrorSource.Limits.STANDARD)));
    }

    private DatasetStore store(Map<String, String> variables, KnownDataset dataset) {
        return new DatasetStore(cache, List.of(Downloads.of(variables).of(dataset)), said::add);
    }
}
