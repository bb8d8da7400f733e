package org.mnist.track.mlflow;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import org.mnist.base.RunMarks;
import org.mnist.experiment.RunFiles;

/** The files of a run that a server gets. */
final class Artifacts {
    /** Their names, the largest last. */
    static final List<String> NAMES = List.of(
            RunMarks.CONFIG,
            RunMarks.PROVENANCE,
            "metrics.csv",
            "result.json",
            RunFiles.CURVES,
            RunFiles.CONFUSION,
            RunFiles.CALIBRATION,
            RunFiles.MISTAKES,
            RunFiles.FILTERS,
            "report.html",
            "best.zip");

    private Artifacts() {}

    /** Those that are there. */
    static List<String> of(RunFiles run) {
        return NAMES.stream()
                .filter(name -> Files.isRegularFile(run.path().resolve(name), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }
}
