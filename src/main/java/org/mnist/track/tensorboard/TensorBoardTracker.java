package org.mnist.track.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mnist.base.SafeFiles;
import org.mnist.experiment.RunFiles;
import org.mnist.experiment.RunResult;
import org.mnist.track.Figure;
import org.mnist.track.LayerWeights;
import org.mnist.track.Settings;
import org.mnist.track.TrackedRun;
import org.mnist.track.Tracker;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;
import org.nd4j.shade.protobuf.ByteString;
import org.tensorflow.framework.Summary;

/**
 * A run as event files; a step is an epoch. Every process begins a file of its own with a restart, by which readers forget all
 * that is of the epoch that it begins behind or of a later one, and tells that epoch again: what was killed between a checkpoint and
 * its events, or went back to an earlier checkpoint, is neither missing nor there twice.
 */
final class TensorBoardTracker implements Tracker {
    private final TrackedRun run;
    private final EventFiles files;
    private Supplier<float[]> weights = () -> new float[0];
    private @Nullable Path file;
    private @Nullable RunResult result;

    TensorBoardTracker(TrackedRun run, EventFiles files) {
        this.run = run;
        this.files = files;
    }

    @Override
    public void onStart(TrainState from, Supplier<float[]> current) {
        weights = current;
        files.deleteEnd();
        boolean first = !files.areThere();
        // In the midst of an epoch the weights are no longer those of the last one, whose events are there.
        boolean between = from.steps() == 0 && from.epochs() > 0;
        int again = first ? 1 : between ? from.epochs() : from.epochs() + 1;
        List<ByteString> events = new ArrayList<>();
        events.add(Events.restart(again));
        if (first) {
            events.add(Events.summary(0, List.of(HParams.start(Settings.of(run.config())))));
        }
        for (EpochResult epoch : from.history().subList(again - 1, from.epochs())) {
            events.add(Events.summary(epoch.epoch(), values(epoch, between && epoch.epoch() == from.epochs())));
        }
        file = files.begin(events);
    }

    @Override
    public void onEpoch(EpochResult epoch, TrainState state) {
        EventFiles.append(Objects.requireNonNull(file), Events.summary(epoch.epoch(), values(epoch, true)));
    }

    private List<Summary.Value> values(EpochResult epoch, boolean hasWeights) {
        List<Summary.Value> values = new ArrayList<>(Values.scalars(Figure.of(epoch)));
        if (hasWeights) {
            values.addAll(Values.histograms(LayerWeights.of(run.config().architecture(), weights.get())));
        }
        return values;
    }

    @Override
    public void onResult(RunResult scored) {
        result = scored;
    }

    @Override
    public void onFinished() {
        List<ByteString> events = new ArrayList<>();
        if (result != null) {
            List<Summary.Value> values = new ArrayList<>(Values.scalars(Figure.of(result)));
            for (String name : List.of(RunFiles.CONFUSION, RunFiles.MISTAKES)) {
                Path picture = run.files().picture(name);
                if (Files.isRegularFile(picture)) {
                    values.add(Values.picture(name.replace(".png", ""), bytes(picture)));
                }
            }
            events.add(Events.summary(result.best().epoch(), values));
        }
        events.add(Events.summary(0, List.of(HParams.end())));
        files.end(events);
    }

    private static byte[] bytes(Path picture) {
        try {
            return Files.readAllBytes(picture);
        } catch (IOException e) {
            throw SafeFiles.failure(picture, e);
        }
    }
}
