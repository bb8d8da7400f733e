package org.mnist.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist.base.Failure;

class AheadTest {
    private static final List<Integer> THINGS = IntStream.range(0, 200).boxed().toList();

    /** The later ones are done first, and come in their order all the same. */
    @Test
    void resultsComeInOrder() {
        CountDownLatch second = new CountDownLatch(1);
        try (Ahead<Integer, String> ahead = new Ahead<>(THINGS, 3, i -> {
            if (i == 0) {
                await(second);
            } else {
                second.countDown();
            }
            return "n" + i;
        })) {
            for (int i : THINGS) {
                assertThat(ahead.next()).isEqualTo("n" + i);
            }
        }
    }

    /** However long the list, only what the threads work on, and one more, is in memory. */
    @Test
    void noMoreIsBegunThanThreadsAndOne() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        try (Ahead<Integer, Integer> ahead = new Ahead<>(THINGS, 2, i -> {
            int held = begun.incrementAndGet() - taken.get();
            most.accumulateAndGet(held, Math::max);
            return i;
        })) {
            for (int i : THINGS) {
                assertThat(ahead.next()).isEqualTo(i);
                taken.incrementAndGet();
            }
        }
        assertThat(most.get()).isBetween(1, 4);
        assertThat(begun.get()).isEqualTo(THINGS.size());
    }

    @Test
    void whatTheWorkThrowsIsThrownWhereItsResultIsTaken() {
        Failure failure = new Failure(Failure.Kind.IO, "no");
        try (Ahead<Integer, Integer> ahead = new Ahead<>(THINGS, 2, i -> {
            if (i == 1) {
                throw failure;
            }
            if (i == 3) {
                throw new OutOfMemoryError("none left");
            }
            return i;
        })) {
            assertThat(ahead.next()).isZero();
            assertThatThrownBy(ahead::next).isSameAs(failure);
            assertThat(ahead.next()).isEqualTo(2);
            assertThatThrownBy(ahead::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
