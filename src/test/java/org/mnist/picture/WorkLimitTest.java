package org.mnist.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class WorkLimitTest {
    private static final double FREE = 1;

    /** A decoder that reads on and on is stopped, however it reads. */
    @Test
    void whoReadsOnAndOnIsStopped() throws IOException {
        byte[] few = new byte[4];
        byte[] many = new byte[1000];
        for (byte[] piece : new byte[][] {few, many, new byte[1]}) {
            WorkLimit limit = new WorkLimit(FREE + 0.2);
            PictureStream in = new PictureStream(PictureBytes.of(new byte[2000]), limit);
            double began = seconds();
            assertThatThrownBy(() -> {
                        while (true) {
                            in.seek(0);
                            if (piece.length == 1) {
                                in.read();
                            } else {
                                in.readFully(piece);
                            }
                        }
                    })
                    .isInstanceOf(NoPictureException.class)
                    .hasMessage("it takes more than 1.2 seconds to decode");
            assertThat(limit.isOver()).isTrue();
            assertThat(seconds() - began).isBetween(0.2, 2.5);
        }
    }

    /** A machine that does something else meanwhile, as this one does when it sleeps, takes nothing of the time. */
    @Test
    void onlyTheTimeOfTheThreadCounts() throws IOException, InterruptedException {
        WorkLimit limit = new WorkLimit(FREE + 0.2);
        Thread.sleep(1100);
        limit.check();
        Thread.sleep(500);
        limit.check();
        assertThat(limit.isOver()).isFalse();
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
