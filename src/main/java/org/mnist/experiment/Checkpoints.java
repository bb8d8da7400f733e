package org.mnist.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.mnist.base.FailPoints;
import org.mnist.base.Failure;
import org.mnist.base.Hashes;
import org.mnist.base.Json;
import org.mnist.base.PlainFiles;
import org.mnist.base.SafeFiles;
import org.mnist.base.schema.Document;
import org.mnist.base.schema.Schema;
import org.mnist.network.Task;
import org.mnist.network.dl4j.NetworkSpec;
import org.mnist.network.file.ModelFiles;
import org.mnist.train.TrainState;

/**
 * The checkpoints of a run: a folder each, with {@code model.zip} and {@code state.json}. A folder appears under its
 * name only when it is complete and on the disk; older ones go only after that.
 */
public final class Checkpoints {
    private static final int KEPT = 3;
    private static final Pattern NAME = Pattern.compile("epoch-(\\d{1,9})(?:-step-(\\d{1,9}))?");
    private static final String MODEL = "model.zip";
    private static final String AVERAGE = "average.zip";
    private static final String STATE = "state.json";

    /**
     * Content of {@code state.json}.
     *
     * @param epoch whole epochs done
     * @param iteration updates done since the start of the run
     * @param learningRate the rate of the last whole epoch's last step, 0 before; for people, since the schedule recomputes it
     * @param identity what is trained, and on what
     * @param train where training stands
     * @param modelSha256 SHA-256 of {@code model.zip}
     * @param averageSha256 SHA-256 of {@code average.zip}; null if no average is kept
     * @param sha256 the {@link Seal} of the document
     */
    public record SavedState(
            int epoch,
            long iteration,
            double learningRate,
            RunIdentity identity,
            TrainState train,
            String modelSha256,
            @Nullable String averageSha256,
            String sha256)
            implements Document {
        @Override
        public Schema schema() {
            return Schema.STATE;
        }
    }

    /**
     * A checkpoint that was proved whole.
     *
     * @param folder where it is
     * @param state its state
     */
    public record Saved(Path folder, SavedState state) {
        /** The model whose figures count: the averaged one, where there is one. */
        public Path result() {
            return folder.resolve(state.averageSha256() == null ? MODEL : AVERAGE);
        }

        /** Whether it is of the best epoch so far, and of nothing after it. */
        boolean isBest() {
            TrainState train = state.train();
            return train.epochs() > 0 && train.steps() == 0 && train.best().epoch() == train.epochs();
        }

        /** The averaged parameters; without an average those of the trained network. */
        float[] parameters(NetworkSpec expected) {
            return ModelFiles.parameters(result(), expected);
        }

        /**
         * The trained network, with updater state.
         *
         * @param expected the network that it must be
         */
        public MultiLayerNetwork network(NetworkSpec expected) {
            return ModelFiles.load(folder.resolve(MODEL), expected, true);
        }
    }

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /**
     * Saves a checkpoint, and drops all but the newest few. Where it is there already, whole, it stays as it is.
     *
     * @param task what the network is to tell
     * @param average the averaged network, if there is one
     * @return the checkpoint
     */
    public Saved save(
            MultiLayerNetwork network,
            Task task,
            Optional<MultiLayerNetwork> average,
            TrainState state,
            RunIdentity identity) {
        Path target = folder.resolve(name(state));
        Optional<Saved> before = whole(target);
        if (before.isPresent()) {
            return before.get();
        }
        Path aside = SafeFiles.aside(folder);
        SavedState sealed;
        try {
            Files.createDirectory(aside); // and not the folder around it: where that is gone, the run is elsewhere
            Path model = aside.resolve(MODEL);
            SafeFiles.writeForced(model, out -> ModelFiles.write(network, task, true, out));
            Path averaged = aside.resolve(AVERAGE);
            if (average.isPresent()) {
                SafeFiles.writeForced(averaged, out -> ModelFiles.write(average.get(), task, false, out));
            }
            SavedState saved = new SavedState(
                    state.epochs(),
                    network.getIterationCount(),
                    state.epochs() == 0 ? 0 : state.last().learningRate(),
                    identity,
                    state,
                    Hashes.sha256(model),
                    average.isPresent() ? Hashes.sha256(averaged) : null,
                    "");
            SafeFiles.writeForced(
                    aside.resolve(STATE),
                    out -> out.write(Seal.seal(Json.document(saved)).getBytes(StandardCharsets.UTF_8)));
            SafeFiles.forceFolder(aside);
            sealed = saved;
            SafeFiles.delete(target);
            FailPoints.pass("rename", target);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
            FailPoints.pass("renamed", target);
            SafeFiles.forceFolder(folder);
        } catch (IOException e) {
            SafeFiles.deleteQuietly(aside); // if the disk is full, it needs the room
            throw SafeFiles.failure(target, e);
        }
        drop();
        return new Saved(target, sealed);
    }

