package org.mnist.network.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist.base.Failure;
import org.mnist.testing.Fixture;
import org.mnist.testing.HeapUse;
import org.mnist.testing.Models;
import org.mnist.testing.Slow;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Damaged model files: each is refused, or gives the answers of the one that it was made from. */
class ModelFuzzTest {
    private static final long MORE_MEMORY = 64L << 20;
    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "1",
            "2147483647",
            "2147483648",
            "99999999999999999999",
            "1e308",
            "1e-308",
            "NaN",
            "null",
            "\"x\"",
            "[]",
            "{}",
            "0.30000000000000004",
            "true");

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(20261122);
    private final byte[] sound = Models.bytes(Models.trained(Models.smallConfig()));
    private final byte[] other = Models.bytes(Models.trained(
            Fixture.config("layers", "[{conv: {filters: 2, kernel: 5, stride: 3}}, {flatten: {}}, {output: {}}]")));

    @Test
    void noneOfAThousandIsBelieved() throws IOException {
        requireThatNoneIsBelieved(1_000);
    }

    @Slow
    @Test
    void noneOfTenThousandIsBelieved() throws IOException {
        requireThatNoneIsBelieved(10_000);
    }

    private void requireThatNoneIsBelieved(int files) throws IOException {
        Path file = Files.write(folder.resolve("model.zip"), sound);
        long before = HeapUse.ofThisThread();
        INDArray answer =
                Models.answer(ModelFiles.open(file, Optional.empty(), true).network());
        long valid = HeapUse.ofThisThread() - before;
        int accepted = 0;
        for (int i = 0; i < files; i++) {
            byte[] mutant = i % 2 == 0 ? damaged() : crafted();
            Files.write(file, mutant);
            before = HeapUse.ofThisThread();
            long start = System.nanoTime();
            try {
                MultiLayerNetwork network =
                        ModelFiles.open(file, Optional.empty(), true).network();
                accepted++;
                assertThat(Models.answer(network)).as("file %d", i).isEqualTo(answer);
            } catch (Failure e) {
                assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_INPUT);
                assertThat(e.getMessage())
                        .startsWith(file + " is no sound model: ")
                        .hasLineCount(1);
            }
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                    .as("seconds for file %d", i)
                    .isLessThan(2);
            assertThat(HeapUse.ofThisThread() - before)
                    .as("bytes for file %d", i)
                    .isLessThan(valid + MORE_MEMORY);
        }
        assertThat(accepted).as("mutations that touched nothing that matters").isBetween(1, files / 10);
    }

    /** The file after a bad disk, a bad line or a blind attacker. */
    private byte[] damaged() {
        byte[] mutant = sound.clone();
        int at = random.nextInt(mutant.length);
        switch (random.nextInt(7)) {
            case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutant[at] = (byte) random.nextInt(256);
            case 2 -> mutant[mutant.length - 1 - random.nextInt(250)] = (byte) random.nextInt(256); // directory
            case 3 -> {
                return Arrays.copyOf(mutant, at);
            }
            case 4 -> {
                return Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(5000));
            }
            case 5 -> {
                byte[] from = random.nextBoolean() ? other : sound;
                int length = Math.min(mutant.length - at, 1 + random.nextInt(4000));
                int start = random.nextInt(from.length);
                System.arraycopy(from, start, mutant, at, Math.min(length, from.length - start));
            }
            default -> {
                int gap = random.nextInt(200) - 100; // bytes are lost or doubled
                byte[] moved = new byte[Math.max(at, mutant.length + gap)];
                System.arraycopy(mutant, 0, moved, 0, at);
                int from = Math.min(mutant.length, Math.max(0, at - gap));
                System.arraycopy(mutant, from, moved, at, Math.min(mutant.length - from, moved.length - at));
                return moved;
            }
        }
        return mutant;
    }

    /** A sound zip file with sound checksums, whose content is not. */
    private byte[] crafted() {
        Map<String, byte[]> entries = Models.entries(sound);
        switch (random.nextInt(4)) {
            case 0 -> entries.computeIfPresent(random.nextBoolean() ? Models.WEIGHTS : Models.UPDATER, this::misheaded);
            case 1 -> {
                String name = random.nextBoolean() ? Models.WEIGHTS : Models.UPDATER;
                byte[] content = entries.get(name);
                int length = random.nextInt(2 * content.length);
                entries.put(name, Arrays.copyOf(content, length == content.length ? 0 : length));
            }
            default -> entries.computeIfPresent(Models.CONFIGURATION, this::misconfigured);
        }
        return Models.zip(entries);
    }

    private byte[] misheaded(String name, byte[] content) {
        content[random.nextInt(113)] ^= (byte) (1 + random.nextInt(255));
        return content;
    }

    private byte[] misconfigured(String name, byte[] content) {
        String json = new String(content, StandardCharsets.UTF_8);
        int at = random.nextInt(json.length());
        int end = Math.min(json.length(), at + 1 + random.nextInt(60));
        String mutant = switch (random.nextInt(4)) {
            case 0 -> json.substring(0, at) + (char) random.nextInt(0x80) + json.substring(at + 1);
            case 1 -> json.substring(0, at) + json.substring(end);
            case 2 -> json.substring(0, end) + json.substring(at);
            default -> withNumber(json, at);
        };
        return mutant.getBytes(StandardCharsets.UTF_8);
    }

    /** The next value behind a place becomes another one. */
    private String withNumber(String json, int at) {
        int from = json.indexOf(" : ", at);
        if (from < 0) {
            return json + "x";
        }
        int to = from + 3;
        while (to < json.length() && ",\n".indexOf(json.charAt(to)) < 0) {
            to++;
        }
        return json.substring(0, from + 3) + NUMBERS.get(random.nextInt(NUMBERS.size())) + json.substring(to);
    }
}
