package org.mnist.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist.data.Hashes;
import org.mnist.train.TrainState;

/**
 * The checkpoints of a run: a folder each, with {@code model.zip} and {@code state.json}. A folder appears under its
 * name only when it is complete and on the disk; older ones go only after that.
 */
public final class Checkpoints {
    private static final int KEPT = 3;
    private static final Pattern NAME = Pattern.compile("epoch-(\\d+)(?:-step-(\\d+))?");
    private static final String MODEL = "model.zip";
    private static final String STATE = "state.json";

    /**
     * What {@code state.json} holds.
     *
     * @param epoch whole epochs done
     * @param iteration updates done since the start of the run
     * @param seed the seed, from which everything random follows
     * @param learningRate the rate of the last step, 0 before the first; for people, since the schedule recomputes it
     * @param train where training stands
     * @param modelSha256 SHA-256 of {@code model.zip}
     */
    public record SavedState(
            int epoch, long iteration, long seed, double learningRate, TrainState train, String modelSha256) {}

    /**
     * A checkpoint that was proved whole.
     *
     * @param folder where it is
     * @param state its state
     */
    public record Saved(Path folder, SavedState state) {
        /** Its model file. */
        public Path model() {
            return folder.resolve(MODEL);
        }

        /** Its network, with updater state. */
        public MultiLayerNetwork network() {
            return ModelFiles.load(model(), true);
        }
    }

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /**
     * Saves a checkpoint, and drops all but the newest few.
     *
     * @param also files that get a copy of the model before the checkpoint counts
     */
    public void save(MultiLayerNetwork network, TrainState state, long seed, double learningRate, List<Path> also) {
        String name = name(state);
        Path aside = folder.resolve("." + name + ".tmp");
        try {
            FileUtils.deleteDirectory(aside.toFile());
            Files.createDirectories(aside);
            Path model = aside.resolve(MODEL);
            ModelFiles.write(network, model);
            SavedState saved = new SavedState(
                    state.epochs(), network.getIterationCount(), seed, learningRate, state, Hashes.sha256(model));
            SafeFiles.writeForced(
                    aside.resolve(STATE), out -> out.write(Json.write(saved).getBytes(StandardCharsets.UTF_8)));
            for (Path copy : also) {
                SafeFiles.write(copy, out -> Files.copy(model, out));
            }
            SafeFiles.forceFolder(aside);
            FileUtils.deleteDirectory(folder.resolve(name).toFile());
            Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            SafeFiles.forceFolder(folder);
            List<Path> all = newestFirst();
            for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
                FileUtils.deleteDirectory(old.toFile());
            }
        } catch (IOException e) {
            throw SafeFiles.failure(folder.resolve(name), e);
        }
    }

    /**
     * The newest checkpoint that is whole, or null if there is none.
     *
     * @param warn gets a line for each newer one that is damaged
     */
    public Saved newest(Consumer<String> warn) {
        for (Path checkpoint : newestFirst()) {
            try {
                SavedState state = Json.read(Files.readString(checkpoint.resolve(STATE)), SavedState.class);
                if (state.modelSha256().equals(Hashes.sha256(checkpoint.resolve(MODEL)))) {
                    return new Saved(checkpoint, state);
                }
                warn.accept(checkpoint + " is damaged (its model has another SHA-256); using the one before");
            } catch (JsonProcessingException e) {
                warn.accept(checkpoint + " is damaged (its state.json cannot be read); using the one before");
            } catch (IOException e) {
                warn.accept(checkpoint + " is damaged (" + e.getMessage() + "); using the one before");
            }
        }
        return null;
    }

    private List<Path> newestFirst() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> NAME.matcher(fileName(path)).matches())
                    .sorted(Comparator.comparingLong(Checkpoints::order).reversed())
                    .toList();
        } catch (IOException e) {
            throw SafeFiles.failure(folder, e);
        }
    }

    private static String name(TrainState state) {
        String epochs = String.format(Locale.ROOT, "epoch-%03d", state.epochs());
        return state.steps() == 0 ? epochs : epochs + String.format(Locale.ROOT, "-step-%06d", state.steps());
    }

    private static long order(Path checkpoint) {
        Matcher name = NAME.matcher(fileName(checkpoint));
        if (!name.matches()) {
            throw new IllegalArgumentException(checkpoint.toString());
        }
        long steps = name.group(2) == null ? 0 : Long.parseLong(name.group(2));
        return Long.parseLong(name.group(1)) * 1_000_000_000L + steps;
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
