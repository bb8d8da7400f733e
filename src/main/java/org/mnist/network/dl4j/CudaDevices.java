package org.mnist.network.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mnist.base.Failure;

/**
 * NVIDIA's cards as their driver tells of them, asked before ND4J is loaded: DL4J's last CUDA library has code for cards of compute
 * capability 3.7 to 8.9 and none that a driver could translate for others, and fails on those far inside.
 */
final class CudaDevices {
    private static final int OLDEST = 37;
    private static final int NEWEST = 89;
    private static final int LIMIT_SECONDS = 20;
    private static final Pattern LINE = Pattern.compile("\\s*(\\d{1,3})\\.(\\d)\\s*,\\s*(.+?)\\s*");

    private final String program;
    private final String visible;

    /**
     * The cards that this process sees.
     *
     * @param program the driver's program that tells, {@code nvidia-smi}
     * @param visible which cards may be used, as {@code CUDA_VISIBLE_DEVICES} has it; empty: all
     */
    CudaDevices(String program, String visible) {
        this.program = program;
        this.visible = visible;
    }

    /**
     * Refuses cards that ND4J cannot compute on.
     *
     * @throws Failure of kind UNAVAILABLE, with the reason
     */
    void requireUsable() {
        List<String> cards = ask().lines().filter(line -> !line.isBlank()).toList();
        if (cards.isEmpty()) {
            throw unusable("the driver knows of no NVIDIA card here");
        }
        for (String card : cards) {
            Matcher line = LINE.matcher(card);
            if (!line.matches()) {
                throw unusable("the driver does not tell what card this is (" + card.strip()
                        + "); CUDA 11.6 needs driver 510 or newer");
            }
            int capability = 10 * Integer.parseInt(line.group(1)) + Integer.parseInt(line.group(2));
            if (capability < OLDEST || capability > NEWEST) {
                throw unusable(line.group(3) + " has compute capability " + line.group(1) + "." + line.group(2)
                        + "; DL4J's last CUDA library has code for 3.7 to 8.9 only"
                        + (cards.size() > 1 ? " (CUDA_VISIBLE_DEVICES chooses among several cards)" : ""));
            }
        }
    }

    private String ask() {
        List<String> command =
                new ArrayList<>(List.of(program, "--query-gpu=compute_cap,name", "--format=csv,noheader"));
        if (!visible.isEmpty()) {
            command.add("--id=" + visible);
        }
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw unusable("there is no NVIDIA driver here, or its nvidia-smi is not to be found");
        }
        try {
            CompletableFuture<Void> unused = process.onExit()
                    .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .handle((ended, late) -> {
                        if (late != null) { // of one that has ended, what it said could no longer be read
                            process.destroyForcibly();
                        }
                        return null;
                    });
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw unusable("the NVIDIA driver cannot be asked (nvidia-smi ended with " + process.exitValue()
                        + (said.isBlank()
                                ? ""
                                : ": " + said.strip().lines().findFirst().orElse("")) + ")");
            }
            return said;
        } catch (IOException e) {
            throw unusable("the NVIDIA driver cannot be asked (" + Failure.message(e) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable("the NVIDIA driver was not asked to the end");
        }
    }

    private static Failure unusable(String why) {
        return new Failure(Failure.Kind.UNAVAILABLE, "--backend cuda: " + why + "; use --backend cpu");
    }
}
