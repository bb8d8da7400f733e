package org.mnist.track;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mnist.base.SafeFiles;
import org.mnist.experiment.RunFiles;
import org.mnist.train.EpochResult;
import org.mnist.train.TrainState;

/** A third kind of tracker: a line for each epoch. docs/trackers.md shows it as it stands here. */
final class EpochNotes implements TrackerKind {
    private static Path file(RunFiles run) {
        return run.path().resolve("notes.txt");
    }

    @Override
    public boolean isIn(RunFiles run) {
        return Files.exists(file(run));
    }

    @Override
    public boolean isComplete(RunFiles run) {
        return isIn(run); // each epoch is there when the next one begins, and there is nothing else to tell
    }

    @Override
    public Tracker open(TrackedRun run) {
        return new Tracker() {
            @Override
            public void onStart(TrainState from, Supplier<float[]> weights) {
                write(from); // what an earlier process has told, no more and no less
            }

            @Override
            public void onEpoch(EpochResult result, TrainState state) {
                write(state);
            }

            private void write(TrainState state) {
                SafeFiles.write(
                        file(run.files()),
                        state.history().stream()
                                .flatMap(epoch -> Figure.of(epoch).stream()
                                        .map(figure -> epoch.epoch() + " " + figure.column() + " " + figure.value()))
                                .collect(Collectors.joining("\n", "", "\n")));
            }
        };
    }
}
