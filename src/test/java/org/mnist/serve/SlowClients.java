package org.mnist.serve;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Clients that have sent half of a request, some of its head and some of its body, and then send a byte a second. */
final class SlowClients implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private SlowClients() {}

    static SlowClients open(URL address, int count) throws IOException {
        SlowClients clients = new SlowClients();
        String head = "POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n";
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(address.getHost(), address.getPort());
            clients.sockets.add(socket);
            String half = i % 2 == 0 ? head + "X-Slow: " : head + "Content-Length: 100000\r\n\r\n";
            socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
        }
        ScheduledFuture<?> unused = clients.clock.scheduleAtFixedRate(clients::sendByte, 1, 1, TimeUnit.SECONDS);
        return clients;
    }

    private void sendByte() {
        for (Socket socket : sockets) {
            try {
                socket.getOutputStream().write('x');
            } catch (IOException e) {
                // The server has cut it off; it does not come again.
            }
        }
    }

    /** How many connections the server has left open, and sent nothing on. */
    long connected() {
        return sockets.stream().filter(SlowClients::isConnected).count();
    }

    private static boolean isConnected(Socket socket) {
        try {
            socket.setSoTimeout(1);
            socket.getInputStream().read();
            return false; // it was answered, or its end was told
        } catch (SocketTimeoutException e) {
            return true; // there is nothing to read, yet
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
