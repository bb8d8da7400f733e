package org.mnist.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final long FOREVER = 1_000_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Work that never ends in time would hold the only turn for good; the second gets it all the same. */
    @Test
    void longWorkKeepsNobodyWaiting() throws Exception {
        try (Turns turns = new Turns(1, 50)) {
            CountDownLatch end = new CountDownLatch(1);
            Future<String> slow = threads.submit(() -> turns.take(() -> {
                await(end);
                return "slow";
            }));
            assertThat(threads.submit(() -> turns.take(() -> "quick")).get()).isEqualTo("quick");
            assertThat(slow.isDone()).isFalse();
            end.countDown();
            assertThat(slow.get()).isEqualTo("slow");
            assertThat(turns.take(() -> "after")).isEqualTo("after");
        }
    }

    @Test
    void noMoreWorkAtOnceThanThereAreTurns() throws Exception {
        try (Turns turns = new Turns(2, FOREVER)) {
            AtomicInteger now = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Callable<Integer>> works = Collections.nCopies(
                    200,
                    () -> turns.take(() -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(10_000); // so that others come meanwhile
                        return now.decrementAndGet();
                    }));
            for (Future<Integer> work : threads.invokeAll(works)) {
                work.get();
            }
            assertThat(most.get()).isEqualTo(2);
        }
    }

    /** Each turn is given back once, by long work too: were it twice, there would be more turns than there are. */
    @Test
    void turnsAreNeitherLostNorMade() throws Exception {
        try (Turns turns = new Turns(1, 1)) {
            for (int i = 0; i < 20; i++) {
                CountDownLatch end = new CountDownLatch(1);
                Future<Boolean> slow = threads.submit(() -> turns.take(() -> {
                    await(end);
                    return true;
                }));
                turns.take(() -> true); // it has given its turn back, then
                end.countDown();
                assertThat(slow.get()).isTrue();
                assertThatThrownBy(() -> turns.take(() -> {
                            throw new IllegalStateException("a fault");
                        }))
                        .hasMessage("a fault");
            }
            assertThat(turns.free()).isEqualTo(1);
        }
    }
}
