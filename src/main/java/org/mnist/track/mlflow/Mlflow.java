package org.mnist.track.mlflow;

import java.util.Optional;
import org.mnist.experiment.RunFiles;
import org.mnist.track.TrackedRun;
import org.mnist.track.Tracker;
import org.mnist.track.TrackerKind;

/**
 * MLflow: a journal in the run folder, of which what there is goes to a server, now or by {@code mnist runs push}.
 *
 * @param server the server; empty if nobody has named one, which keeps the journal alone: a run folder may be somebody else's, so it
 *     does not say where to
 * @param experiment the name of the experiment that new runs are in
 */
public record Mlflow(Optional<MlflowServer> server, String experiment) implements TrackerKind {
    @Override
    public boolean isIn(RunFiles run) {
        return Journal.isIn(run.path());
    }

    @Override
    public boolean isComplete(RunFiles run) {
        return isIn(run)
                && Journal.open(run.path(), run.warn())
                        .status()
                        .filter(Entry.Status.FINISHED::equals)
                        .isPresent();
    }

    @Override
    public Tracker open(TrackedRun run) {
        return new MlflowTracker(run, this);
    }
}
