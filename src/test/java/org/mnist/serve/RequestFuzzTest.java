package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Sound requests with bytes changed, left out, doubled and cut off. Each is answered or closed within five seconds, none with
 * a fault, and the server still answers honest ones. {@code -Dfuzz.requests=10000} tries more of them.
 */
class RequestFuzzTest {
    private static final int MANY = Integer.getInteger("fuzz.requests", 500);
    private static final long SEED = Long.getLong("fuzz.seed", 5);
    private static final int SECONDS = 5;

    private static final List<String> SOUND = List.of(
            "GET / HTTP/1.1%nHost: HOST%nAccept: text/html%n%n",
            "GET /metrics HTTP/1.1%nHost: HOST%nConnection: keep-alive%n%nGET /healthz HTTP/1.1%nHost: HOST%n%n",
            "OPTIONS /predict HTTP/1.1%nHost: HOST%nOrigin: http://HOST%nAccess-Control-Request-Method: POST%n%n",
            "POST /predict HTTP/1.1%nHost: HOST%nContent-Type: application/json%nTransfer-Encoding: chunked%n%n5%n[1,2]%n0%n%n",
            "POST /predict?model=five HTTP/1.1%nHost: HOST%nContent-Type: application/json%nContent-Length: 22%n%n"
                    + "{\"image\": \"iVBORw0KGgo\"}",
            "POST /predict HTTP/1.1%nHost: HOST%nContent-Type: multipart/form-data; boundary=xyz%nContent-Length: 95%n%n"
                    + "--xyz%nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"%n%nno picture at all%n--xyz--%n",
            "POST /predict HTTP/1.1%nHost: HOST%nExpect: 100-continue%nContent-Type: image/png%nContent-Length: 4%n%nGIF8");

    @Test
    void nothingIsAFaultAndNothingHangs() throws Exception {
        Random random = new Random(SEED);
        try (TestServer server = TestServer.of(TestServer.digits("five"))) {
            for (int i = 0; i < MANY; i++) {
                byte[] bytes = mutated(server.bytes(SOUND.get(i % SOUND.size()).replace("%n", "\r\n")), random);
                try (Socket socket = server.connect()) {
                    socket.setSoTimeout(SECONDS * 1000); // a read that waits longer fails
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                    String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answers)
                            .as("request %d", i)
                            .doesNotContain("HTTP/1.1 500")
                            .doesNotContain("Exception")
                            .doesNotContain("\tat ");
                }
            }
            assertThat(server.get("healthz").statusCode()).isEqualTo(200);
            assertThat(server.faults).isEmpty();
        }
    }

    private static byte[] mutated(byte[] sound, Random random) {
        byte[] bytes = sound;
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            switch (random.nextInt(5)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> {
                    out.write(bytes, at, length); // doubled
                    out.write(bytes, at, length);
                }
                case 2 -> out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
                case 3 -> out.write('0' + random.nextInt(10));
                default -> {} // left out
            }
            out.write(bytes, at + length, bytes.length - at - length);
            bytes = out.size() == 0 ? bytes : out.toByteArray();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1) : bytes;
    }
}
