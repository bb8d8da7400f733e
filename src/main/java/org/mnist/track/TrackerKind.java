package org.mnist.track;

import org.mnist.experiment.RunFiles;

/** A kind of tracker that {@code --log} names. What it leaves in a run folder tells that the run goes on with it. */
public interface TrackerKind {
    /** Whether a run has been logged so. */
    boolean isIn(RunFiles run);

    /** Whether all there is to tell of a run that has ended is told. */
    boolean isComplete(RunFiles run);

    /** A tracker of a run, which has done nothing yet. */
    Tracker open(TrackedRun run);
}
