package org.mnist.track.tensorboard;

import org.mnist.experiment.RunFiles;
import org.mnist.track.TrackedRun;
import org.mnist.track.Tracker;
import org.mnist.track.TrackerKind;

/** TensorBoard: event files in the run folder, for {@code tensorboard --logdir runs}. */
public final class TensorBoard implements TrackerKind {
    private static EventFiles files(RunFiles run) {
        return new EventFiles(run.path().resolve("tensorboard"));
    }

    @Override
    public boolean isIn(RunFiles run) {
        return files(run).areThere();
    }

    @Override
    public boolean isComplete(RunFiles run) {
        return files(run).haveEnd();
    }

    @Override
    public Tracker open(TrackedRun run) {
        return new TensorBoardTracker(run, files(run.files()));
    }
}
