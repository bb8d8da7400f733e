package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mnist.data.Batch;
import org.mnist.engine.Predictor;
import org.mnist.network.Task;
import org.mnist.testing.MeanPredictor;
import org.mnist.testing.Scenes;
import org.mnist.testing.TinyTask;
import org.mnist.vision.WholeReader;

/** A server whose network takes long. */
class BusyServerTest {
    private static final int ASKED = 100;

    /** What computes at once, and what waits for it. */
    private static final int TAKEN = 8 + 64;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();
    private final Set<Thread> computed = ConcurrentHashMap.newKeySet();

    /** A network that computes nothing before the end. */
    private Predictor held(Task task) {
        Predictor mean = new MeanPredictor(task);
        return new Predictor() {
            @Override
            public String name() {
                return "held";
            }

            @Override
            public int classes() {
                return mean.classes();
            }

            @Override
            public void predict(Batch batch, float[] probabilities, int offset) {
                computed.add(Thread.currentThread());
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                mean.predict(batch, probabilities, offset);
            }

            @Override
            public void close() {}
        };
    }

    /** What is too much is turned away, what needs no network is answered all the while, and the rest is answered at last. */
    @Test
    void whatIsTooMuchIsTurnedAwayAndTheRestWaits() throws Exception {
        Task task = TinyTask.COLOURS;
        ServedModel model = new ServedModel(
                "held", new ModelInfo("held", ""), PictureReader.whole(new WholeReader(held(task), task, false)));
        byte[] png = TestServer.png(Scenes.handwritten(1).get(0));
        List<String> faults = new ArrayList<>();
        try (ModelServer server = ModelServer.start(
                ServerSettings.loopback(0), List.of(model), () -> started.add(Thread.currentThread()), faults::add)) {
            TestServer client = new TestServer(server);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < ASKED; i++) {
                answers.add(TestServer.CLIENT.sendAsync(
                        client.request("predict")
                                .POST(BodyPublishers.ofByteArray(png))
                                .build(),
                        BodyHandlers.ofString()));
            }
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> answers.stream()
                                        .filter(CompletableFuture::isDone)
                                        .count()
                                >= ASKED - TAKEN);
                assertThat(client.get("healthz").statusCode()).isEqualTo(200);
                HttpResponse<String> refused = client.post(png);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            } finally {
                end.countDown();
            }
            int read = 0;
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isIn(200, 503);
                read += answer.get().statusCode() == 200 ? 1 : 0;
            }
            assertThat(read).as("one place may be the warm-up's").isBetween(TAKEN - 1, TAKEN);
            assertThat(started)
                    .as("a library was told of each thread that computes")
                    .containsAll(computed);
        }
        assertThat(faults).isEmpty();
    }
}
