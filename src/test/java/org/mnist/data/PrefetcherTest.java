package org.mnist.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mnist.testing.MnistForm;

/** Batches that a thread of its own makes ahead. */
class PrefetcherTest {
    /** Image number i has i in each pixel. */
    private static Images numbered(int count) {
        byte[] pixels = new byte[count * MnistForm.PIXELS];
        for (int i = 0; i < count; i++) {
            Arrays.fill(pixels, i * MnistForm.PIXELS, (i + 1) * MnistForm.PIXELS, (byte) i);
        }
        return MnistForm.images(pixels, new byte[count]);
    }

    private static Thread thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("prefetcher"))
                .findFirst()
                .orElse(null);
    }

    /** The one in hand stays as it is while the next is made, and many more come than there is room for. */
    @Test
    void aBatchStaysAsItIsUntilTheNextIsAskedFor() {
        Batches batches = Batches.inOrder(numbered(40), 2);
        try (Prefetcher prefetcher = new Prefetcher(batches, 3)) {
            for (int i = 3; i < batches.count(); i++) {
                Batch batch = prefetcher.next();
                assertThat(batch.size()).isEqualTo(2);
                Awaitility.await()
                        .pollDelay(0, TimeUnit.SECONDS)
                        .until(() -> thread() == null || thread().getState() == Thread.State.WAITING);
                assertThat(batch.images()[0]).as("batch %d", i).isEqualTo(2 * i / 255f);
                assertThat(batch.images()[MnistForm.PIXELS]).isEqualTo((2 * i + 1) / 255f);
            }
        }
    }

    /** Whoever waits is told, and does not wait for ever. */
    @Test
    void aBatchThatCannotBeMadeIsAFault() {
        int[] order = IntStream.of(0, 1, 99).toArray();
        try (Prefetcher prefetcher = new Prefetcher(Batches.inOrder(numbered(2), order, 1), 0)) {
            assertThat(prefetcher.next().size()).isEqualTo(1);
            assertThat(prefetcher.next().size()).isEqualTo(1);
            assertThatThrownBy(prefetcher::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a batch could not be made")
                    .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
        }
    }

    @Test
    void closingEndsItsThread() {
        Prefetcher prefetcher = new Prefetcher(Batches.inOrder(numbered(40), 2), 0);
        prefetcher.next();
        Thread thread = thread();
        assertThat(thread.isDaemon()).isTrue();
        prefetcher.close();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void anInterruptEndsTheWaiting() {
        try (Prefetcher prefetcher = new Prefetcher(Batches.inOrder(numbered(2), 2), 0)) {
            prefetcher.next();
            Thread.currentThread().interrupt();
            assertThatThrownBy(prefetcher::next).hasMessage("interrupted while waiting for a batch");
            assertThat(Thread.interrupted()).as("the interrupt is still there").isTrue();
        }
    }

    @Test
    void whatWasWaitedIsCounted() {
        try (Prefetcher prefetcher = new Prefetcher(Batches.inOrder(numbered(2), 1), 0)) {
            assertThat(prefetcher.waited()).isZero();
            prefetcher.next();
            double once = prefetcher.waited();
            assertThat(once).isBetween(1e-9, 60.0);
            prefetcher.next();
            assertThat(prefetcher.waited()).isGreaterThan(once);
        }
    }
}
