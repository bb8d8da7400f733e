package org.mnist.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.mnist.eval.TestTimeAugmentation;
import org.mnist.network.Task;
import org.mnist.testing.FunctionPredictor;
import org.mnist.testing.MeanPredictor;
import org.mnist.testing.MnistForm;
import org.mnist.testing.Scenes.Scene;
import org.mnist.vision.Recogniser;
import org.mnist.vision.WholeReader;

/** A server in this process, without an engine, and a client of it. */
final class TestServer implements AutoCloseable {
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    final List<String> faults = new CopyOnWriteArrayList<>();
    final ModelServer server;

    TestServer(ServerSettings settings, List<ServedModel> models) {
        server = ModelServer.start(settings, models, () -> {}, faults::add);
    }

    /** A client of a server that somebody else has started. */
    TestServer(ModelServer server) {
        this.server = server;
    }

    /** A server for this machine alone, at a free port. */
    static TestServer of(ServedModel... models) {
        return new TestServer(ServerSettings.loopback(0), List.of(models));
    }

    /** A server for this machine alone that wants a token, or lets pages of other origins ask. */
    static TestServer of(Optional<String> token, Set<String> origins) {
        return new TestServer(
                new ServerSettings(InetAddress.getLoopbackAddress(), 0, token, origins), List.of(digits("five")));
    }

    /** A reader of digits whose answer depends on the picture. */
    static Recogniser recogniser() {
        FunctionPredictor pixels = FunctionPredictor.pixels(14 * MnistForm.SIDE + 9);
        return new Recogniser(pixels, MnistForm.SHAPE, pixels, 0, TestTimeAugmentation.ONE);
    }

    static ServedModel digits(String name) {
        return new ServedModel(
                name, new ModelInfo("<b>" + name + "</b>", "knows \"much\""), PictureReader.digits(recogniser()));
    }

    static ServedModel whole(String name, Task task, boolean inverts) {
        return new ServedModel(
                name,
                new ModelInfo(name, ""),
                PictureReader.whole(new WholeReader(new MeanPredictor(task), task, inverts)));
    }

    static byte[] png(Scene scene) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(scene.picture(), "png", png);
        return png.toByteArray();
    }

    int port() {
        return URI.create(server.address()).getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        return CLIENT.send((headers.length > 0 ? request.headers(headers) : request).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path), headers);
    }

    HttpResponse<String> post(byte[] body, String... headers) throws Exception {
        return post("predict", body, headers);
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        return send(request(path).POST(BodyPublishers.ofByteArray(body)), headers);
    }

    /** A connection on which nothing is sent yet; what is read from it comes within a few seconds, or fails. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Sends bytes as they are, {@code HOST} being the server's own, and gives the answer up to where it is closed or ends. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes(request));
            return answer(socket.getInputStream());
        }
    }

    byte[] bytes(String request) {
        return request.replace("HOST", "127.0.0.1:" + port()).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One answer: its head and, as long as that says, its body. */
    static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        if (head.indexOf("HTTP/1.1 100 ") == 0) {
            return head.toString();
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1"));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
