package org.mnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy on this machine that opens tunnels, all of them to one port of this machine, whatever name is asked for; as a proxy
 * does that alone knows the names of the world outside.
 */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String password;
    private final int target;

    /**
     * A proxy.
     *
     * @param password {@code user:password} that it insists on; empty: none
     * @param target where all tunnels lead
     */
    ConnectProxy(String password, int target) throws IOException {
        this.password = password;
        this.target = target;
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    threads.execute(() -> serve(client));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    /** First lines of the requests that were let through. */
    List<String> asked() {
        return asked;
    }

    String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            while (!isAllowed(head)) {
                answer(
                        client,
                        "407 Proxy Authentication Required",
                        "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n");
                head = head(client.getInputStream());
            }
            asked.add(head.lines().findFirst().orElse(""));
            try (Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
                answer(client, "200 Connection established", "");
                threads.execute(() -> pump(client, there));
                there.getInputStream().transferTo(client.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private boolean isAllowed(String head) {
        String proof = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        return password.isEmpty() || head.contains("Proxy-Authorization: Basic " + proof);
    }

    private static void answer(Socket client, String status, String fields) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\n" + fields + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
