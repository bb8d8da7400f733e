package org.mnist.base;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files by which a run folder is known, also to those who look for something else and have to leave it alone. */
public final class RunMarks {
    /** The resolved configuration, with which a run begins. */
    public static final String CONFIG = "config.yaml";

    /** Program and machine that the run ran with. */
    public static final String PROVENANCE = "provenance.json";

    /** The file that is locked while a process writes into the folder. */
    public static final String LOCK = ".lock";

    /** The folder of what can be gone on from, a folder each. */
    public static final String CHECKPOINTS = "checkpoints";

    /** What a sweep tries, in the folder that its run folders lie in. */
    public static final String SWEEP = "sweep.yaml";

    private RunMarks() {}

    /** Whether a folder is surely one of a run, and not one that merely has a configuration in it. */
    public static boolean areIn(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG))
                && (Files.isRegularFile(folder.resolve(PROVENANCE)) || Files.isRegularFile(folder.resolve(LOCK)));
    }
}
