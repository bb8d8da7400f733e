package org.mnist.engine.onednn.primitive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the transient memory of a list of calls in one block. Two storages share an address if no call lies between
 * the first and last use of both: the large ones are placed first, each at the lowest offset that is free all its life.
 */
public final class Arena {
    private static final class Life {
        final Storage storage;
        final int first;
        int last;
        long offset;

        Life(Storage storage, int first) {
            this.storage = storage;
            this.first = first;
        }

        boolean meets(Life other) {
            return first <= other.last && other.first <= last;
        }

        long end() {
            return offset + Storage.aligned(storage.bytes());
        }
    }

    private Arena() {}

    /** Gives an address to every storage of the calls that has none. Returns the bytes that took. */
    public static long place(NativeScope scope, List<PrimitiveCall> calls) {
        Map<Storage, Life> lives = new HashMap<>();
        List<Life> order = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            for (Tensor tensor : calls.get(i).tensors()) {
                Storage storage = tensor.storage();
                if (storage.placed()) {
                    continue;
                }
                Life life = lives.get(storage);
                if (life == null) {
                    life = new Life(storage, i);
                    lives.put(storage, life);
                    order.add(life);
                }
                life.last = i;
            }
        }
        order.sort(Comparator.comparingLong((Life life) -> -life.storage.bytes()));
        List<Life> placed = new ArrayList<>();
        long size = 0;
        for (Life life : order) {
            life.offset = lowestFree(life, placed);
            placed.add(life);
            size = Math.max(size, life.end());
        }
        if (size > 0) {
            Storage block = Storage.allocate(scope, size);
            long base = block.pointer().address();
            placed.forEach(life -> life.storage.place(base + life.offset));
        }
        return size;
    }

    private static long lowestFree(Life life, List<Life> placed) {
        List<Life> neighbours = placed.stream()
                .filter(life::meets)
                .sorted(Comparator.comparingLong(other -> other.offset))
                .toList();
        long offset = 0;
        for (Life other : neighbours) {
            if (offset + Storage.aligned(life.storage.bytes()) <= other.offset) {
                break;
            }
            offset = Math.max(offset, other.end());
        }
        return offset;
    }
}