    /** Removes the folders that cut-off saves have left, and the old ones that they had no more time to remove. */
    public void clean() {
        SafeFiles.clean(folder);
        drop();
    }

    private void drop() {
        List<Path> all = all();
        all.subList(Math.min(KEPT, all.size()), all.size()).forEach(Checkpoints::delete);
    }

    /**
     * The newest checkpoint that is whole, if there is one.
     *
     * @param warn gets a line for each newer one that is damaged
     * @throws Failure of kind BAD_INPUT if there are some, but none is whole, or a newer program wrote the newest
     */
    public Optional<Saved> newest(Consumer<String> warn) {
        List<Path> all = all();
        for (Path checkpoint : all) {
            try {
                return Optional.of(new Saved(checkpoint, prove(checkpoint)));
            } catch (IOException e) {
                warn.accept(checkpoint + " is damaged (" + SafeFiles.reason(e) + "); looking at the one before");
            }
        }
        if (!all.isEmpty()) {
            throw new Failure(
                    Failure.Kind.BAD_INPUT,
                    "no checkpoint in " + folder + " is sound; bring one back, or start a new run");
        }
        return Optional.empty();
    }

    /** The state of a checkpoint that is whole; an exception that says what is wrong with it if it is not. */
    private static SavedState prove(Path checkpoint) throws IOException {
        SavedState state;
        try {
            String text = PlainFiles.text(checkpoint.resolve(STATE));
            if (!Seal.isWhole(text)) { // which is asked first: a damaged number may look like a newer schema's
                throw new IOException("its state.json has another SHA-256");
            }
            state = Json.read(Schema.STATE, text, SavedState.class, checkpoint.toString(), Checkpoints::refuse);
        } catch (JsonProcessingException e) {
            throw new IOException("its state.json cannot be read", e);
        }
        boolean whole = state.modelSha256().equals(Hashes.sha256(checkpoint.resolve(MODEL)))
                && (state.averageSha256() == null
                        || state.averageSha256().equals(Hashes.sha256(checkpoint.resolve(AVERAGE))));
        if (!whole) {
            throw new IOException("its model has another SHA-256");
        }
        return state;
    }

    /** Goes on by nothing but what is wholly known; the checkpoint before would be another training. */
    private static void refuse(String newer) {
        throw new Failure(
                Failure.Kind.BAD_INPUT,
                newer + "; go on with it by that mnist, or use its models: mnist evaluate, predict, serve and export");
    }

    private static Optional<Saved> whole(Path checkpoint) {
        try {
            return Optional.of(new Saved(checkpoint, prove(checkpoint)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The checkpoint after a whole epoch, if it is there and whole. */
    Optional<Saved> ofEpoch(int epoch) {
        return whole(folder.resolve(name(epoch, 0)));
    }

    private static void delete(Path checkpoint) {
        try {
            FailPoints.pass("delete", checkpoint);
            SafeFiles.delete(checkpoint);
        } catch (IOException e) {
            throw SafeFiles.failure(checkpoint, e);
        }
    }

    /** The folders of all checkpoints, whole or not, the newest first. */
    List<Path> all() {
        return paths(NAME)
                .sorted(Comparator.comparingLong(Checkpoints::order).reversed())
                .toList();
    }

    private Stream<Path> paths(Pattern name) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> name.matcher(fileName(path)).matches()).toList().stream();
        } catch (IOException e) {
            throw SafeFiles.failure(folder, e);
        }
    }

    private static String name(TrainState state) {
        return name(state.epochs(), state.steps());
    }

    private static String name(int epochs, int steps) {
        String whole = String.format(Locale.ROOT, "epoch-%03d", epochs);
        return steps == 0 ? whole : whole + String.format(Locale.ROOT, "-step-%06d", steps);
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
