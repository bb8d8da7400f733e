package org.mnist.serve;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.mnist.testing.Scenes;
import org.mnist.testing.Scenes.Scene;

/**
 * How long {@code mnist serve} takes to answer clients that ask without pause, alone and beside others that send slowly:
 * {@code scripts/bench-serve RUN}.
 */
public final class ServeLoad {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 1000;
    private static final int ROUNDS = 8;
    private static final int SLOW = 50;
    private static final int SLOW_ROUNDS = 3;

    /** As large as the page's own paper. */
    private static final int SIDE = 112;

    private ServeLoad() {}

    /** Asks the server at the address given, and prints quantiles in milliseconds, a line a round. */
    public static void main(String[] args) throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        for (Scene scene : Scenes.handwritten(10)) {
            if (scene.kind().equals("plain")) {
                pictures.add(png(scene.picture()));
            }
        }
        URL address = new URL(args[0] + "predict");
        for (int round = 1; round <= ROUNDS; round++) {
            print("round " + round, round(address, pictures));
        }
        try (SlowClients slow = SlowClients.open(address, SLOW)) {
            for (int round = 1; round <= SLOW_ROUNDS; round++) {
                print("beside " + SLOW + " slow clients, round " + round, round(address, pictures));
            }
            System.out.println("slow clients that were not cut off: " + slow.connected());
        }
    }

    private static void print(String name, double[] times) {
        System.out.printf(
                "%s: %d requests by %d clients: median %.1f ms, p99 %.1f ms, most %.1f ms%n",
                name, REQUESTS, CLIENTS, times[REQUESTS / 2], times[REQUESTS * 99 / 100], times[REQUESTS - 1]);
    }

    private static double[] round(URL address, List<byte[]> pictures) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<double[]>> parts = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                parts.add(clients.submit(() -> ask(address, pictures, first)));
            }
            List<Double> times = new ArrayList<>();
            for (Future<double[]> part : parts) {
                for (double time : part.get()) {
                    times.add(time);
                }
            }
            return times.stream().mapToDouble(time -> time).sorted().toArray();
        } finally {
            clients.shutdownNow();
        }
    }

    /** One client; of Java's two, the older one, which leaves more of the processor to the server. */
    private static double[] ask(URL address, List<byte[]> pictures, int first) throws IOException {
        double[] times = new double[REQUESTS / CLIENTS];
        for (int i = 0; i < times.length; i++) {
            byte[] picture = pictures.get((first + i) % pictures.size());
            long start = System.nanoTime();
            HttpURLConnection connection = (HttpURLConnection) address.openConnection();
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(picture.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(picture);
            }
            try (InputStream in = connection.getInputStream()) { // which fails unless the answer is 200
                in.readAllBytes();
            }
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        return times;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        BufferedImage small = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.drawImage(picture, 0, 0, SIDE, SIDE, Color.WHITE, null);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(small, "png", png);
        return png.toByteArray();
    }
}
