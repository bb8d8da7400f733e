package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist.testing.Scenes;

/** Requests that are no HTTP, or never end: they are refused at once, and nobody waits for them. */
class HostileRequestsTest {
    private static final int SLOW = 50;

    static TestServer server;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = TestServer.of(TestServer.digits("five"));
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The answer comes while the connection is open: nothing more is sent, and a read fails long before a timeout would. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a doubled Host           | GET / HTTP/1.1%nHost: HOST%nHost: HOST%n%n",
                "another Host behind      | GET / HTTP/1.1%nHost: HOST%nHost: example.org%n%n",
                "another Host before      | GET / HTTP/1.1%nHost: example.org%nHost: HOST%n%n",
                "no Host                  | GET / HTTP/1.1%n%n",
                "a doubled Origin         | GET / HTTP/1.1%nHost: HOST%nOrigin: http://HOST%nOrigin: http://HOST%n%n",
                "another host in the line | GET http://example.org/ HTTP/1.1%nHost: HOST%n%n",
                "both lengths             | POST /predict HTTP/1.1%nHost: HOST%nContent-Length: 5%nTransfer-Encoding: chunked%n%n0%n%n",
                "both lengths, turned     | POST /predict HTTP/1.1%nHost: HOST%nTransfer-Encoding: chunked%nContent-Length: 5%n%n0%n%n",
                "two lengths              | POST /predict HTTP/1.1%nHost: HOST%nContent-Length: 5%nContent-Length: 6%n%nabcdef",
                "a length below 0         | POST /predict HTTP/1.1%nHost: HOST%nContent-Length: -5%n%n",
                "a length of letters      | POST /predict HTTP/1.1%nHost: HOST%nContent-Length: five%n%n",
                "a chunk of no length     | POST /predict HTTP/1.1%nHost: HOST%nTransfer-Encoding: chunked%n%nzz%nabc%n",
                "a chunk below 0          | POST /predict HTTP/1.1%nHost: HOST%nTransfer-Encoding: chunked%n%n-5%nabc%n",
                "a chunk longer than said | POST /predict HTTP/1.1%nHost: HOST%nTransfer-Encoding: chunked%n%n3%nabcdef%n0%n%n",
                "an endless chunk         | POST /predict HTTP/1.1%nHost: HOST%nTransfer-Encoding: chunked%n%nfffffffffffffffff%nabc%n",
                "a space before the colon | GET / HTTP/1.1%nHost : HOST%n%n",
                "a folded header          | GET / HTTP/1.1%nHost: HOST%nX: a%n b%n%n",
                "no colon                 | GET / HTTP/1.1%nHost: HOST%nnonsense%n%n",
                "a query of no UTF-8      | GET /?token=%%ff HTTP/1.1%nHost: HOST%n%n",
                "no HTTP                  | hello there, who are you?%n%n",
            })
    void isRefusedAtOnce(String what, String request) throws Exception {
        String sent = request.replace("%n", "\r\n").replace("%%", "%");
        assertThat(server.raw(sent)).as(what).startsWith("HTTP/1.1 400 ").contains("\"error\"");
    }

    @Test
    void aHeadWithoutEndIsRefused() throws Exception {
        assertThat(server.raw("GET / HTTP/1.1\r\nHost: HOST\r\nX: " + "x".repeat(20_000)))
                .startsWith("HTTP/1.1 431 ");
        assertThat(server.raw("GET /" + "x".repeat(20_000))).startsWith("HTTP/1.1 414 ");
    }

    private void open(String begun) throws Exception {
        Socket socket = server.connect();
        sockets.add(socket);
        socket.getOutputStream().write(server.bytes(begun));
    }

    /** The old server had a thread wait for each, and answered others when these had timed out, after 20 seconds. */
    @Test
    void halfSentRequestsKeepNobodyWaiting() throws Exception {
        for (int i = 0; i < SLOW; i++) {
            open("POST /predict HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5000\r\n\r\nabc");
            open("POST /predict HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
            open("POST /predict HTTP/1.1\r\nHos");
            open("");
        }
        byte[] png = TestServer.png(Scenes.handwritten(1).get(0));
        try (Socket socket = server.connect()) { // which waits for an answer for less than these take to time out
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream()
                        .write(server.bytes(
                                "POST /predict HTTP/1.1\r\nHost: HOST\r\nContent-Length: " + png.length + "\r\n\r\n"));
                socket.getOutputStream().write(png);
                assertThat(TestServer.answer(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
            }
        }
        for (Socket slow : sockets) {
            assertThat(slow.getInputStream().available())
                    .as("not answered before it ends")
                    .isZero();
        }
        sockets.get(0).getOutputStream().write(new byte[4997]); // and one that ends is answered
        assertThat(TestServer.answer(sockets.get(0).getInputStream())).startsWith("HTTP/1.1 400 ");
    }
}
