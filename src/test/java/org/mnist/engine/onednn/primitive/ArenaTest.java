package org.mnist.engine.onednn.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaTest {
    /** Random lives: whoever lives at the same time as another lies elsewhere, and all take less than the sum. */
    @Test
    void memoryIsSharedOnlyByThoseThatNeverMeet() {
        Random random = new Random(1);
        for (int trial = 0; trial < 100; trial++) {
            List<Storage> storages = new ArrayList<>();
            long sum = 0;
            for (int i = 0; i < 30; i++) {
                storages.add(Storage.transientOf(1 + random.nextInt(5000)));
                sum += Storage.aligned(storages.get(i).bytes());
            }
            List<PrimitiveCall> calls = new ArrayList<>();
            for (int c = 0; c < 40; c++) {
                Tensor[] tensors = new Tensor[3];
                for (int t = 0; t < tensors.length; t++) {
                    // Neighbours in time use neighbours in the list, so that lives are short.
                    int near = Math.min(29, Math.max(0, c * 30 / 40 + random.nextInt(5) - 2));
                    tensors[t] = new Tensor(null, storages.get(near), Layout.OPAQUE);
                }
                calls.add(new PrimitiveCall("", "", Pass.FORWARD, 0, null, new int[3], tensors));
            }
            try (NativeScope scope = new NativeScope()) {
                assertThat(Arena.place(scope, calls)).isLessThan(sum / 2);
                check(calls);
            }
        }
    }

    private static void check(List<PrimitiveCall> calls) {
        Map<Storage, int[]> lives = new HashMap<>();
        for (int c = 0; c < calls.size(); c++) {
            for (Tensor tensor : calls.get(c).tensors()) {
                lives.computeIfAbsent(tensor.storage(), s -> new int[] {-1, -1});
                int[] life = lives.get(tensor.storage());
                life[0] = life[0] < 0 ? c : life[0];
                life[1] = c;
            }
        }
        for (Map.Entry<Storage, int[]> a : lives.entrySet()) {
            assertThat(a.getKey().pointer().address() % Storage.ALIGNMENT).isZero();
            for (Map.Entry<Storage, int[]> b : lives.entrySet()) {
                boolean meet = a.getValue()[0] <= b.getValue()[1] && b.getValue()[0] <= a.getValue()[1];
                if (meet && !a.getKey().equals(b.getKey())) {
                    long startA = a.getKey().pointer().address();
                    long startB = b.getKey().pointer().address();
                    assertThat(startA + a.getKey().bytes() <= startB
                                    || startB + b.getKey().bytes() <= startA)
                            .isTrue();
                }
            }
        }
    }
}
